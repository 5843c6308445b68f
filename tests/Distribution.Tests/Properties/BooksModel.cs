using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>
/// The whole service without its store, for histories of random commands: any command may come at any time, most are refused at times, and
/// after each the invariants are checked. What the endpoints would have read is read from the streams.
/// </summary>
internal sealed class BooksModel
{
    private static readonly AdoptedAgreement Agreement = TaihuAgreement.Adopted;
    private static readonly string[] Parties = ["E1", "E2", "S", "G"];

    private readonly Dictionary<Guid, List<object>> streams = [];
    private readonly List<(JournalEntryPosted Entry, Guid Id)> journal = [];
    private readonly SortedDictionary<string, Int128> balances = new(StringComparer.Ordinal);
    private readonly List<Guid> contributions = [];
    private readonly List<Guid> charges = [];
    private readonly List<Guid> pools = [];
    private readonly List<Guid> manual = [];
    private readonly List<Guid> suspense = [];
    private readonly List<CorrectionItem> corrected = [];
    private readonly Dictionary<Guid, int> settlements = [];
    private readonly Dictionary<string, int> turns = [];
    private SortedDictionary<string, Int128>? closedBalances;
    private DateOnly? closed;
    private int corrections;
    private int step;

    /// <summary>Commands that were accepted, by name.</summary>
    public Dictionary<string, int> Accepted { get; } = [];

    private DateTimeOffset Now => At.AddYears(3).AddMinutes(step);

    /// <summary>One random command; the number chooses it and everything about it.</summary>
    public void Do(uint random)
    {
        step++;
        var (kind, n) = (random % 16, (int)(random / 16 % 100_000));
        switch (kind)
        {
            case 0: Accept(n); break;
            case 1: Replace(n); break;
            case 2: Strike(n); break;
            case 3: Charge(n); break;
            case 4: Declare(n); break;
            case 5: Claim(n); break;
            case 6: Propose(); break;
            case 7: Dispute(n); break;
            case 8: Approve(n); break;
            case 9 or 10: Settle(n); break;
            case 11: Prepare(n); break;
            case 12: Finish(n); break;
            case 13: Close(n); break;
            case 14: Decide(n); break;
            default: Correct(n); break;
        }

        Check();
    }

    /// <summary>Everything again from the beginning gives the balances that were kept, as of every recorded moment.</summary>
    public void CheckReplay()
    {
        var replayed = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var (entry, _) in journal)
        {
            Add(replayed, entry);
            Assert.All(replayed.GroupBy(row => row.Key.StartsWith("cash", StringComparison.Ordinal)), book => Assert.Equal(Int128.Zero, book.Aggregate(Int128.Zero, (sum, row) => sum + row.Value)));
        }

        Assert.Equal(balances, replayed);
    }

    private void Accept(int n)
    {
        var id = StreamId.For(Tenant, "contribution", $"c{contributions.Count}");
        var party = Parties[n % 4];
        var value = new AcceptedContribution(id, id, $"c{contributions.Count}", party, "cash", 1, Fen(n), Fen(n), "cash.face", 1);
        contributions.Add(id);
        Do("accept", Streams.ContributionEntry(id), JournalEntry.None, JournalDecider.Evolve, state => JournalDecider.Decide(state, new PostAcceptedValue(
            TaihuAgreement.Id, value, new DateOnly(2025, 1 + (n % 12), 1), Cite(value), Now, closed, number => Streams.Replacement(id, number))));
    }

    private void Replace(int n)
    {
        if (contributions.Count == 0) return;
        var id = contributions[n % contributions.Count];
        var entry = Load(Streams.ContributionEntry(id), JournalEntry.None, JournalDecider.Evolve);
        var number = entry.Changes.Count + 2;
        var change = new CountedValueReplaced(
            id, number, Fen(n * 3L), "cash.face", 1, new DateOnly(2025, 1 + (n % 12), 1), new DateOnly(2026, 1 + (n % 12), 2), new("Wrong", "有误"), Cite((id, number)), Now);
        Do("replace", Streams.ContributionEntry(id), JournalEntry.None, JournalDecider.Evolve, state => JournalDecider.Decide(
            state, new ReplaceCountedValue(change, closed, no => Streams.Replacement(id, no))));
    }

    private void Strike(int n)
    {
        if (contributions.Count == 0 || n % 4 != 0) return;
        var id = contributions[n % contributions.Count];
        Do("strike", Streams.ContributionEntry(id), JournalEntry.None, JournalDecider.Evolve, state => JournalDecider.Decide(state, new StrikeContribution(
            new ContributionStruck(id, new DateOnly(2026, 2, 1), new("Never given", "从未提供"), Cite(id), Now), Streams.ReversalEntry(id), closed)));
    }

    private void Charge(int n)
    {
        var no = charges.Count;
        var (to, from) = (Parties[n % 3], n % 5 == 0 ? null : Parties[(n + 1) % 3]);
        var payment = n % 7 == 0 ? new ChargePayment(ChargePayment.Reserve, Parties[n % 3], Fen(1 + n)) : new ChargePayment(to, from, Fen(1 + n));
        var id = StreamId.For(Tenant, "risk-event", $"r{no}");
        charges.Add(Streams.Charge(id));
        Do("charge", Streams.Charge(id), LossCharge.None, LossChargeDecider.Evolve, state => LossChargeDecider.Decide(state, new LossCharged(
            id, $"r{no}", TaihuAgreement.Id, 1, "production-disruption", new DateOnly(2025, 1 + (n % 12), 3), Fen(1 + n), [payment], Cite(no), Now)));
    }

    private void Declare(int n)
    {
        var month = pools.Count;
        if (month >= 24) return;
        var from = new DateOnly(2025, 1, 1).AddMonths(month);
        var said = new PoolDeclaration(
            $"p{month}", TaihuAgreement.Id, new Period(from, from.AddMonths(1).AddDays(-1)), Fen(1 + (n * 7L)), new("Income", "收入"), null, []);
        var id = Streams.Pool(Tenant, said.Reference);
        if (Do("declare", id, Pool.None, PoolDecider.Evolve, state => PoolDecider.Decide(state, new DeclarePool(
            said, Agreement, Agreement, [.. pools.Select(other => Pooled(other).Place)], Next(Turn.PoolsOf(TaihuAgreement.Id)), Streams.PoolEntry(id), Wang, Now, closed))))
            pools.Add(id);
    }

    private void Claim(int n)
    {
        if (Open() is not { } pool) return;
        var by = n % 2 == 0 ? Chen : Zhao;
        Do("claim", pool, Pool.None, PoolDecider.Evolve, state => PoolDecider.Decide(state, new ClaimCost(
            $"k{step}", null, Fen(1 + n), new("Costs", "成本"), Agreement.Document, Standing(pool) is not null, Next(Turn.Of(pool)), by, Now)));
    }

    private void Propose()
    {
        if (Open() is not { } pool) return;
        var no = Runs(pool).Count() + 1;
        var id = Streams.Run(pool, no);
        var inputs = Inputs(pool);
        var hashed = new HashedInputs(inputs, PayloadHash.Of(inputs));
        var standing = new PoolStanding(Pooled(pool).Declared, settlements.ContainsKey(pool), Standing(pool) is not null, OpenBefore: null);
        if (!Do("compute", id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new ComputeRun(no, standing, Agreement, hashed, Wang, Now)))) return;
        var computed = Load(id, Run.None, RunDecider.Evolve).Computed!;
        Do("propose", id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(
            state, new ProposeRun(standing, hashed.Hash, PayloadHash.Of(computed), Next(Turn.Of(pool)), Wang, Now)));
    }

    private void Dispute(int n)
    {
        if (Open() is not { } pool || Standing(pool) is not { } run) return;
        string[] lines = ["residual/fixed-points", "preferred-return", "E2", "residual/accepted-value/E1", "reserve"];
        var objection = run.Objections.Count + 1;
        Do("object", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new RaiseObjection(lines[n % 5], $"Why? {n}", Zhao, Now)));
        if (n % 3 == 0) Do("withdraw objection", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new WithdrawObjection(objection, Zhao, Now)));
        Do("answer", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new AnswerObjection(objection, "So.", Wang, Now)));
        Do("hold", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new HoldObjection(objection, Wang, Now)));
    }

    private void Approve(int n)
    {
        if (Open() is not { } pool || Standing(pool) is not { } run) return;
        Do("approve", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(
            state, new ApproveRun(n % 9 == 0 ? "other" : run.Proposed!.ProposalHash, n % 11 == 0 ? Wang : Outsider, run.Proposed!.WindowEndsAt, Stale(run))));
    }

    private void Settle(int n)
    {
        if (pools.Count == 0) return;
        // Often the pool that is next, at times one that is settled already.
        var pool = n % 5 == 0 ? pools[n % pools.Count] : Open() ?? pools[0];
        if (Standing(pool) is not { } run) return;
        if (Stale(run) is not null && run.Stage != RunStage.Settled)
        {
            Do("withdraw", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new WithdrawRun(null, Wang, Now)));
            return;
        }

        var settled = charges.Where(charge => streams.ContainsKey(Streams.SettledCharge(charge))).ToHashSet();
        if (!Do("settle", run.Id, Run.None, RunDecider.Evolve, state => RunDecider.Decide(state, new SettleRun(
                settlements.ContainsKey(pool), settled, new HashSet<Guid>(), [.. streams[run.Id].Select(Cite)], Streams.Settlement(state), Wang, run.Proposed!.WindowEndsAt,
                Stale(run), new PartyBalances(Balances("receivable", 1), Balances("carried", -1)), closed)))) return;
        settlements[pool] = settlements.GetValueOrDefault(pool) + 1;
        suspense.AddRange(Streams.Settlement(Load(run.Id, Run.None, RunDecider.Evolve)).Suspense.Values.Where(streams.ContainsKey));
    }

    private void Prepare(int n)
    {
        var id = Streams.ManualEntry(Tenant, TaihuAgreement.Id, $"m{n % 40}");
        var (debit, credit) = (n % 3) switch
        {
            0 => (Account.Fees, Account.Bank),
            1 => (Account.Payable(Parties[n % 3]), Account.Bank),
            _ => (Account.Bank, Account.Receivable(Parties[n % 3])),
        };
        var amount = Fen(1 + (n * 5L));
        var draft = new EntryDraft($"m{n % 40}", TaihuAgreement.Id, Book.Cash, new DateOnly(2025, 1 + (n % 12), 4), new("By hand", "手工"),
            [new DraftLine(debit, Side.Debit, amount), new DraftLine(credit, Side.Credit, n % 13 == 0 ? Fen(1) : amount)]);
        if (Do("prepare", id, JournalEntry.None, JournalDecider.Evolve, state => ManualEntryDecider.Decide(state, new PrepareEntry(
            draft, Now.AddMinutes(n % 60), Now_(draft.Lines.Select(line => line.Account), null), Wang, Now)))) manual.Add(id);
    }

    private void Finish(int n)
    {
        if (manual.Count == 0) return;
        var id = manual[n % manual.Count];
        var entry = Load(id, JournalEntry.None, JournalDecider.Evolve);
        var accounts = (entry.Posted ?? entry.Pending!.Entry).Lines.Select(line => line.Account).ToList();
        switch (n % 3)
        {
            case 0: Do("post", id, JournalEntry.None, JournalDecider.Evolve, state => ManualEntryDecider.Decide(state, new PostEntry(Now_(accounts, id), Sun, Now))); break;
            case 1: Do("void", id, JournalEntry.None, JournalDecider.Evolve, state => ManualEntryDecider.Decide(state, new VoidEntry("Not needed.", n % 2 == 0, n % 2 == 0 ? Sun : Wang, Now))); break;
            default:
                var mirror = Streams.Mirror(id);
                if (Do("reverse", mirror, JournalEntry.None, JournalDecider.Evolve, state => ManualEntryDecider.Decide(state, new ReverseEntry(
                    entry, "Wrong.", new DateOnly(2027, 1, 1), Now.AddDays(1), Now_(accounts, null), Wang, Now)))) manual.Add(mirror);
                break;
        }
    }

    private void Close(int n)
    {
        var upTo = new DateOnly(2025, 1, 1).AddMonths(n % 24).AddDays(-1);
        var open = pools.Where(pool => !settlements.ContainsKey(pool) && Pooled(pool).Period.To <= upTo).Select(pool => Pooled(pool).Reference).FirstOrDefault();
        var pending = manual.Select(id => Load(id, JournalEntry.None, JournalDecider.Evolve)).Where(entry => entry.Waits(Now) && entry.On <= upTo)
            .Select(entry => entry.Pending!.Entry.Reference).FirstOrDefault();
        if (!Do("close", Streams.JournalClose(Tenant, TaihuAgreement.Id), JournalClose.None, JournalCloseDecider.Evolve, state => JournalCloseDecider.Decide(
            state, new CloseJournal(TaihuAgreement.Id, upTo, Known: true, open, pending, Sun, Now)))) return;
        closed = upTo;
        closedBalances = AsOf(upTo);
    }

    private void Decide(int n)
    {
        if (suspense.Count == 0) return;
        var id = suspense[n % suspense.Count];
        var held = Load(id, SuspenseCase.None, SuspenseDecider.Evolve).Held!;
        var all = held.Amounts.Values.Aggregate((one, other) => one + other);
        var shares = new Dictionary<string, Money> { [Parties[n % 3]] = n % 4 == 0 ? all + Fen(1) : all };
        Do("decide", id, SuspenseCase.None, SuspenseDecider.Evolve, state => SuspenseDecider.Decide(state, new DecideSuspense(
            shares, "So.", Parties, new DateOnly(2027, 2, 1), closed, Streams.SuspenseEntry(id), Cite(held), n % 5 == 0 ? Zhao : Outsider, Now)));
    }

    private void Correct(int n)
    {
        var id = Streams.Correction(Tenant, TaihuAgreement.Id, ++corrections);
        var items = Pending();
        var hash = PayloadHash.Of(new { Items = items });
        if (!Do("prepare correction", id, Correction.None, CorrectionDecider.Evolve, state => CorrectionDecider.Decide(state, new PrepareCorrection(
                TaihuAgreement.Id, corrections, new DateOnly(2027, 3, 1), items, hash, closed, Wang, Now)))) return;
        var accounts = Parties.Select(Account.Payable).Append(Account.Reserve);
        if (Do("book correction", id, Correction.None, CorrectionDecider.Evolve, state => CorrectionDecider.Decide(state, new BookCorrection(
                n % 7 == 0 ? "other" : hash, hash, Left(accounts, null), closed, [.. items.Select((_, i) => Streams.CorrectionEntries(id, i))], Streams.CorrectionOwed(id),
                Next(Turn.CorrectionsOf(TaihuAgreement.Id)), Cite(items[0]), Outsider, Now))))
        {
            corrected.AddRange(items);
            Assert.DoesNotContain(Pending(), item => items.Any(booked => booked.Id == item.Id));
        }
    }

    private void Check()
    {
        Assert.All(settlements.Values, times => Assert.Equal(1, times));
        foreach (var (code, balance) in balances)
        {
            var account = known[code];
            if (account.Never == Side.Debit) Assert.True(balance <= 0, $"{code} {balance}");
            if (account.Never == Side.Credit) Assert.True(balance >= 0, $"{code} {balance}");
        }

        if (closed is { } upTo && step % 16 == 0) Assert.Equal(closedBalances!, AsOf(upTo));
    }

    private static void CheckSettled(RunSettled settled, RunComputed computed)
    {
        var pool = settled.Pool.Amount;
        Assert.Equal(pool, Money.Sum(settled.Lines.Select(line => line.Share), pool.Currency) + settled.Movement.Funded);
        var costs = computed.Result.FiguresAs<WaterfallFigures>().Tiers.Single(tier => tier.Tier == "cost-recovery");
        // The agreement caps costs at 40% of what the reserve leaves.
        Assert.True(costs.Amount.Minor * 10 <= 4 * (pool.Minor - settled.Movement.Funded.Minor));
    }

    private readonly Dictionary<string, Account> known = [];

    private List<CorrectionItem> Pending() =>
    [
        .. pools.Where(settlements.ContainsKey).Select(pool => Runs(pool).Single(run => run.Stage == RunStage.Settled))
            .Select(run => Restatement.Of(
                run, Agreement, run.Lists.Values.ToDictionary(value => value.ContributionId, value => new ValueNow(Ruling(value.ContributionId, run.Computed!.Pool.Period.To))),
                corrected.LastOrDefault(item => item.Id == run.Id), out _)).OfType<CorrectionItem>(),
    ];

    private ValueInput? Ruling(Guid contribution, DateOnly day)
    {
        var entry = Load(Streams.ContributionEntry(contribution), JournalEntry.None, JournalDecider.Evolve);
        var from = entry.Posted?.CountsFrom ?? entry.Posted?.On;
        if (entry.Struck is not null || entry.Posted?.Contribution is not { } of || from > day) return null;
        var change = entry.Changes.LastOrDefault(change => change.CountsFrom <= day);
        return new ValueInput(
            of.Party, of.ContributionId, of.Reference, of.Kind, from!.Value, of.Claimed, change?.Accepted ?? of.Accepted, of.Method, of.MethodVersion,
            change?.Source ?? entry.Posted.Sources[0]);
    }

    private Rejection? Stale(Run run) =>
        run.Lists.Values.FirstOrDefault(value => Ruling(value.ContributionId, run.Computed!.Pool.Period.To)?.Source != value.Source) is { } stale
            ? new ValueReplacedMeanwhile(stale.Reference)
            : null;

    private RunInputs Inputs(Guid pool)
    {
        var declared = Pooled(pool).Declared!;
        var day = declared.Declaration.Period.To;
        var before = pools.TakeWhile(other => other != pool).Where(settlements.ContainsKey).Select(other => Runs(other).Single(run => run.Stage == RunStage.Settled)).LastOrDefault();
        var claims = Pooled(pool).Claims.Select(claim => new ClaimInput(claim.Party, claim.Reference, claim.Amount, Cite(claim))).ToList();
        var carried = before is null ? null : CarriedInput.Of(
            before.Computed!.Result, before.Computed.Extras?.Carried, claims.Select(claim => claim.Reference).ToHashSet(), Cite(before.Settled!));
        var recorded = charges.Where(streams.ContainsKey).Select(id => Load(id, LossCharge.None, LossChargeDecider.Evolve)).ToList();
        return new RunInputs(
            AgreementInput.Of(Agreement), new PoolInput(pool, declared.Declaration.Reference, declared.Declaration.Period, declared.Declaration.Amount, Cite(declared)),
            new ReserveInput(Fen((long)-balances.GetValueOrDefault(Account.Reserve.Code)), null),
            new InputLists(
                [.. contributions.Select(id => Ruling(id, day)).OfType<ValueInput>().OrderBy(value => value.Party, StringComparer.Ordinal).ThenBy(value => value.Reference, StringComparer.Ordinal)],
                claims, OpenCharges.Of(recorded, recorded.Where(charge => streams.ContainsKey(Streams.SettledCharge(charge.Id))).Select(charge => charge.Id).ToHashSet(), day)),
            new RunExtras(Carried: carried, Terms: new TermsInput(1, [new WithholdingTerm("E2", Rational.Parse("1/10"), new("Tax", "税"))], Fen(50_000), [], Cite("terms"))));
    }

    private IEnumerable<Run> Runs(Guid pool)
    {
        for (var no = 1; streams.ContainsKey(Streams.Run(pool, no)); no++) yield return Load(Streams.Run(pool, no), Run.None, RunDecider.Evolve);
    }

    private Run? Standing(Guid pool) => Runs(pool).SingleOrDefault(run => run.Stands);

    private Guid? Open() => pools.Where(pool => !settlements.ContainsKey(pool)).Select(pool => (Guid?)pool).FirstOrDefault();

    private Pool Pooled(Guid id) => Load(id, Pool.None, PoolDecider.Evolve);

    private BooksNow Now_(IEnumerable<Account> of, Guid? but) => new(Agreement.Document, Agreement.Source, closed, Left(of, but));

    private Dictionary<string, Money> Left(IEnumerable<Account> of, Guid? but)
    {
        var left = new Dictionary<string, Money>();
        foreach (var account in of.Distinct().Where(account => account.Never is not null))
        {
            var balance = balances.GetValueOrDefault(account.Code);
            var held = manual.Where(id => id != but).Select(id => Load(id, JournalEntry.None, JournalDecider.Evolve)).Where(entry => entry.Waits(Now))
                .SelectMany(entry => entry.Pending!.Entry.Lines).Where(line => line.Account == account && line.Side == account.Never).Aggregate(Int128.Zero, (sum, line) => sum + line.Amount.Minor);
            left[account.Code] = Fen((long)((account.Never == Side.Debit ? -balance : balance) - held));
        }

        return left;
    }

    private Dictionary<string, Money> Balances(string purpose, int sign) => Parties
        .Select(party => (party, Balance: balances.GetValueOrDefault($"cash:party:{party}:{purpose}") * sign)).Where(entry => entry.Balance != 0)
        .ToDictionary(entry => entry.party, entry => Fen((long)entry.Balance));

    private SortedDictionary<string, Int128> AsOf(DateOnly day)
    {
        var asOf = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var (entry, _) in journal.Where(posted => posted.Entry.On <= day)) Add(asOf, entry);
        return asOf;
    }

    private static void Add(SortedDictionary<string, Int128> to, JournalEntryPosted entry)
    {
        foreach (var line in entry.Lines)
            to[line.Account.Code] = to.GetValueOrDefault(line.Account.Code) + (line.Side == Side.Debit ? line.Amount.Minor : -line.Amount.Minor);
    }

    private NextTurn Next(string scope) => TurnOf(scope, turns[scope] = turns.GetValueOrDefault(scope) + 1);

    private T Load<T>(Guid id, Func<Guid, T> none, Func<T, object, T> evolve) => streams.GetValueOrDefault(id, []).Aggregate(none(id), evolve);

    private bool Do<T>(string name, Guid id, Func<Guid, T> none, Func<T, object, T> evolve, Func<T, Decision> decide)
    {
        var decision = decide(Load(id, none, evolve));
        if (decision.Rejection is not null)
        {
            Assert.Empty(decision.NewStreams);
            return false;
        }

        if (decision.Facts.Count == 0) return false;
        Accepted[name] = Accepted.GetValueOrDefault(name) + 1;
        Append(id, decision.Facts);
        foreach (var started in decision.NewStreams)
        {
            Assert.DoesNotContain(started.Id, streams.Keys);
            Append(started.Id, started.Facts);
        }

        if (decision.Facts[0] is RunSettled settled) CheckSettled(settled, Load(id, Run.None, RunDecider.Evolve).Computed!);
        return true;
    }

    private void Append(Guid id, IReadOnlyList<object> facts)
    {
        if (!streams.TryGetValue(id, out var stream)) streams[id] = stream = [];
        stream.AddRange(facts);
        foreach (var entry in facts.OfType<JournalEntryPosted>())
        {
            Assert.True(closed is null || entry.On > closed, $"{entry.Kind} {entry.Reference} on {entry.On} in books closed up to {closed}");
            entry.Balanced();
            journal.Add((entry, id));
            Add(balances, entry);
            foreach (var line in entry.Lines) known[line.Account.Code] = line.Account;
        }
    }
}
