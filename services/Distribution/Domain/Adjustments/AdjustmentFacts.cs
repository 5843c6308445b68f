using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>All parties confirmed a retroactive change; its differences wait for a run of an open period.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementVersion">The version that rules from the past day on.</param>
/// <param name="From">That day.</param>
/// <param name="Reason">Why.</param>
/// <param name="Differences">What is to be booked.</param>
/// <param name="Source">The confirmation, as recorded by Agreements.</param>
/// <param name="At">When it was confirmed.</param>
public sealed record AdjustmentNoted(
    string AgreementId, int AgreementVersion, DateOnly From, string Reason, IReadOnlyList<Difference> Differences, Citation Source,
    DateTimeOffset At);
