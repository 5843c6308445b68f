namespace Ledger.Rules;

/// <summary>What a party promised to bring in (承诺投入).</summary>
/// <param name="Id">Unique in the agreement.</param>
/// <param name="Party">Who promised.</param>
/// <param name="Kind">A kind that the agreement values.</param>
/// <param name="Description">What it is.</param>
/// <param name="PlannedValue">Above 0; the instalments sum to it.</param>
/// <param name="Schedule">Instalments by rising due date, within the agreement's term.</param>
/// <param name="EvidenceRequired">Least pieces of evidence; null: as the kind's policy says.</param>
/// <param name="DefaultAfterDays">Days overdue after which a default notice may be given; null: no notice follows.</param>
public sealed record Commitment(
    string Id, string Party, ContributionKind Kind, Text Description, Money PlannedValue, IReadOnlyList<Instalment> Schedule,
    int? EvidenceRequired, int? DefaultAfterDays);

/// <summary>A part of a commitment.</summary>
/// <param name="Due">Last day in time.</param>
/// <param name="Value">Above 0.</param>
public sealed record Instalment(DateOnly Due, Money Value);
