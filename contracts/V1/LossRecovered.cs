namespace Ledger.Contracts.V1;

/// <summary>
/// Money came in for a loss after it was allocated (an insurer, a third party); it is handed back by the key of the allocation in
/// reverse. The party that received the money pays the others; what it keeps itself is no payment.
/// </summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference of the event.</param>
/// <param name="AllocationNo">The allocation that is relieved: <see cref="LossAllocated.No"/>, 1 where that is absent.</param>
/// <param name="RecoveryNo">From 1 within the event: with <paramref name="RiskEventId"/> it names this recovery.</param>
/// <param name="RecoveryReference">The consortium's own reference of the recovery.</param>
/// <param name="AgreementId">Agreement whose terms allocated the loss.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category, kebab-case.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="ReceivedOn">When the money came in (valid date): the period in which it is settled.</param>
/// <param name="Holder">The party that received it.</param>
/// <param name="Recovery">What came in; at most the loss that was left.</param>
/// <param name="LossLeft">Net loss after it.</param>
/// <param name="Payments">From the holder to other parties, or to <c>reserve</c>; empty when the holder bore all of it.</param>
[IntegrationEvent("risks.loss-recovered", 1)]
public sealed record LossRecovered(
    Guid RiskEventId, string Reference, int AllocationNo, int RecoveryNo, string RecoveryReference, string AgreementId, int AgreementVersion,
    string Category, DateOnly OccurredOn, DateOnly ReceivedOn, string Holder, MoneyAmount Recovery, MoneyAmount LossLeft,
    IReadOnlyList<LossPayment> Payments);
