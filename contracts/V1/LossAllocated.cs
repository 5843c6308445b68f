namespace Ledger.Contracts.V1;

/// <summary>The measured loss of a risk event was allocated: who bears it, what the reserve and the parties pay whom.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference.</param>
/// <param name="AgreementId">Agreement whose terms allocate the loss.</param>
/// <param name="AgreementVersion">Version in force on the day of the loss.</param>
/// <param name="Category">Risk category of the agreement, kebab-case.</param>
/// <param name="OccurredOn">When the loss struck (valid date).</param>
/// <param name="Loss">Net loss after salvage, insurance and recoveries.</param>
/// <param name="Payments">What is paid to the sufferers; empty when the loss is nil or stays where it fell.</param>
[IntegrationEvent("risks.loss-allocated", 1)]
public sealed record LossAllocated(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn,
    MoneyAmount Loss, IReadOnlyList<LossPayment> Payments);

/// <summary>One payment out of a loss allocation.</summary>
/// <param name="From">Paying party, or <c>reserve</c>.</param>
/// <param name="To">Party that suffered the loss.</param>
/// <param name="Amount">What is paid.</param>
public sealed record LossPayment(string From, string To, MoneyAmount Amount);
