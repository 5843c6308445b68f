namespace Ledger.Contracts.V1;

/// <summary>
/// What was settled was corrected: a pair of entries on an open day took each item back as it was and booked it again as it would have come
/// out. Nothing that was told before is told anew; whoever keeps what a settlement came to keeps this beside it.
/// </summary>
/// <param name="CorrectionId">Stream of the correction.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">Number among the agreement's corrections that were prepared, from 1. Of two that correct the same run the higher one holds.</param>
/// <param name="BookedOn">Open day on which it was booked.</param>
/// <param name="Reserve">What the reserve got; below zero, gave.</param>
/// <param name="Runs">Settled runs.</param>
/// <param name="Losses">Allocated losses.</param>
[IntegrationEvent("distribution.settlement-corrected", 1)]
public sealed record SettlementCorrected(
    Guid CorrectionId, string AgreementId, int No, DateOnly BookedOn, MoneyAmount Reserve, IReadOnlyList<CorrectedRun> Runs, IReadOnlyList<ChangedLoss> Losses);

/// <summary>A corrected run; what its lines and the reserve come to is the same sum before and after.</summary>
/// <param name="RunId">Stream of the run.</param>
/// <param name="PoolReference">The consortium's own reference of the pool.</param>
/// <param name="PeriodFrom">First day of the settled period.</param>
/// <param name="PeriodTo">Last day of the settled period.</param>
/// <param name="Reserve">What the pool put into the reserve.</param>
/// <param name="Lines">Per party, its benefit share.</param>
/// <param name="Basis">What it was computed from now, where that differs from what the settlement told; absent when it is too much to tell.</param>
public sealed record CorrectedRun(
    Guid RunId, string PoolReference, DateOnly PeriodFrom, DateOnly PeriodTo, ChangedAmount Reserve, IReadOnlyList<ChangedLine> Lines,
    CorrectedBasis? Basis = null);

/// <summary>What a corrected run rests on; pool, claims, carry and scores are as they were.</summary>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="Accepted">Accepted values as used, summed per party and effective day.</param>
public sealed record CorrectedBasis(int AgreementVersion, string DocumentHash, IReadOnlyList<AcceptedOnDay> Accepted);
