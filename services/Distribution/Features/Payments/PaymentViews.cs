using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

/// <summary>A batch in a list.</summary>
public sealed record PaymentBatchSummary(
    Guid Id, string Reference, BatchStage Stage, Guid RunId, string PoolReference, DateOnly ExecuteOn, int Payments, Money Total, Actor PreparedBy)
{
    internal static PaymentBatchSummary Of(PaymentBatch batch)
    {
        var said = batch.Prepared!;
        return new PaymentBatchSummary(
            batch.Id, said.Reference, batch.Stage, said.RunId, said.PoolReference, said.ExecuteOn, said.Lines.Count, said.Total, said.By);
    }
}

/// <summary>A batch with its payments and how each ended. What has not happened yet is absent; the hash is what an approval names.</summary>
public sealed record PaymentBatchDetails(
    Guid Id, string Reference, BatchStage Stage, string AgreementId, Guid RunId, string PoolReference, DateOnly ExecuteOn, Guid PayerAccountId,
    Money Total, string Hash, IReadOnlyList<PaymentView> Payments, PaymentTotals Totals, Actor PreparedBy, DateTimeOffset PreparedAt,
    PaymentBatchApproved? Approval, PaymentBatchWithdrawn? Withdrawal, IReadOnlyList<PaymentFileFetched> Fetched)
{
    internal static PaymentBatchDetails Of(PaymentBatch batch, IReadOnlyDictionary<Guid, EndedPayment> ended, IEnumerable<FetchedPaymentFile> files)
    {
        var said = batch.Prepared!;
        var payments = said.Lines.Select(line => PaymentView.Of(batch, line, ended)).ToList();
        return new PaymentBatchDetails(
            batch.Id, said.Reference, batch.Stage, said.AgreementId, said.RunId, said.PoolReference, said.ExecuteOn, said.PayerAccountId, said.Total,
            PayloadHash.Of(said), payments, PaymentTotals.Of(payments, said.Total.Currency), said.By, said.At, batch.Approved, batch.Withdrawn,
            [.. files.Select(file => file.Fetched!).OrderBy(fetched => fetched.At)]);
    }
}

/// <summary>A payment; it is prepared, in-transit, paid, failed, returned or withdrawn. The bank gives its end-to-end id back.</summary>
public sealed record PaymentView(
    Guid PaymentId, int No, string Party, Money Amount, Guid AccountId, string EndToEndId, string State, PaymentEnded? First, PaymentEnded? Second)
{
    internal static PaymentView Of(PaymentBatch batch, PaymentLine line, IReadOnlyDictionary<Guid, EndedPayment> ended)
    {
        var first = ended.GetValueOrDefault(Integration.Streams.FirstOutcome(line.PaymentId))?.Ended;
        var second = ended.GetValueOrDefault(Integration.Streams.SecondOutcome(line.PaymentId))?.Ended;
        var state = batch.Stage switch
        {
            BatchStage.Withdrawn => "withdrawn",
            BatchStage.Prepared => "prepared",
            _ => (second ?? first) is { } last ? KebabCase.Name(last.Outcome) : "in-transit",
        };
        return new PaymentView(
            line.PaymentId, line.No, line.Party, line.Amount, line.AccountId, Payment.EndToEndId(line.PaymentId), state, first, second);
    }
}

/// <summary>Sums by where payments stand; together they are the batch's total.</summary>
public sealed record PaymentTotals(Money Prepared, Money InTransit, Money Paid, Money Failed, Money Returned, Money Withdrawn)
{
    internal static PaymentTotals Of(IReadOnlyList<PaymentView> payments, Currency currency)
    {
        return new PaymentTotals(Sum("prepared"), Sum("in-transit"), Sum("paid"), Sum("failed"), Sum("returned"), Sum("withdrawn"));

        Money Sum(string state) => Money.Sum(payments.Where(payment => payment.State == state).Select(payment => payment.Amount), currency);
    }
}

/// <summary>An imported file of a bank with what became of its entries.</summary>
public sealed record BankResultsView(
    Guid Id, string Format, string? MessageId, string Sha256, BankResultsCounts Counts, IReadOnlyList<ReconciledEntry> Entries, Actor By, DateTimeOffset At)
{
    internal static BankResultsView Of(BankResults results)
    {
        var said = results.Imported!;
        return new BankResultsView(results.Id, said.Format, said.MessageId, said.Sha256, BankResultsCounts.Of(said), said.Entries, said.By, said.At);
    }
}

/// <summary>How many entries ended how.</summary>
public sealed record BankResultsCounts(int Matched, int Pending, int AlreadyKnown, int AmountDiffers, int Contradicts, int Unmatched, int Ignored)
{
    internal static BankResultsCounts Of(BankResultsImported said)
    {
        return new BankResultsCounts(
            Count(EntryMatch.Matched), Count(EntryMatch.Pending), Count(EntryMatch.AlreadyKnown), Count(EntryMatch.AmountDiffers),
            Count(EntryMatch.Contradicts), Count(EntryMatch.Unmatched), said.Ignored);

        int Count(EntryMatch match) => said.Entries.Count(entry => entry.Match == match);
    }
}

/// <summary>The books against the bank.</summary>
/// <param name="InTransit">Sum of payments that the bank has not ended, by currency.</param>
/// <param name="Booked">Balance of the accounts in transit in the journal, by currency; the same.</param>
/// <param name="Agrees">Whether both are the same.</param>
/// <param name="Waiting">Payments that the bank has not ended, the oldest first.</param>
/// <param name="ToLookAt">Entries of imported files that were not booked.</param>
public sealed record ReconciliationView(
    IReadOnlyList<Money> InTransit, IReadOnlyList<Money> Booked, bool Agrees, IReadOnlyList<WaitingPayment> Waiting,
    IReadOnlyList<OpenEntry> ToLookAt);

/// <summary>A payment that the bank has not ended.</summary>
public sealed record WaitingPayment(Guid PaymentId, string EndToEndId, string Batch, string Party, Money Amount, DateOnly ExecuteOn);

/// <summary>An entry that was not booked.</summary>
public sealed record OpenEntry(Guid Results, DateTimeOffset At, ReconciledEntry Entry);
