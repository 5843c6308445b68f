using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What was sold. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<SaleOf>))]
public enum SaleOf
{
    /// <summary>The thing that was appraised.</summary>
    Asset,

    /// <summary>A thing like it.</summary>
    Comparable,
}

/// <summary>A sale after the valuation date showed what an appraised thing, or one like it, fetched.</summary>
/// <param name="Appraisal">Stream of the appraisal.</param>
/// <param name="Of">What was sold.</param>
/// <param name="Evidence">Reference of the sale in the evidence register.</param>
/// <param name="EvidenceId">Its stream.</param>
/// <param name="EvidenceSource">The fact by which it was registered.</param>
/// <param name="Price">What was paid.</param>
/// <param name="TimeFactor">By which the price is brought to the valuation date and the appraised thing; 1 where nothing was said.</param>
/// <param name="Reason">Why that factor; null for 1.</param>
/// <param name="On">Day of the sale.</param>
/// <param name="Place">Where.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">Recorded time.</param>
public sealed record LaterSaleRecorded(
    Guid Appraisal, SaleOf Of, string Evidence, Guid EvidenceId, Citation EvidenceSource, Money Price, Rational TimeFactor, Text? Reason, DateOnly On, string Place,
    Actor By, DateTimeOffset At);

/// <summary>The sale no longer counts; it stays readable.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">Recorded time.</param>
public sealed record LaterSaleWithdrawn(Text Reason, Actor By, DateTimeOffset At);
