using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What follows when a party does not do what it promised: notice, time to cure, remedy.</summary>
/// <param name="NoticeDays">Days from the notice until the time to cure begins.</param>
/// <param name="CureDays">Days to cure.</param>
/// <param name="Remedies">What the others may choose then; at least one.</param>
public sealed record DefaultTerms(int NoticeDays, int CureDays, IReadOnlyList<Remedy> Remedies)
{
    /// <summary>Last day on which the default can be cured.</summary>
    public DateOnly CuredBy(DateOnly notice) => notice.AddDays(NoticeDays + CureDays);
}

/// <summary>Remedies of a default. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<Remedy>))]
public enum Remedy
{
    /// <summary>The others lend what is missing.</summary>
    DefaultLoan,

    /// <summary>The defaulting party's share shrinks.</summary>
    Dilution,

    /// <summary>It loses its share.</summary>
    Forfeiture,
    Damages,

    /// <summary>It does not vote until it has cured.</summary>
    VoteSuspension,
    Exclusion,
}

/// <summary>How a party leaves.</summary>
/// <param name="NoticeDays">Days from the notice to the last day.</param>
/// <param name="Valuation">How its contributions are valued then, in words; null when not stated.</param>
/// <param name="Clawback">Whether benefits already paid are paid back.</param>
/// <param name="AssetReturn">What becomes of what it brought in.</param>
public sealed record ExitTerms(int NoticeDays, Text? Valuation, bool Clawback, AssetReturn AssetReturn);

/// <summary>What becomes of a leaving party's things. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<AssetReturn>))]
public enum AssetReturn
{
    /// <summary>What was lent goes back, what was given stays.</summary>
    LoanedOnly,

    /// <summary>Everything goes back.</summary>
    All,

    /// <summary>Everything stays until the agreement ends.</summary>
    StaysToEnd,
}

/// <summary>How a party joins.</summary>
/// <param name="Majority">Share of the parties that must agree, above 0, at most 1.</param>
/// <param name="Conditions">In words; null: none.</param>
public sealed record AccessionTerms(Rational Majority, Text? Conditions);
