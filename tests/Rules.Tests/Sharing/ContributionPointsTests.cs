using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Points by agreed multipliers.</summary>
public sealed class ContributionPointsTests
{
    private const string Pie = """
        {"currency":"USD","multipliers":{"cash":"2","staff-time":"1.5"},"contributions":[
          {"reference":"c1","party":"A","kind":"cash","value":"1000.00"},
          {"reference":"h1","party":"B","kind":"staff-time","value":"1000.00"},
          {"reference":"h2","party":"A","kind":"staff-time","value":"3000.00"}]}
        """;

    [Fact]
    public void A_contribution_counts_its_value_times_the_multiplier_of_its_kind()
    {
        // 2,000 + 4,500 of A and 1,500 of B: 8,000.
        var figures = Given.Evaluate("sharing.contribution-points", Pie).Figures<ContributionPointsFigures>();
        Assert.Equal(Given.Weights(("c1", "2000"), ("h1", "1500"), ("h2", "4500")), figures.Contributions);
        Assert.Equal(Given.Weights(("A", "13/16"), ("B", "3/16")), figures.Shares);
        Assert.Equal(8000, figures.Total);
    }

    public static TheoryData<string, string?, string> Faults => new()
    {
        { "multipliers.cash", null, "points.multiplier-missing at contributions[0].kind" },
        { "multipliers.cash", "\"0\"", "input.not-positive at multipliers.cash" },
        { "multipliers.gold", "\"1\"", "input.unknown-value at multipliers.gold" },
        { "contributions.1.reference", "\"c1\"", "input.duplicate at contributions[1].reference" },
        { "contributions.1.value", "\"-1\"", "money.negative at contributions[1].value" },
        { "contributions.1.kind", "\"praise\"", "input.unknown-value at contributions[1].kind" },
        { "contributions", "[]", "input.empty at contributions" },
        { "contributions", """[{"reference":"c1","party":"A","kind":"cash","value":"0"}]""", "points.none at contributions" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_faulty_input_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("sharing.contribution-points", Pie, path, value).Refusals());

    [Fact]
    public void Shares_sum_to_one_order_says_nothing_and_more_never_lowers_the_giver() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Long[0, 1_000_000]).Array[1, 12], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Long[1, 1_000_000]).Sample((drawn, cash, hours, more) =>
        {
            var usd = Currency.Of("USD");
            var multipliers = new Dictionary<ContributionKind, Rational> { [ContributionKind.Cash] = new(cash, 3), [ContributionKind.StaffTime] = new(hours, 3) };
            var given = drawn.Select((one, i) => new PointsContribution(
                $"c{i}", $"P{one.Item1}", one.Item2 ? ContributionKind.Cash : ContributionKind.StaffTime, new Money(one.Item3, usd))).ToList();
            if (ContributionPoints.Count(new ContributionPointsInput(usd, multipliers, given)).Value is not { } figures) return given.All(one => one.Value.IsZero);

            var backwards = ContributionPoints.Count(new ContributionPointsInput(usd, multipliers, [.. Enumerable.Reverse(given)])).Value!;
            var raised = ContributionPoints.Count(new ContributionPointsInput(
                usd, multipliers, [given[0] with { Value = given[0].Value + new Money(more, usd) }, .. given.Skip(1)])).Value!;
            return figures.Shares.Values.Aggregate(Rational.Zero, (sum, share) => sum + share) == Rational.One
                && figures.Shares.SequenceEqual(backwards.Shares)
                && raised.Shares[given[0].Party] >= figures.Shares[given[0].Party];
        });
}
