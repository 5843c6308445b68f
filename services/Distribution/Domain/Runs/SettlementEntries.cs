using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Books a settled run: the pool to reserve and participants, each loss to its sufferers, and what parties owe.</summary>
internal static class SettlementEntries
{
    /// <summary>The entries with their ids.</summary>
    public static IReadOnlyList<NewStream> Of(Run run, SettleRun command)
    {
        var computed = run.Computed!;
        var entries = new List<NewStream> { Stream(command.Streams.Shares, Shares(run, command)) };
        foreach (var charge in run.Lists.Charges.Where(charge => charge.Payments.Count > 0))
            entries.Add(Stream(command.Streams.Charges[charge.ChargeId].Entry, Loss(run, charge, command)));
        if (computed.Lines.Any(line => line.Cash.Sign < 0)) entries.Add(Stream(command.Streams.Owed, Owed(run, command)));
        return entries;
    }

    private static JournalEntryPosted Shares(Run run, SettleRun command)
    {
        var (pool, movement) = (run.Computed!.Pool, run.Computed.Movement);
        var credits = run.Computed.Lines.Where(line => !line.Share.IsZero)
            .Select(line => Posting.Credit(Account.Payable(line.Party), line.Share)).ToList();
        if (!movement.Funded.IsZero) credits.Insert(0, Posting.Credit(Account.Reserve, movement.Funded));
        return Entry(run, command, EntryKind.BenefitsShared, pool.Reference,
            new($"Pool {pool.Reference} shared", $"收益池 {pool.Reference} 分配"),
            [Posting.Debit(Account.OfPool(pool.Reference), pool.Amount), .. credits]);
    }

    private static JournalEntryPosted Loss(Run run, ChargeInput charge, SettleRun command) => Entry(
        run, command, EntryKind.LossPaid, charge.Reference,
        new($"Loss {charge.Reference} of {charge.OccurredOn:yyyy-MM-dd}", $"{charge.OccurredOn:yyyy-MM-dd} 的损失 {charge.Reference}"),
        [
            .. charge.Payments.Select(payment => Posting.Debit(
                payment.Payer is { } payer ? Account.Payable(payer) : Account.Reserve, payment.Amount)),
            .. charge.Payments.Select(payment => Posting.Credit(Account.Payable(payment.Party), payment.Amount)),
        ],
        charge.Cause);

    // A payable never ends on the debit side: what a party owes is moved to an account that says so.
    private static JournalEntryPosted Owed(Run run, SettleRun command)
    {
        var owing = run.Computed!.Lines.Where(line => line.Cash.Sign < 0).ToList();
        var pool = run.Computed.Pool.Reference;
        return Entry(run, command, EntryKind.OwedByParties, pool,
            new($"Owed by parties after pool {pool}", $"收益池 {pool} 分配后成员应付款"),
            [
                .. owing.Select(line => Posting.Debit(Account.Receivable(line.Party), -line.Cash)),
                .. owing.Select(line => Posting.Credit(Account.Payable(line.Party), -line.Cash)),
            ]);
    }

    private static JournalEntryPosted Entry(
        Run run, SettleRun command, EntryKind kind, string reference, Text narrative, IReadOnlyList<JournalLine> lines, params IEnumerable<Citation> more) =>
        new JournalEntryPosted(
            run.AgreementId, Book.Cash, kind, run.Computed!.Pool.Period.To, reference, narrative, lines, Contribution: null, run.PoolId, run.Id,
            [.. more, .. command.Basis], command.At).Balanced();

    private static NewStream Stream(Guid id, JournalEntryPosted entry) => new(typeof(JournalEntry), id, [entry]);
}
