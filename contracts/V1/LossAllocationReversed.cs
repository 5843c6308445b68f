namespace Ledger.Contracts.V1;

/// <summary>
/// An allocation of a loss no longer holds. Its payments, and those of recoveries under it, are undone by the opposite payments;
/// what is settled stays settled, so the difference belongs to the open period. An allocation that replaces it comes as another
/// <see cref="LossAllocated"/> with the next number. The message can arrive before those that it undoes.
/// </summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference of the event.</param>
/// <param name="AllocationNo">The allocation undone: <see cref="LossAllocated.No"/>, 1 where that is absent. Each is reversed once.</param>
/// <param name="AgreementId">Agreement whose terms allocated the loss.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category, kebab-case.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="ReversedOn">When it was undone (valid date).</param>
/// <param name="Cause"><c>dispute-upheld</c>, <c>reopened</c> or <c>withdrawn</c>.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
/// <param name="Payments">
/// Each payment of the allocation and of its recoveries with payer and receiver exchanged; where the reserve had paid,
/// <see cref="LossPayment.To"/> is <c>reserve</c>.
/// </param>
/// <param name="Recoveries">Numbers of the recoveries undone with it (<see cref="LossRecovered.RecoveryNo"/>).</param>
[IntegrationEvent("risks.loss-allocation-reversed", 1)]
public sealed record LossAllocationReversed(
    Guid RiskEventId, string Reference, int AllocationNo, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn,
    DateOnly ReversedOn, string Cause, string ReasonEn, string ReasonZh, IReadOnlyList<LossPayment> Payments, IReadOnlyList<int> Recoveries);
