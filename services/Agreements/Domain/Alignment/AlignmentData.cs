using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>How supply and demand are stated. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<AlignmentUnit>))]
public enum AlignmentUnit
{
    /// <summary>Shares that sum to exactly 1.</summary>
    Share,

    /// <summary>Whole numbers of people: graduates, vacancies; their shares are computed.</summary>
    Headcount,
}

/// <summary>Where data come from: a stored document, a note, or both.</summary>
/// <param name="Sha256">Of the document, lower-case hex; null when there is none.</param>
/// <param name="Note">Which survey or register, of which date; null when the document says it.</param>
public sealed record DataSource(string? Sha256 = null, Text? Note = null);

/// <summary>One side: field to share or headcount, with its source.</summary>
public sealed record AlignmentSide(IReadOnlyDictionary<string, Rational> Fields, DataSource Source);

/// <summary>Supply and demand of a region in a period.</summary>
/// <param name="Period">Of the data.</param>
/// <param name="Unit">How both sides are stated.</param>
/// <param name="Supply">Graduates by field.</param>
/// <param name="Demand">Vacancies or employment by field.</param>
public sealed record AlignmentData(Period Period, AlignmentUnit Unit, AlignmentSide Supply, AlignmentSide Demand);
