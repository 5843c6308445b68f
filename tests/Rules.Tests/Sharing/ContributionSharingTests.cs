using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Value equation, peer allocation, agreed shares.</summary>
public sealed class ContributionSharingTests
{
    private const string Equation = """
        {"currency":"EUR","income":"100.00","buckets":[{"id":"past","rate":"0.4"},{"id":"work","rate":"0.6"}],"claims":[
          {"reference":"loan","party":"A","bucket":"past","life":"debt-like","value":"90.00","paid":"60.00"},
          {"reference":"once","party":"B","bucket":"past","life":"one-time","value":"30.00","paid":"0.00"},
          {"reference":"w1","party":"A","bucket":"work","life":"equity-like","value":"10.00","paid":"999.00"},
          {"reference":"w2","party":"C","bucket":"work","life":"equity-like","value":"20.00","paid":"0.00"}]}
        """;

    [Fact]
    public void Debts_are_paid_until_paid_once_claims_once_and_equity_takes_the_rest()
    {
        // 40 for 30 + 30 open: 20 each; 60 by 10 and 20: 20 and 40.
        var figures = Given.Evaluate("sharing.value-equation", Equation).Figures<ValueEquationFigures>();
        Assert.Equal(["loan 20.00 10.00", "once 20.00 0.00", "w1 20.00 ", "w2 40.00 "], figures.Claims.Select(claim => $"{claim.Reference} {claim.Amount.Amount} {claim.Open?.Amount}"));
        Assert.Equal(["A 40.00", "B 20.00", "C 40.00"], figures.Shares.Lines());
        // With twice the income the debts are closed at 60, and 20 of the bucket have no taker.
        Assert.Equal(["value.unallocated at claims"], Altered.Evaluate("sharing.value-equation", Equation, "income", "\"200.00\"").Refusals());
    }

    public static TheoryData<string, string?, string> EquationFaults => new()
    {
        { "buckets.0.rate", "\"0.2\"", "value.buckets-not-one at buckets" },
        { "buckets.0.id", "\"work\"", "input.duplicate at buckets[1].id" },
        { "claims.0.bucket", "\"none\"", "value.unknown-bucket at claims[0].bucket" },
        { "claims.0.paid", "\"90.01\"", "value.overpaid at claims[0].paid" },
        { "claims.1.paid", "\"0.01\"", "value.claim-closed at claims[1].paid" },
        { "claims.1.reference", "\"loan\"", "input.duplicate at claims[1].reference" },
        { "claims.1.life", "\"gift\"", "input.unknown-value at claims[1].life" },
        { "claims.1.value", "\"0\"", "money.not-positive at claims[1].value" },
        { "income", "\"-1.00\"", "money.negative at income" },
    };

    [Theory]
    [MemberData(nameof(EquationFaults))]
    public void A_faulty_equation_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("sharing.value-equation", Equation, path, value).Refusals());

    [Fact]
    public void No_income_is_lost_or_made_and_no_limited_claim_gets_more_than_it_has_open() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[0, 100], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Long[1, 300_000]).Array[0, 8]).Sample((income, rate, drawn) =>
        {
            var eur = Currency.Of("EUR");
            var claims = drawn.Select((claim, i) => new ValueClaim($"c{i}", $"P{claim.Item1}", $"b{claim.Item2}", (ClaimLife)claim.Item3, new Money(claim.Item4, eur), new Money(0, eur))).ToList();
            var outcome = ValueEquation.Distribute(new ValueEquationInput(eur, new Money(income, eur), [new("b0", new(rate, 100)), new("b1", new(100 - rate, 100))], claims));
            return outcome.Value is not { } figures
                ? outcome.Rejection!.Code == "value.unallocated"
                : figures.Shares.Values.Sum(share => share.Minor) == income
                    && figures.Claims.Zip(claims).All(pair => pair.First.Amount.Sign >= 0 && (pair.Second.Life == ClaimLife.EquityLike || pair.First.Amount <= pair.Second.Value));
        });

    private const string Circle = """
        {"currency":"USD","budget":"100.00","members":["A","B","C"],"weighting":"points","pointsPerMember":"100",
         "gifts":[{"from":"A","to":"B","points":"90"},{"from":"A","to":"C","points":"10"},{"from":"B","to":"A","points":"20"},{"from":"C","to":"C","points":"100"}]}
        """;

    [Fact]
    public void Points_for_oneself_are_left_out_and_shown()
    {
        // 90, 10 and 20 of 120: 75, 8.33, 16.67.
        var figures = Given.Evaluate("sharing.peer-allocation", Circle).Figures<PeerAllocationFigures>();
        Assert.Equal(["A 16.67", "B 75.00", "C 8.33"], figures.Shares.Lines());
        Assert.Equal(100, figures.SelfVotes["C"]);
        // Every giver the same: A moves 0.9 and 0.1, B moves 1: of 2.
        var perGiver = Altered.Evaluate("sharing.peer-allocation", Circle, "weighting", "\"per-giver\"").Figures<PeerAllocationFigures>();
        Assert.Equal(["A 50.00", "B 45.00", "C 5.00"], perGiver.Shares.Lines());
    }

    public static TheoryData<string, string?, string> CircleFaults => new()
    {
        { "gifts", "[{\"from\":\"A\",\"to\":\"A\",\"points\":\"5\"}]", "peer.no-points at gifts" },
        { "gifts.0.points", "\"91\"", "peer.over-limit at gifts" },
        { "gifts.0.points", "\"-1\"", "input.negative at gifts[0].points" },
        { "gifts.0.to", "\"X\"", "party.unknown at gifts[0].to" },
        { "gifts.1.to", "\"B\"", "input.duplicate at gifts[1].to" },
        { "members.2", "\"A\"", "input.duplicate at members[2]" },
    };

    [Theory]
    [MemberData(nameof(CircleFaults))]
    public void A_faulty_circle_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("sharing.peer-allocation", Circle, path, value).Refusals());

    [Fact]
    public void Voting_for_oneself_never_pays() => Gen.Select(Gen.Int[0, 50].Array[9], Gen.Int[1, 1000], Gen.Enum<PeerWeighting>()).Sample((points, self, weighting) =>
    {
        string[] members = ["A", "B", "C"];
        var usd = Currency.Of("USD");
        List<PeerGift> gifts = [.. members.SelectMany((from, i) => members.Where(to => to != from).Select((to, j) => new PeerGift(from, to, points[(3 * i) + j])))];
        PeerAllocationInput With(IReadOnlyList<PeerGift> given) => new(usd, new Money(12345, usd), members, given, weighting);
        var fair = PeerAllocation.Divide(With(gifts)).Value;
        var greedy = PeerAllocation.Divide(With([.. gifts, new PeerGift("A", "A", self)])).Value;
        return (fair is null && greedy is null) || (fair!.Shares.Lines().SequenceEqual(greedy!.Shares.Lines()) && fair.Shares.Values.Sum(share => share.Minor) == 12345);
    });

    [Theory]
    [InlineData("shares.A", "\"0.5\"", "sharing.shares-not-one at shares")]
    [InlineData("shares.A", "\"-0.4\"", "input.negative at shares.A")]
    [InlineData("shares", "{}", "input.empty at shares")]
    [InlineData("amount", "\"-1.00\"", "money.negative at amount")]
    public void Faulty_shares_are_named(string path, string? value, string refusal) => Assert.Contains(refusal, Altered.Evaluate(
        "sharing.agreed-shares", """{"currency":"EUR","amount":"1.00","shares":{"A":"0.4","B":"0.6"}}""", path, value).Refusals());
}
