using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// Books a settled run: the pool to reserve and participants, each loss to its sufferers, deductions, what is in dispute, what is set off
/// or carried, and what parties owe.
/// </summary>
internal static class SettlementEntries
{
    /// <summary>The entries with their ids.</summary>
    public static IReadOnlyList<NewStream> Of(Run run, SettleRun command, SettlementPlan plan)
    {
        var streams = command.Streams;
        var pool = run.Computed!.Pool.Reference;
        var entries = new List<NewStream> { Stream(streams.Shares, Shares(run, command)) };
        foreach (var charge in run.Lists.Charges.Where(charge => charge.Payments.Count > 0))
            entries.Add(Stream(streams.Charges[charge.ChargeId].Entry, Loss(run, charge, command)));
        var deductions = run.Computed.Deductions ?? [];
        Add(streams.Carries, EntryKind.CarryRepaid, new($"Shares of carried parties of pool {pool} to their carriers", $"收益池 {pool} 被代垫方份额归还代垫方"),
            deductions.Where(deduction => deduction.Kind == DeductionKind.CarryRepaid).Select(deduction =>
                (Account.Payable(deduction.Party), Account.Payable(deduction.To!), deduction.Amount)));
        Add(streams.Withheld, EntryKind.Withheld, new($"Withheld of pool {pool}", $"收益池 {pool} 代扣"),
            deductions.Where(deduction => deduction.Kind == DeductionKind.Withheld).Select(deduction =>
                (Account.Payable(deduction.Party), Account.Withheld(deduction.Party), deduction.Amount)));
        Add(streams.Held, EntryKind.Suspended, new($"In dispute of pool {pool}", $"收益池 {pool} 争议金额"),
            plan.Payouts.Select(payout => (Account.Payable(payout.Party), Account.Suspense(payout.Party), payout.Held)));
        Add(streams.SetOff, EntryKind.SetOff, new($"Set off after pool {pool}", $"收益池 {pool} 分配后抵销"),
            plan.Payouts.Select(payout => (Account.Payable(payout.Party), Account.Receivable(payout.Party), payout.SetOff)));
        Add(streams.Forward, EntryKind.PayoutCarried, new($"Below the least payout after pool {pool}", $"收益池 {pool} 分配后未达最低支付额"),
            plan.Payouts.Select(payout => (Account.Payable(payout.Party), Account.Carried(payout.Party), payout.CarriedForward)));
        Add(streams.Released, EntryKind.CarriedReleased, new($"Carried amounts payable after pool {pool}", $"收益池 {pool} 分配后结转金额可支付"),
            plan.Payouts.Select(payout => (Account.Carried(payout.Party), Account.Payable(payout.Party), payout.Released)));
        // A payable never ends on the debit side: what a party owes is moved to an account that says so.
        Add(streams.Owed, EntryKind.OwedByParties, new($"Owed by parties after pool {pool}", $"收益池 {pool} 分配后成员应付款"),
            plan.Payouts.Where(payout => payout.Net.Sign < 0).Select(payout => (Account.Receivable(payout.Party), Account.Payable(payout.Party), -payout.Net)));
        return entries;

        void Add(Guid id, EntryKind kind, Text narrative, IEnumerable<(Account Debit, Account Credit, Money Amount)> moves)
        {
            var moved = moves.Where(move => !move.Amount.IsZero).ToList();
            if (moved.Count == 0) return;
            entries.Add(Stream(id, Entry(run, command, kind, pool, narrative,
                [.. moved.Select(move => Posting.Debit(move.Debit, move.Amount)), .. moved.Select(move => Posting.Credit(move.Credit, move.Amount))])));
        }
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
            .. charge.Payments.Select(payment => Posting.Credit(payment.ToReserve ? Account.Reserve : Account.Payable(payment.Party), payment.Amount)),
        ],
        charge.Cause);

    private static JournalEntryPosted Entry(
        Run run, SettleRun command, EntryKind kind, string reference, Text narrative, IReadOnlyList<JournalLine> lines, params IEnumerable<Citation> more) =>
        new JournalEntryPosted(
            run.AgreementId, Book.Cash, kind, JournalDecider.OpenDay(run.Computed!.Pool.Period.To, command.ClosedUpTo), reference, narrative, lines,
            Contribution: null, run.PoolId, run.Id, [.. more, .. command.Basis], command.At).Balanced();

    private static NewStream Stream(Guid id, JournalEntryPosted entry) => new(typeof(JournalEntry), id, [entry]);
}
