using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Sample A, step 4: what was accepted, lost, claimed and shared; and the life of its run, fact by fact.</summary>
internal static class SampleA
{
    public static readonly Guid PoolId = Streams.Pool(Tenant, "2025");
    public static readonly Guid RunId = Streams.Run(PoolId, 1);

    public static IReadOnlyList<PostAcceptedValue> Values { get; } =
    [
        Value("E1", "E1-machine", "donated-equipment", "2025-03-01", "1200000.00", "840000.00", "market.comparables"),
        Value("E1", "E1-licence", "technology-licence", "2025-01-01", "100000.00", "74605.56", "income.royalty-relief"),
        Value("E2", "E2-cmm", "loaned-equipment", "2025-01-01", "120000.00", "72000.00", "rent.quotes"),
        Value("E2", "E2-engineers", "staff-time", "2025-01-01", "72000.00", "64800.00", "labour.rate"),
        Value("S", "S-space", "space", "2025-01-01", "72000.00", "72000.00", "market.unit-rate"),
        Value("S", "S-teaching", "staff-time", "2025-01-01", "80000.00", "80000.00", "market.unit-rate"),
        Value("G", "G-grant", "cash", "2025-01-10", "200000.00", "200000.00", "cash.face"),
    ];

    public static LossCharged DisruptionLoss { get; } = Loss(
        "R1-disruption", "production-disruption", "2025-06-16", "5300.00", new ChargePayment("E2", null, Yuan("5300.00")));

    public static LossCharged PlacementLoss { get; } = Loss(
        "R2-placement", "skills-mismatch", "2025-09-30", "20000.00",
        new ChargePayment("E1", null, Yuan("10000.00")), new ChargePayment("E2", null, Yuan("10000.00")));

    /// <summary>A loss of nothing: no charge twice for what the schedule already takes.</summary>
    public static LossCharged ObsolescenceLoss { get; } = Loss("R3-obsolescence", "knowledge-obsolescence", "2025-12-31", "0.00");

    public static PoolDeclaration Declaration { get; } = new(
        "2025", TaihuAgreement.Id, Year2025, Yuan("600000.00"), new Text("Training and contract work income", "培训与加工服务收入"), null, []);

    public static DeclarePool Declare { get; } = new(
        Declaration, TaihuAgreement.Adopted, TaihuAgreement.Adopted, [], TurnOf(Turn.PoolsOf(TaihuAgreement.Id), 1), Streams.PoolEntry(PoolId), Wang, At);

    public static PoolDeclared Declared { get; } = new(Declaration, 1, 1, TaihuAgreement.Adopted.Source!, Wang, At);

    public static ClaimCost ClaimOfS { get; } = Claim(Chen, "S-cost", "90000.00", 1);

    public static ClaimCost ClaimOfE2 { get; } = Claim(Zhao, "E2-cost", "30000.00", 2);

    public static RunInputs Inputs { get; } = InTheBooks().Inputs(PoolId);

    public static PoolStanding Standing { get; } = new(Declared, Settled: false, OtherStands: false, OpenBefore: null);

    public static ComputeRun Compute { get; } = new(
        1, Standing, TaihuAgreement.Adopted, new HashedInputs(Inputs, PayloadHash.Of(Inputs)), Wang, At.AddHours(1));

    public static RunComputed Computed { get; } = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute).Facts.Single();

    public static ProposeRun Propose { get; } = new(
        Standing, Computed.InputsHash, PayloadHash.Of(Computed), TurnOf(Turn.Of(PoolId), 3), Wang, At.AddHours(2));

    /// <summary>The agreement gives ten days: until 2026-01-20, 04:00.</summary>
    public static RunProposed Proposed { get; } = new(
        PayloadHash.Of(Computed), new DateTimeOffset(2026, 1, 20, 4, 0, 0, TimeSpan.Zero), Wang, At.AddHours(2));

    public static ApproveRun Approve { get; } = new(Proposed.ProposalHash, Sun, Proposed.WindowEndsAt);

    public static RunApproved Approved { get; } = new(Proposed.ProposalHash, Sun, Proposed.WindowEndsAt);

    public static SettleRun Settle { get; } = new(
        PoolSettled: false, new HashSet<Guid>(), new HashSet<Guid>(), [Cite(Computed), Cite(Proposed), Cite(Approved)],
        Streams.Settlement(GivenRun(Computed).State), Wang, Proposed.WindowEndsAt.AddHours(1));

    public static RunSettled Settled { get; } = new(
        new SettledPool(PoolId, "2025", Year2025, Yuan("600000.00")), TaihuAgreement.Id, Proposed.ProposalHash, Computed.Movement, Computed.Lines,
        Settle.Basis, Wang, Settle.At, SettledInputs.Of(GivenRun(Computed).State));

    /// <summary>Everything of the year recorded, nothing computed.</summary>
    public static Books InTheBooks()
    {
        var books = new Books(TaihuAgreement.Adopted);
        foreach (var value in Values) books.Accept(value);
        foreach (var loss in new[] { DisruptionLoss, PlacementLoss, ObsolescenceLoss }) books.Charge(loss);
        books.Declare(Declaration, Wang, At);
        books.Claim(PoolId, Chen, "S-cost", Yuan("90000.00"));
        books.Claim(PoolId, Zhao, "E2-cost", Yuan("30000.00"));
        return books;
    }

    private static PostAcceptedValue Value(
        string party, string reference, string kind, string from, string claimed, string accepted, string method) => new(
        TaihuAgreement.Id,
        new AcceptedContribution(
            StreamId.For(Tenant, "contribution", reference), StreamId.For(Tenant, "appraisal", reference), reference, party, kind, 1, Yuan(claimed),
            Yuan(accepted), method, 1),
        DateOnly.Parse(from), Elsewhere, At.AddDays(-5));

    private static LossCharged Loss(string reference, string category, string day, string loss, params ChargePayment[] payments) => new(
        StreamId.For(Tenant, "risk-event", reference), reference, TaihuAgreement.Id, 1, category, DateOnly.Parse(day), Yuan(loss), payments, Elsewhere,
        At.AddDays(-4));

    private static ClaimCost Claim(Actor by, string reference, string amount, int turn) => new(
        reference, by.Organisation, Yuan(amount), new Text("Costs of the year", "本年成本"), TaihuAgreement.Adopted.Document, RunStands: false,
        TurnOf(Turn.Of(PoolId), turn), by, At.AddMinutes(turn));
}
