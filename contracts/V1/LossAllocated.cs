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
/// <param name="Basis">What the allocation was computed from; absent in the oldest messages.</param>
/// <param name="No">
/// Which allocation of the event it is; absent means the first. A later one has 2 or more and comes only after the one before was
/// reversed (<see cref="LossAllocationReversed"/>), though its message can arrive earlier.
/// </param>
[IntegrationEvent("risks.loss-allocated", 1)]
public sealed record LossAllocated(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn,
    MoneyAmount Loss, IReadOnlyList<LossPayment> Payments, AllocationBasis? Basis = null, int? No = null);

/// <summary>One payment out of a loss allocation, a recovery or a reversal.</summary>
/// <param name="From">Paying party, or <c>reserve</c>.</param>
/// <param name="To">Receiving party: in an allocation the sufferer; in a recovery or a reversal also <c>reserve</c>.</param>
/// <param name="Amount">What is paid.</param>
public sealed record LossPayment(string From, string To, MoneyAmount Amount);

/// <summary>What an allocation was computed from beside the agreement: enough to compute it again under other terms.</summary>
/// <param name="Sufferers">Who suffered it, by weight.</param>
/// <param name="ReserveLeft">What the reserve could still pay in the period.</param>
/// <param name="Accepted">Accepted value per party on the day; absent when neither key nor caps of the agreement read it.</param>
/// <param name="Fault">Who was at fault; absent when nobody was.</param>
public sealed record AllocationBasis(
    IReadOnlyList<SuffererWeight> Sufferers, MoneyAmount ReserveLeft, IReadOnlyList<AcceptedByParty>? Accepted = null,
    AllocationFault? Fault = null);

/// <summary>The party at fault, as it was counted.</summary>
/// <param name="Party">The party.</param>
/// <param name="Degree"><c>negligence</c>, <c>gross-negligence</c>, <c>wilful-act</c> or <c>confidentiality-breach</c>.</param>
/// <param name="RetentionShare">Exact number: the part of the retention that it takes over; absent for none.</param>
public sealed record AllocationFault(string Party, string Degree, string? RetentionShare = null);

/// <summary>A sufferer's part of a loss.</summary>
/// <param name="Party">The sufferer.</param>
/// <param name="Weight">Exact number, above 0: <c>2</c>, <c>1/3</c>.</param>
public sealed record SuffererWeight(string Party, string Weight);

/// <summary>Accepted values of one party.</summary>
/// <param name="Party">The party.</param>
/// <param name="Accepted">Their sum.</param>
public sealed record AcceptedByParty(string Party, MoneyAmount Accepted);
