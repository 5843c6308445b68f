namespace Ledger.Contracts.V1;

/// <summary>
/// A party disputes an allocation within the agreement's objection window: what is not settled of it waits until every dispute of
/// the allocation is settled (<see cref="LossDisputeSettled"/>, which can arrive first).
/// </summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference of the event.</param>
/// <param name="AllocationNo">The allocation: <see cref="LossAllocated.No"/>, 1 where that is absent.</param>
/// <param name="DisputeNo">From 1 within the event.</param>
/// <param name="AgreementId">Agreement whose terms allocated the loss.</param>
/// <param name="DisputedBy">The disputing party.</param>
/// <param name="DisputedOn">When (valid date).</param>
[IntegrationEvent("risks.loss-disputed", 1)]
public sealed record LossDisputed(
    Guid RiskEventId, string Reference, int AllocationNo, int DisputeNo, string AgreementId, string DisputedBy, DateOnly DisputedOn);
