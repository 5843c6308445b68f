using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>One payment of a batch.</summary>
/// <param name="No">From 1 within the batch.</param>
/// <param name="PaymentId">Its id; as 32 hexadecimal digits the end-to-end id that the bank gives back.</param>
/// <param name="Party">Who is paid.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="AccountId">Bank account it goes to.</param>
/// <param name="AccountDigest">Digest of that account's details: what is paid to cannot be swapped afterwards.</param>
public sealed record PaymentLine(int No, Guid PaymentId, string Party, Money Amount, Guid AccountId, string AccountDigest);

/// <summary>A batch of payments was prepared from what a settled run made payable. Nothing is booked yet.</summary>
/// <param name="Reference">The consortium's own id of it.</param>
/// <param name="AgreementId">Agreement of the run.</param>
/// <param name="RunId">The settled run.</param>
/// <param name="PoolReference">Its pool.</param>
/// <param name="ExecuteOn">Day on which the bank shall pay.</param>
/// <param name="PayerAccountId">Bank account that pays.</param>
/// <param name="PayerDigest">Digest of its details.</param>
/// <param name="Lines">The payments, by party.</param>
/// <param name="Total">Their sum.</param>
/// <param name="By">Who prepared.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentBatchPrepared(
    string Reference, string AgreementId, Guid RunId, string PoolReference, DateOnly ExecuteOn, Guid PayerAccountId, string PayerDigest,
    IReadOnlyList<PaymentLine> Lines, Money Total, Actor By, DateTimeOffset At);

/// <summary>A second person approved exactly this batch: its amounts are in transit, and its file may be fetched.</summary>
/// <param name="BatchHash">Payload hash of the preparation.</param>
/// <param name="By">Who approved.</param>
/// <param name="At">Recorded time; the creation time that the payment file states.</param>
public sealed record PaymentBatchApproved(string BatchHash, Actor By, DateTimeOffset At);

/// <summary>A batch was taken back before the bank paid anything of it.</summary>
public sealed record PaymentBatchWithdrawn(string Reason, Actor By, DateTimeOffset At);

/// <summary>A payment is on its way; it stands by itself, so that a bank's answer finds it by its end-to-end id.</summary>
/// <param name="BatchId">Its batch.</param>
/// <param name="Reference">Reference of the batch.</param>
/// <param name="No">Its number there.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="RunId">The settled run.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="Party">Who is paid.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="AccountId">Bank account it goes to.</param>
/// <param name="ExecuteOn">Day on which the bank shall pay.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentReleased(
    Guid BatchId, string Reference, int No, string AgreementId, Guid RunId, Guid PoolId, string Party, Money Amount, Guid AccountId,
    DateOnly ExecuteOn, DateTimeOffset At);

/// <summary>
/// How a payment ended. The first outcome is paid or failed; a paid one may have a second, returned. Each has a stream whose id follows from
/// payment and place, so that there can be one only.
/// </summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="BatchId">Its batch.</param>
/// <param name="Outcome">Paid, failed or returned.</param>
/// <param name="On">Booking day of the bank, or day of the answer.</param>
/// <param name="BankReference">The bank's own reference, or null.</param>
/// <param name="Reason">The bank's reason code or text; null for a paid one.</param>
/// <param name="Import">The imported file that said so; null when a person did.</param>
/// <param name="By">Who imported or decided.</param>
/// <param name="At">Recorded time.</param>
/// <param name="ByHand">Amounts of an outcome that persons said; null for the bank's files, which say ours.</param>
public sealed record PaymentEnded(
    Guid PaymentId, Guid BatchId, PaymentOutcome Outcome, DateOnly On, string? BankReference, string? Reason, Guid? Import, Actor By,
    DateTimeOffset At, PaymentByHand? ByHand = null)
{
    /// <summary>What arrived at the party; zero of one that failed.</summary>
    internal Money Arrived(PaymentReleased payment) => ByHand?.Received ?? (Outcome == PaymentOutcome.Paid ? payment.Amount : Money.Zero(payment.Amount.Currency));
}

/// <summary>Somebody fetched a payment file: it shows bank accounts in clear, so every fetching is on record before the answer.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Format">pain.001 or csv.</param>
/// <param name="By">Who fetched.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentFileFetched(Guid BatchId, string Format, Actor By, DateTimeOffset At);
