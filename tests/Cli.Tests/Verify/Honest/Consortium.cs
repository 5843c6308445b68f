using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <summary>
/// Sample A's consortium without servers: every fact comes from the decider of its service, and what one service hears of another goes
/// through the contract that the other publishes.
/// </summary>
internal sealed partial class Consortium
{
    public const string Tenant = "taihu";

    public static readonly Actor Wang = new("wang", "S");
    public static readonly Actor Sun = new("sun", "G");
    public static readonly DateTimeOffset At = new(2026, 1, 10, 2, 0, 0, TimeSpan.Zero);

    private const string OneCategory = """categories":[{"id":"production-disruption","method":"risk.disruption"}]""";
    private const string AllCategories =
        """categories":[{"id":"production-disruption","method":"risk.disruption"},{"id":"knowledge-obsolescence","method":"risk.obsolescence"},{"id":"skills-mismatch","method":"risk.placement"}]""";

    private readonly List<ValueInput> values = [];
    private readonly List<Guid> charges = [];
    private readonly Dictionary<string, int> turns = [];
    private (Guid Run, Citation Settled, Money Closing)? last;
    private int pools;

    /// <summary>Founds it under Sample A's agreement with some texts replaced.</summary>
    public Consortium(params (string Old, string New)[] changes)
        : this(null, changes)
    {
    }

    /// <summary>The same, active under a region policy profile.</summary>
    public Consortium(EffectiveProfile? profile, params (string Old, string New)[] changes)
    {
        Document = TaihuAgreement.Json([(OneCategory, AllCategories), .. changes]);
        var document = AgreementDocument.Parse(Document).Value!;
        var stream = StreamId.For(Tenant, "agreement", "taihu-2025/1");
        var (by, at) = (new Actor("chen", "S"), At.AddYears(-1));
        Log.Add("agreements", stream, new AgreementDrafted(document.AgreementId, 1, Document, document.DocumentHash, [.. document.Parties.Select(party => party.Id)], by, at));
        Log.Add("agreements", stream, new AgreementProposed(document.DocumentHash, by, at));
        foreach (var party in document.Parties) Log.Add("agreements", stream, new AgreementSigned(party.Id, document.DocumentHash, new Actor($"of-{party.Id}", party.Id), at));
        Agreement = TaihuAgreement.Adopt(Document, Log.Add("agreements", stream, new AgreementActivated(document.AgreementId, 1, document.DocumentHash, Document, at, profile))) with { Profile = profile };
    }

    public Log Log { get; } = new();

    public JsonElement Document { get; }

    public AdoptedAgreement Agreement { get; }

    /// <summary>Cash of the reserve beside settlements: corrections and entries by hand.</summary>
    public Money? Booked { get; set; }

    public static Money Yuan(string amount) => Money.Parse(amount, Currency.Of("CNY"));

    /// <summary>The year as Sample A has it: values, losses, pool and costs; nothing computed.</summary>
    public static Consortium OfSampleA(params (string Old, string New)[] changes)
    {
        var consortium = new Consortium(changes);
        consortium.Accept("E1", "E1-licence", "100000.00", "74605.56", "income.royalty-relief", ContributionKind.TechnologyLicence);
        consortium.AcceptMachine();
        consortium.Accept("E2", "E2-cmm", "120000.00", "72000.00", "rent.quotes", ContributionKind.LoanedEquipment);
        consortium.Accept("E2", "E2-engineers", "72000.00", "64800.00", "labour.rate", ContributionKind.StaffTime);
        consortium.Accept("G", "G-grant", "200000.00", "200000.00", "cash.face", ContributionKind.Cash);
        consortium.Accept("S", "S-space", "72000.00", "72000.00", "market.unit-rate", ContributionKind.Space);
        consortium.Accept("S", "S-teaching", "80000.00", "80000.00", "market.unit-rate", ContributionKind.StaffTime);
        return consortium;
    }

    /// <summary>Declares the pool of a year.</summary>
    public Guid Declare(string year, string amount, Coalition? coalition = null)
    {
        var pool = Streams.Pool(Tenant, year);
        var said = new PoolDeclaration(year, Agreement.AgreementId, Year(year), Yuan(amount), new Text("Income", "收入"), null, [], coalition);
        var declared = new PoolDeclared(said, ++pools, 1, Agreement.Source!, Wang, Of(year));
        Log.Add("distribution", pool, declared);
        return pool;
    }

    /// <summary>Opens the pool of a year, records benefits in it and closes it.</summary>
    public Guid Collect(string year, params (string Reference, BenefitKind Kind, string Amount)[] benefits)
    {
        var pool = Streams.Pool(Tenant, year);
        Commit(pool, PoolDecider.Decide(Pool(pool), new OpenPool(
            year, Agreement.AgreementId, Year(year), new Text("Income", "收入"), null, Agreement, [], Next(Turn.PoolsOf(Agreement.AgreementId)), Wang, Of(year))));
        pools++;
        foreach (var (reference, kind, amount) in benefits)
        {
            Commit(pool, PoolDecider.Decide(Pool(pool), new RecordBenefit(
                reference, kind, Year(year).To, Yuan(amount), null, new Text("Income", "收入"), [new PoolEvidence("p", new string('a', 64))], null, Agreement.Document, null, [],
                StreamId.Derived(pool, reference), Year(year).To, Next(Turn.Of(pool)), Wang, Of(year))));
        }

        Commit(pool, PoolDecider.Decide(Pool(pool), new ClosePool(Agreement, StreamId.Derived(pool, "entry"), Year(year).To, Wang, Of(year))));
        return pool;
    }

    /// <summary>A participant claims a cost.</summary>
    public void Claim(Guid pool, string party, string reference, string amount) => Commit(pool, PoolDecider.Decide(Pool(pool), new ClaimCost(
        reference, null, Yuan(amount), new Text("Costs", "成本"), Agreement.Document, RunStands: false, Next(Turn.Of(pool)), new Actor($"of-{party}", party), At)));

    /// <summary>Computes a run of the pool: honestly, or under a document or from inputs that somebody made up.</summary>
    public Guid Compute(Guid pool, AgreementDocument? under = null, Func<RunInputs, RunInputs>? invented = null)
    {
        var inputs = Inputs(pool);
        if (invented is not null) inputs = invented(inputs);
        var run = Streams.Run(pool, 1);
        var agreement = under is null ? Agreement : Agreement with { Document = under };
        Commit(run, RunDecider.Decide(Run(run), new ComputeRun(1, Standing(pool), agreement, new HashedInputs(inputs, PayloadHash.Of(inputs)), Wang, Of(pool))));
        return run;
    }

    /// <summary>From computation to settlement, nobody objecting.</summary>
    public Guid Distribute(Guid pool, AgreementDocument? under = null, Func<RunInputs, RunInputs>? invented = null) => Settle(Compute(pool, under, invented));

    /// <summary>Proposes, approves and settles a computed run.</summary>
    public Guid Settle(Guid run, PartyBalances? balances = null, params Func<Run, Decision>[] meanwhile)
    {
        var computed = Run(run).Computed!;
        Commit(run, RunDecider.Decide(Run(run), new ProposeRun(
            Standing(computed.Pool.PoolId), computed.InputsHash, PayloadHash.Of(computed), Next(Turn.Of(computed.Pool.PoolId)), Wang, computed.At)));
        foreach (var decide in meanwhile) Commit(run, decide(Run(run)));
        var proposed = Run(run).Proposed!;
        Commit(run, RunDecider.Decide(Run(run), new ApproveRun(proposed.ProposalHash, Sun, proposed.WindowEndsAt)));
        var settled = Commit(run, RunDecider.Decide(Run(run), new SettleRun(
            PoolSettled: false, new HashSet<Guid>(), new HashSet<Guid>(), [], Streams.Settlement(Run(run)), Wang, proposed.WindowEndsAt, Balances: balances)));
        last = (run, settled[0], computed.Movement.Closing);
        return run;
    }

    public Run Run(Guid id) => Log.Load(id, Distribution.Domain.Run.None, RunDecider.Evolve);

    /// <summary>What a run of the pool rests on, as the service reads it.</summary>
    public RunInputs Inputs(Guid pool)
    {
        var declared = Pool(pool).Declared!;
        var day = declared.Declaration.Period.To;
        var claims = Log.All<CostClaimed>().Where(claim => Pool(pool).Claims.Contains(claim.Fact))
            .Select(claim => new ClaimInput(claim.Fact.Party, claim.Fact.Reference, claim.Fact.Amount, claim.Cited, claim.Fact.Class)).ToList();
        var scores = Log.All<ScoresRecorded>().Where(scores => Pool(pool).Scores.Contains(scores.Fact))
            .Select(scores => new ScoreInput(scores.Fact.Measure, scores.Fact.Values, scores.Cited)).ToList();
        var before = last is { } settled ? Run(settled.Run).Computed : null;
        var carried = before is null ? null : CarriedInput.Of(
            before.Result, before.Extras?.Carried, claims.Select(claim => claim.Reference).ToHashSet(StringComparer.Ordinal), last!.Value.Settled);
        var settledCharges = Log.All<ChargeSettled>().Select(charge => charge.Fact.ChargeId).ToHashSet();
        return new RunInputs(
            AgreementInput.Of(Agreement),
            new PoolInput(
                pool, declared.Declaration.Reference, declared.Declaration.Period, declared.Declaration.Amount, Log.All<PoolDeclared>().Single(said => said.Fact == declared).Cited,
                declared.Declaration.Coalition, declared.Declaration.ByKind),
            new ReserveInput((last?.Closing ?? Yuan("0.00")) + (Booked ?? Yuan("0.00")), last?.Settled),
            new InputLists(
                [.. values.Where(value => value.EffectiveOn <= day).Where(value => declared.Declaration.Coalition?.Counts(value.Party, value.Reference) != false)
                    .OrderBy(value => value.Party, StringComparer.Ordinal).ThenBy(value => value.Reference, StringComparer.Ordinal)],
                claims,
                OpenCharges.Of([.. charges.Select(id => Log.Load(id, LossCharge.None, LossChargeDecider.Evolve))], settledCharges, day)),
            new RunExtras(Scores: scores.Count == 0 ? null : scores, Carried: carried, Profile: ProfileInput.Of(Agreement, declared.Declaration), Terms: Terms).OrNull());
    }

    private static Period Year(string year) => new(DateOnly.Parse($"{year}-01-01"), DateOnly.Parse($"{year}-12-31"));

    private static DateTimeOffset Of(string year) => At.AddYears(int.Parse(year) - 2025);

    private DateTimeOffset Of(Guid pool) => Of(Pool(pool).Reference);

    private Pool Pool(Guid id) => Log.Load(id, Distribution.Domain.Pool.None, PoolDecider.Evolve);

    private PoolStanding Standing(Guid pool) => new(Pool(pool).Declared, Settled: false, OtherStands: false, OpenBefore: null);

    private NextTurn Next(string scope)
    {
        turns[scope] = turns.GetValueOrDefault(scope) + 1;
        return Streams.Turn(Tenant, scope, turns[scope]);
    }

    private IReadOnlyList<Citation> Commit(Guid stream, Decision decision) => Log.Commit("distribution", stream, decision);
}
