using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Sample B with its rest escalated: caps 36,000 / 51,000 / 3,000 leave 1,600 of F2's loss to be decided.</summary>
public sealed class EscalationTests
{
    private static readonly AllocationV2Input SampleB = new(
        Given.Cny, Given.Yuan("120000.00"), null, null, null, null, new DateOnly(2025, 10, 6),
        [
            new("F1", Given.Yuan("36000.00")), new("F2", Given.Yuan("51000.00")), new("U", PublicCap: Given.Yuan("3000.00"), Standing: PartyStanding.Public),
            new("G"), new("ST", Standing: PartyStanding.Student), new("N", AccededOn: new DateOnly(2025, 10, 7)),
        ],
        Given.Weights(("F2", "1")), Given.Yuan("10000.00"), new ReserveRoom(Given.Yuan("18400.00")),
        [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "50"), ("F2", "30"), ("U", "20")))], null, ExcessRule.Escalate);

    [Fact]
    public void The_rest_is_borne_as_decided_and_whoever_goes_above_its_cap_must_agree()
    {
        var figures = Resolve(("F1", "1000.00"), ("F2", "600.00")).Value!;
        Assert.Equal(("1600.00", "F2 1600.00"), (figures.Rest.Amount, Assert.Single(figures.Rests.Lines())));
        Assert.Equal(["F1", "F2"], figures.Consents);
        Assert.Equal(
            [
                new AllocationLine(AllocationLineKind.PartyPays, "F2", Given.Yuan("1000.00"), "F1", BearingReason.Excess),
                new AllocationLine(AllocationLineKind.SuffererBears, "F2", Given.Yuan("600.00"), Reason: BearingReason.Excess),
            ],
            figures.Lines);
        // A party without a cap, and without a part in the key, bears what another suffered only when it agrees.
        Assert.Equal(["G"], Resolve(("G", "1600.00"), ("F1", "0.00")).Value!.Consents);
    }

    // F2 has no cap here and no part in the key: what stays with it is where the loss fell.
    [Fact]
    public void What_stays_with_an_uncapped_sufferer_needs_no_consent()
    {
        var input = SampleB with
        {
            Gross = Given.Yuan("100.00"), Retention = Given.Yuan("0.00"), Reserve = new ReserveRoom(Given.Yuan("0.00")),
            Parties = [new("F1", Given.Yuan("40.00")), new("F2")], Key = [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "1")))],
        };
        Assert.Empty(Escalation.Resolve(new EscalationInput(input, Given.Amounts(("F2", "60.00")))).Value!.Consents);
    }

    // 300.00 of F1 and F2, half each, caps of 60.00 for three: 180.00 are borne, 60.00 of each sufferer are left. F1's 90.00 cover its own 60.00 first; 30.00
    // of it and U's 30.00 are F2's.
    [Fact]
    public void A_share_covers_the_own_loss_first_and_then_the_others()
    {
        var figures = Escalation.Resolve(new EscalationInput(Halves, Given.Amounts(("F1", "90.00"), ("U", "30.00")))).Value!;
        Assert.Equal(
            ["F1 sufferer-bears  60.00", "F2 party-pays F1 30.00", "F2 party-pays U 30.00"],
            figures.Lines.Select(line => $"{line.Sufferer} {KebabCase.Name(line.Kind)} {line.Payer} {line.Amount.Amount}"));
        Assert.Equal(["F1", "U"], figures.Consents);
    }

    [Theory]
    [InlineData("escalation.not-all at shares", "F1", "1599.99")]
    [InlineData("escalation.not-all at shares", "F1", "1600.01")]
    [InlineData("escalation.public-cap at shares.U", "U", "1600.00")]
    [InlineData("escalation.not-acceded at shares.N", "N", "1600.00")]
    [InlineData("allocation.student at shares.ST", "ST", "1600.00")]
    [InlineData("party.unknown at shares.X", "X", "1600.00")]
    public void Shares_that_are_not_to_be_are_refused(string refusal, string party, string amount) => Assert.Equal([refusal], Resolve((party, amount)).Refusals());

    [Fact]
    public void Nothing_is_divided_where_nothing_is_escalated_or_the_allocation_is_refused()
    {
        Assert.Equal(["escalation.nothing at allocation.excess"], Escalation.Resolve(new EscalationInput(SampleB with { Excess = ExcessRule.Stays }, Given.Amounts(("F1", "1600.00")))).Refusals());
        Assert.Equal(["escalation.nothing at allocation.excess"], Escalation.Resolve(new EscalationInput(SampleB with { Gross = Given.Yuan("1.00") }, Given.Amounts())).Refusals());
        Assert.Equal(["money.negative at allocation.retention"], Escalation.Resolve(new EscalationInput(SampleB with { Retention = -Given.Yuan("1.00") }, Given.Amounts())).Refusals());
    }

    [Fact]
    public void Every_sufferer_gets_its_rest_and_every_party_bears_its_share() => Gen.Select(Gen.Int[0, 12000], Gen.Int[0, 12000], Gen.Int[0, 100]).Sample((first, second, weight) =>
    {
        var a = Math.Min(first, 12000);
        var b = Math.Min(second, 12000 - a);
        var input = Halves with { Sufferers = Given.Weights(("F1", $"{weight}"), ("F2", $"{100 - weight}")) };
        var shares = new Dictionary<string, Money> { ["F1"] = new(a, Given.Cny), ["F2"] = new(b, Given.Cny), ["U"] = new(12000 - a - b, Given.Cny) };
        var figures = Escalation.Resolve(new EscalationInput(input, shares)).Value!;
        Assert.All(figures.Rests, rest => Assert.Equal(rest.Value, Sum(figures.Lines.Where(line => line.Sufferer == rest.Key))));
        Assert.All(shares, share => Assert.Equal(share.Value, Sum(figures.Lines.Where(line => (line.Payer ?? line.Sufferer) == share.Key))));
        Assert.All(figures.Lines, line => Assert.NotEqual(line.Sufferer, line.Payer));
    }, iter: 300);

    // Of 800.00 that come back all relieves the rest: 500.00 go to F1, 300.00 to F2. A second time the same; after both nothing of the rest is left, and
    // 5,000.00 more at once relieve 1,600.00 of it and 3,400.00 of F2, as Sample B has it by hand.
    [Fact]
    public void Late_money_goes_to_those_who_took_the_rest_on()
    {
        Assert.Equal(["F1 500.00", "F2 300.00"], Return([], "800.00").ToExcess.Lines());
        Assert.Equal(["F1 500.00", "F2 300.00"], Return([new("first", Given.Yuan("800.00"))], "800.00").ToExcess.Lines());
        var all = Return([], "5000.00");
        Assert.Equal(["F1 1000.00", "F2 600.00"], all.ToExcess.Lines());
        Assert.Equal(["F1 0.00", "F2 3400.00", "U 0.00"], all.ToParties.Lines());
        var without = new LateRecoveryV2Input(SampleB with { Excess = ExcessRule.Stays }, null, [], new("now", Given.Yuan("5000.00")));
        Assert.Equal(["F2 1600.00"], LateRecoveryV2.Redistribute(without).Value!.ToExcess.Lines());
        Assert.Equal(["escalation.not-all at shares"], LateRecoveryV2.Redistribute(without with { Allocation = SampleB, Shares = Given.Amounts(("F1", "1.00")) }).Refusals());
    }

    private static AllocationV2Input Halves => SampleB with
    {
        Gross = Given.Yuan("300.00"), Retention = Given.Yuan("0.00"), Reserve = new ReserveRoom(Given.Yuan("0.00")),
        Parties = [new("F1", Given.Yuan("60.00")), new("F2", Given.Yuan("60.00")), new("U", Given.Yuan("60.00"))],
        Sufferers = Given.Weights(("F1", "1"), ("F2", "1")), Key = [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "1"), ("F2", "1"), ("U", "1")))],
    };

    private static Money Sum(IEnumerable<AllocationLine> lines) => Money.Sum(lines.Select(line => line.Amount), Given.Cny);

    private static Outcome<EscalationFigures> Resolve(params (string Party, string Amount)[] shares)
    {
        var input = new EscalationInput(SampleB, Given.Amounts(shares));
        // Through the method, so that the inputs are written and read as in a snapshot.
        if (Escalation.Method.Evaluate(input).Result is { } result)
            Assert.Equal(result.InputsHash, MethodCatalogue.Find("risk.escalation", 1)!.Evaluate(result.Inputs).Result!.InputsHash);
        return Escalation.Resolve(input);
    }

    private static LateRecoveryFigures Return(IReadOnlyList<RecoveryItem> earlier, string amount) => LateRecoveryV2.Redistribute(
        new LateRecoveryV2Input(SampleB, Given.Amounts(("F1", "1000.00"), ("F2", "600.00")), earlier, new("now", Given.Yuan(amount)))).Value!;
}
