namespace Ledger.Contracts.V1;

/// <summary>
/// A dispute of an allocation ended: dismissed, taken back or upheld. The allocation of an upheld one is reversed
/// (<see cref="LossAllocationReversed"/>).
/// </summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference of the event.</param>
/// <param name="AllocationNo">The allocation that was disputed.</param>
/// <param name="DisputeNo">From 1 within the event: as in <see cref="LossDisputed.DisputeNo"/>.</param>
/// <param name="AgreementId">Agreement whose terms allocated the loss.</param>
/// <param name="Outcome"><c>dismissed</c>, <c>withdrawn</c> or <c>upheld</c>.</param>
/// <param name="SettledOn">When (valid date).</param>
[IntegrationEvent("risks.loss-dispute-settled", 1)]
public sealed record LossDisputeSettled(
    Guid RiskEventId, string Reference, int AllocationNo, int DisputeNo, string AgreementId, string Outcome, DateOnly SettledOn);
