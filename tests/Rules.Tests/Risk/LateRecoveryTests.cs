using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class LateRecoveryTests
{
    private static readonly AllocationV2Input SampleB = new(
        Given.Cny, Given.Yuan("120000.00"), null, null, null, null, null,
        [new("F1", Given.Yuan("36000.00")), new("F2", Given.Yuan("51000.00")), new("U", Given.Yuan("3000.00"))],
        Given.Weights(("F2", "1")), Given.Yuan("10000.00"), new ReserveRoom(Given.Yuan("18400.00")),
        [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "50"), ("F2", "30"), ("U", "20")))], null, ExcessRule.Stays);

    [Fact]
    public void The_excess_is_relieved_first_then_the_last_to_reach_its_cap()
    {
        // Sample B: 1,600 stayed above all caps. Of 5,000 back, 1,600 relieve it; 3,400 undo the second round, which F2 alone took.
        var figures = Return("5000.00");
        Assert.Equal("1600.00", figures.ToExcess["F2"].Amount);
        Assert.Equal(["F1 0.00", "F2 3400.00", "U 0.00"], figures.ToParties.Lines());
        Assert.True(figures.ToReserve.IsZero);
        Assert.Equal("115000.00", figures.LossLeft.Amount);
    }

    [Fact]
    public void The_reserve_and_the_retention_come_last()
    {
        // All but 5,000 comes back: 91,600 of shares and excess, 18,400 of the reserve, 5,000 of the retention.
        var figures = Return("115000.00");
        Assert.Equal(["F1 36000.00", "F2 51000.00", "U 3000.00"], figures.ToParties.Lines());
        Assert.Equal(("1600.00", "18400.00", "5000.00"), (figures.ToExcess["F2"].Amount, figures.ToReserve.Amount, figures.ToRetention["F2"].Amount));
    }

    [Fact]
    public void Two_recoveries_return_what_one_would()
    {
        var second = LateRecovery.Redistribute(new LateRecoveryInput(SampleB, [new("first", Given.Yuan("2000.00"))], new("second", Given.Yuan("3000.00")))).Value!;
        Assert.Equal(["F1 0.00", "F2 3000.00", "U 0.00"], second.ToParties.Lines());
        Assert.True(Money.Sum(second.ToExcess.Values, Given.Cny).IsZero); // the first one relieved all 1,600 and 400 of F2
    }

    [Fact]
    public void A_causer_gets_back_its_part_of_the_retention()
    {
        var input = SampleB with { Gross = Given.Yuan("10000.00"), Fault = new FaultOf("F1", FaultDegree.Negligence, Given.Number("0.4")) };
        var figures = LateRecovery.Redistribute(new LateRecoveryInput(input, [], new("now", Given.Yuan("1000.00")))).Value!;
        Assert.Equal(["F1 400.00", "F2 600.00"], figures.ToRetention.Lines());
    }

    [Fact]
    public void Bad_recoveries_are_refused()
    {
        Assert.Equal(["recovery.above-loss at recovery.amount"], Refusals([], new("a", Given.Yuan("120000.01"))));
        Assert.Equal(["recovery.above-loss at recovery.amount"], Refusals([new("b", Given.Yuan("1.00"))], new("a", Given.Yuan("120000.00"))));
        Assert.Equal(["recovery.above-loss at earlier"], Refusals([new("b", Given.Yuan("120000.01"))], new("a", Given.Yuan("1.00"))));
        Assert.Equal(["input.duplicate at earlier[0].id"], Refusals([new("a", Given.Yuan("1.00"))], new("a", Given.Yuan("1.00"))));
        Assert.Equal(["money.not-positive at recovery.amount"], Refusals([], new("a", Given.Yuan("0.00"))));
        Assert.Equal(["allocation.no-sufferer at allocation.sufferers"], LateRecovery.Redistribute(new LateRecoveryInput(
            SampleB with { Sufferers = Given.Weights(("F2", "0")) }, [], new("a", Given.Yuan("1.00")))).Refusals());
    }

    [Fact]
    public void Its_own_inputs_can_be_read_back()
    {
        var typed = LateRecovery.Method.Evaluate(new LateRecoveryInput(SampleB, [], new("now", Given.Yuan("5000.00"))));
        Assert.Equal("3400.00", typed.Figures<LateRecoveryFigures>().ToParties["F2"].Amount);
    }

    [Fact]
    public void Refunds_sum_to_the_recovery_and_reverse_the_allocation() => Gen.Select(RiskAllocationV2Tests.Cases, Gen.Long[1, 10_000]).Sample((input, wanted) =>
    {
        if (RiskAllocationV2.Allocate(input).Value is not { } allocated || allocated.Loss.IsZero) return true;
        var recovery = new Money(Math.Min(wanted, allocated.Loss.Minor), Given.Cny);
        var figures = LateRecovery.Redistribute(new LateRecoveryInput(input, [], new("now", recovery))).Value!;
        var smaller = RiskAllocationV2.Allocate(input with { Recoveries = recovery }).Value!;
        var refunds = figures.ToExcess.Values.Concat(figures.ToParties.Values).Concat(figures.ToRetention.Values).Append(figures.ToReserve).ToList();
        return refunds.Sum(amount => amount.Minor) == recovery.Minor
            && refunds.TrueForAll(amount => amount.Sign >= 0)
            && figures.ToParties.All(entry => entry.Value <= allocated.Borne[entry.Key])
            && figures.ToReserve <= allocated.ReservePays
            // To the unit that rounding moves, everybody ends where the smaller loss would have put it.
            && figures.ToParties.All(entry => Math.Abs(allocated.Borne[entry.Key].Minor - entry.Value.Minor - smaller.Borne[entry.Key].Minor) <= 2)
            && Math.Abs(allocated.ReservePays.Minor - figures.ToReserve.Minor - smaller.ReservePays.Minor) <= 1;
    });

    [Fact]
    public void A_full_recovery_returns_everything() => RiskAllocationV2Tests.Cases.Sample(input =>
    {
        if (RiskAllocationV2.Allocate(input).Value is not { } allocated || allocated.Loss.IsZero) return true;
        var figures = LateRecovery.Redistribute(new LateRecoveryInput(input, [], new("now", allocated.Loss))).Value!;
        return figures.ToParties.All(entry => entry.Value == allocated.Borne[entry.Key]) && figures.ToReserve == allocated.ReservePays && figures.LossLeft.IsZero;
    });

    private static LateRecoveryFigures Return(string amount) =>
        LateRecovery.Redistribute(new LateRecoveryInput(SampleB, [], new("now", Given.Yuan(amount)))).Value!;

    private static string[] Refusals(IReadOnlyList<RecoveryItem> earlier, RecoveryItem now) =>
        LateRecovery.Redistribute(new LateRecoveryInput(SampleB, earlier, now)).Refusals();
}
