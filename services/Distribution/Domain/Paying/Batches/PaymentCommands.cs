using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What the journal says is payable to a party for a run: credits less debits of its payable account in entries of that run.</summary>
public sealed record PartyPayable(string Party, Money Amount);

/// <summary>Prepare a batch from the payables of a settled run.</summary>
/// <param name="Reference">The consortium's own id of it.</param>
/// <param name="Run">The run; null when there is none.</param>
/// <param name="Parties">Whom to pay; null for everybody to whom something is payable.</param>
/// <param name="ExecuteOn">Day on which the bank shall pay.</param>
/// <param name="Payer">Account that pays: the one named, or the one approved last; null when there is none.</param>
/// <param name="Payables">What is payable for the run, by the journal.</param>
/// <param name="Accounts">Bank accounts of the consortium.</param>
/// <param name="Open">Reference of another batch of the run that waits for approval, or null.</param>
/// <param name="Streams">Ids of what a batch starts.</param>
/// <param name="Turn">The next turn of the run's payments.</param>
/// <param name="By">Who prepares.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PreparePaymentBatch(
    string Reference, Run? Run, IReadOnlyList<string>? Parties, DateOnly ExecuteOn, BankAccount? Payer, IReadOnlyList<PartyPayable> Payables,
    IReadOnlyList<BankAccount> Accounts, string? Open, PaymentStreams Streams, NextTurn Turn, Actor By, DateTimeOffset At);

/// <summary>Approve exactly this batch.</summary>
/// <param name="BatchHash">What the approver has seen.</param>
/// <param name="ActualHash">Payload hash of the preparation; null when there is none.</param>
/// <param name="PoolId">Pool of the run.</param>
/// <param name="Payables">What is payable for the run now.</param>
/// <param name="Accounts">The bank accounts of the batch as they stand now, by id.</param>
/// <param name="Basis">The preparation, citable.</param>
/// <param name="ClosedUpTo">Last closed day of the books, or null.</param>
/// <param name="Streams">Ids of what a batch starts.</param>
/// <param name="Turn">The next turn of the run's payments.</param>
/// <param name="By">Who approves.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ApprovePaymentBatch(
    string BatchHash, string? ActualHash, Guid PoolId, IReadOnlyList<PartyPayable> Payables, IReadOnlyDictionary<Guid, BankAccount> Accounts,
    IReadOnlyList<Citation> Basis, DateOnly? ClosedUpTo, PaymentStreams Streams, NextTurn Turn, Actor By, DateTimeOffset At);

/// <summary>Take a batch back.</summary>
/// <param name="Reason">Why.</param>
/// <param name="PoolId">Pool of the run.</param>
/// <param name="AnyEnded">Whether the bank has answered for any of its payments.</param>
/// <param name="ClosedUpTo">Last closed day of the books, or null.</param>
/// <param name="Approver">Whether the caller may approve: with the bank already, it takes a second person.</param>
/// <param name="Streams">Ids of what a batch starts.</param>
/// <param name="By">Who takes it back.</param>
/// <param name="At">Time of receipt.</param>
public sealed record WithdrawPaymentBatch(
    string Reason, Guid PoolId, bool AnyEnded, DateOnly? ClosedUpTo, bool Approver, PaymentStreams Streams, Actor By, DateTimeOffset At);

/// <summary>Deterministic ids of what a batch and its payments start.</summary>
/// <param name="Payment">Payment of a line.</param>
/// <param name="InTransit">Entry that puts the batch in transit.</param>
/// <param name="First">Stream of the first outcome of a payment.</param>
/// <param name="Second">Stream of the second outcome of a payment.</param>
/// <param name="FirstEntry">Entry of the first outcome.</param>
/// <param name="SecondEntry">Entry of the second outcome.</param>
public sealed record PaymentStreams(
    Func<int, Guid> Payment, Guid InTransit, Func<Guid, Guid> First, Func<Guid, Guid> Second, Func<Guid, Guid> FirstEntry,
    Func<Guid, Guid> SecondEntry);
