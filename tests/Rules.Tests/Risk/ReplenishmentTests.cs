using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class ReplenishmentTests
{
    private static readonly ReplenishmentInput Sample = new(
        Given.Cny, Given.Yuan("60000.00"), Given.Yuan("34700.00"), Given.Yuan("0.00"), null,
        Given.Weights(("E1", "1/3"), ("E2", "1/3"), ("S", "1/3")), new Dictionary<string, Money> { ["S"] = Given.Yuan("5000.00") });

    // By hand: 60,000 - 34,700 = 25,300; a third is 8,433.33; S stops at 5,000, the other 20,300 by halves.
    [Fact]
    public void What_is_missing_is_called_by_the_key_under_the_caps()
    {
        var figures = Replenishment.Call(Sample).Value!;
        Assert.Equal(["E1 10150.00", "E2 10150.00", "S 5000.00"], figures.Payments.Lines());
        Assert.Equal(("25300.00", "25300.00", "0.00"), (figures.Missing.Amount, figures.Called.Amount, figures.Uncovered.Amount));
    }

    [Fact]
    public void No_more_is_called_than_is_asked_or_missing()
    {
        Assert.Equal("300.00", Replenishment.Call(Sample with { Asked = Given.Yuan("300.00") }).Value!.Called.Amount);
        Assert.Equal("5300.00", Replenishment.Call(Sample with { Outstanding = Given.Yuan("20000.00") }).Value!.Called.Amount);
        Assert.Equal("0.00", Replenishment.Call(Sample with { Balance = Given.Yuan("60000.01") }).Value!.Called.Amount);
    }

    [Fact]
    public void What_no_cap_leaves_room_for_is_not_called()
    {
        var one = Given.Yuan("1.00");
        var figures = Replenishment.Call(Sample with { Caps = new Dictionary<string, Money> { ["E1"] = one, ["E2"] = one, ["S"] = one } }).Value!;
        Assert.Equal(("3.00", "25297.00"), (figures.Called.Amount, figures.Uncovered.Amount));
    }

    [Fact]
    public void Bad_calls_are_refused()
    {
        Assert.Equal(["replenishment.key-zero at key"], Replenishment.Call(Sample with { Key = Given.Weights(("E1", "0")) }).Refusals());
        Assert.Equal(["money.negative at balance"], Replenishment.Call(Sample with { Balance = Given.Yuan("-1.00") }).Refusals());
        Assert.Equal(["money.not-positive at asked"], Replenishment.Call(Sample with { Asked = Given.Yuan("0.00") }).Refusals());
    }

    [Fact]
    public void Payments_sum_to_the_call_within_the_caps() => Gen.Select(Gen.Long[0, 100_000], Gen.Long[0, 100_000], Gen.Int[0, 5].Array[3], Gen.Long[0, 20_000].Array[3]).Sample((target, balance, key, caps) =>
    {
        if (key.Sum() == 0) return true;
        var parties = new[] { "A", "B", "C" };
        var figures = Replenishment.Call(new(
            Given.Cny, Cents(target), Cents(balance), Cents(0), null, parties.Zip(key).ToDictionary(pair => pair.First, pair => (Rational)pair.Second),
            parties.Zip(caps).ToDictionary(pair => pair.First, pair => Cents(pair.Second)))).Value!;
        return Money.Sum(figures.Payments.Values, Given.Cny) == figures.Called
            && figures.Called + figures.Uncovered == figures.Missing
            && parties.Zip(caps).All(pair => figures.Payments[pair.First].Minor <= pair.Second);
    });

    private static Money Cents(long minor) => new(minor, Given.Cny);
}
