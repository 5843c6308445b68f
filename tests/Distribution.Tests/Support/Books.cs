using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>
/// The service without its store: streams in memory, commands through the deciders, and for each command what the endpoints
/// would have read. Every decision must be accepted, and no stream may start twice.
/// </summary>
internal sealed class Books(AdoptedAgreement agreement)
{
    private readonly Dictionary<Guid, List<object>> streams = [];
    private readonly List<Guid> pools = [];
    private readonly List<Guid> charges = [];
    private readonly Dictionary<string, int> turns = [];

    /// <summary>Every entry in the order in which it was posted.</summary>
    public List<JournalEntryPosted> Journal { get; } = [];

    private AgreementDocument Document => agreement.Document!;

    public void Accept(PostAcceptedValue command)
    {
        var id = Streams.ContributionEntry(command.Contribution.ContributionId);
        Commit(id, JournalDecider.Decide(Load(id, JournalEntry.None, JournalDecider.Evolve), command));
    }

    public void Charge(LossCharged charge)
    {
        var id = Streams.Charge(charge.RiskEventId);
        charges.Add(id);
        Commit(id, LossChargeDecider.Decide(Load(id, LossCharge.None, LossChargeDecider.Evolve), charge));
    }

    public Guid Declare(PoolDeclaration said, Actor by, DateTimeOffset at)
    {
        var id = Streams.Pool(Tenant, said.Reference);
        Commit(id, PoolDecider.Decide(Pool(id), new DeclarePool(
            said, agreement, agreement, [.. pools.Select(other => Pool(other).Place)], Next(Turn.PoolsOf(said.AgreementId)), Streams.PoolEntry(id), by, at)));
        pools.Add(id);
        return id;
    }

    public void Claim(Guid pool, Actor by, string reference, Money amount) => Commit(pool, PoolDecider.Decide(Pool(pool), new ClaimCost(
        reference, null, amount, new Text("Costs of the year", "本年成本"), Document, RunStands: false, Next(Turn.Of(pool)), by, At)));

    /// <summary>What a run of the pool would answer.</summary>
    public Decision Compute(Guid pool)
    {
        var inputs = Inputs(pool);
        return RunDecider.Decide(Run(pool), new ComputeRun(1, Standing(pool), agreement, new HashedInputs(inputs, PayloadHash.Of(inputs)), Wang, At));
    }

    /// <summary>The first run of a pool from computation to settlement, nobody objecting.</summary>
    public Run Distribute(Guid pool)
    {
        var id = Streams.Run(pool, 1);
        Commit(id, Compute(pool));
        var computed = Run(pool).Computed!;
        Commit(id, RunDecider.Decide(Run(pool), new ProposeRun(
            Standing(pool), PayloadHash.Of(Inputs(pool)), PayloadHash.Of(computed), Next(Turn.Of(pool)), Wang, At)));
        var proposed = Run(pool).Proposed!;
        Commit(id, RunDecider.Decide(Run(pool), new ApproveRun(proposed.ProposalHash, Outsider, proposed.WindowEndsAt)));
        var own = streams[id];
        Commit(id, RunDecider.Decide(Run(pool), new SettleRun(
            streams.ContainsKey(Streams.PoolSettlement(pool)),
            charges.Where(charge => streams.ContainsKey(Streams.SettledCharge(charge))).ToHashSet(), new HashSet<Guid>(),
            [.. own.Select(Cite)], Streams.Settlement(Run(pool)), Wang, proposed.WindowEndsAt)));
        return Run(pool);
    }

    /// <summary>What a run of the pool rests on, in the order in which the service reads it.</summary>
    public RunInputs Inputs(Guid pool)
    {
        var declared = Pool(pool).Declared!;
        var day = declared.Declaration.Period.To;
        return new RunInputs(
            new AgreementInput(
                agreement.AgreementId, agreement.AgreementVersion, Document.DocumentHash, [.. Document.Parties.Select(party => party.Id)],
                Document.ObjectionWindow.Text, agreement.Source!),
            new PoolInput(pool, declared.Declaration.Reference, declared.Declaration.Period, declared.Declaration.Amount, Cite(declared)),
            new ReserveInput(-Balance(Account.Reserve), Source: null),
            new InputLists(
                [.. Journal.Where(entry => entry.Contribution is not null && entry.On <= day).Select(Value)
                    .OrderBy(value => value.Party, StringComparer.Ordinal).ThenBy(value => value.Reference, StringComparer.Ordinal)],
                [.. Pool(pool).Claims.Select(claim => new ClaimInput(claim.Party, claim.Reference, claim.Amount, Cite(claim)))],
                [.. charges.Where(id => !streams.ContainsKey(Streams.SettledCharge(id)))
                    .Select(id => (Id: id, Load(id, LossCharge.None, LossChargeDecider.Evolve).Charged))
                    .Where(charge => charge.Charged!.OccurredOn <= day)
                    .OrderBy(charge => charge.Charged!.OccurredOn).ThenBy(charge => charge.Charged!.Reference, StringComparer.Ordinal)
                    .Select(charge => ChargeInput.Of(charge.Id, charge.Charged!))]));
    }

    /// <summary>Debit less credit of an account.</summary>
    public Money Balance(Account account) => Trial().Accounts
        .Where(row => row.Account == account).Select(row => row.Balance).SingleOrDefault() ?? Money.Zero(Document.Currency);

    /// <summary>Balances of all accounts, with the proof that debits equal credits after every single entry.</summary>
    public TrialBalance Trial()
    {
        var trial = new TrialBalance();
        foreach (var entry in Journal)
        {
            trial.Add(entry);
            Assert.All(trial.Totals, total => Assert.True(total.Difference.IsZero, $"{total} after {entry.Kind} {entry.Reference}"));
        }

        return trial;
    }

    private static ValueInput Value(JournalEntryPosted entry)
    {
        var of = entry.Contribution!;
        return new ValueInput(
            of.Party, of.ContributionId, of.Reference, of.Kind, entry.On, of.Claimed, of.Accepted, of.Method, of.MethodVersion, entry.Sources[0]);
    }

    private Pool Pool(Guid id) => Load(id, Domain.Pool.None, PoolDecider.Evolve);

    private Run Run(Guid pool) => Load(Streams.Run(pool, 1), Domain.Run.None, RunDecider.Evolve);

    private PoolStanding Standing(Guid pool) => new(
        Pool(pool).Declared, streams.ContainsKey(Streams.PoolSettlement(pool)), OtherStands: false,
        pools.TakeWhile(other => other != pool).Where(other => !streams.ContainsKey(Streams.PoolSettlement(other)))
            .Select(other => Pool(other).Declared!.Declaration.Reference).FirstOrDefault());

    private NextTurn Next(string scope)
    {
        turns[scope] = turns.GetValueOrDefault(scope) + 1;
        return TurnOf(scope, turns[scope]);
    }

    private T Load<T>(Guid id, Func<Guid, T> none, Func<T, object, T> evolve) =>
        streams.GetValueOrDefault(id, []).Aggregate(none(id), evolve);

    private void Commit(Guid id, Decision decision)
    {
        Assert.True(decision.Rejection is null, $"{decision.Rejection?.Code} {decision.Rejection?.Message.En}");
        Assert.NotEmpty(decision.Facts);
        Append(id, decision.Facts);
        foreach (var started in decision.NewStreams)
        {
            Assert.DoesNotContain(started.Id, streams.Keys);
            Append(started.Id, started.Facts);
        }
    }

    private void Append(Guid id, IReadOnlyList<object> facts)
    {
        if (!streams.TryGetValue(id, out var stream)) streams[id] = stream = [];
        stream.AddRange(facts);
        Journal.AddRange(facts.OfType<JournalEntryPosted>());
    }
}
