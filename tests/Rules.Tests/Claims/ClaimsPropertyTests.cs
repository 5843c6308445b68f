using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>What the literature proves of each rule, on random problems; and each rule against its slow definition.</summary>
public sealed class ClaimsPropertyTests
{
    // Yen has no smaller unit: whole claims stay small and exact awards are still fractions.
    private static readonly Currency Yen = Currency.Of("JPY");

    private static readonly Gen<(long Estate, long[] Claims)> Problems =
        from claims in Gen.Long[0, 12].Array[1, 5]
        from estate in Gen.Long[0, claims.Sum()]
        select (estate, claims);

    public static TheoryData<string> Rules => [.. ClaimsRules.All.Select(rule => rule.Id).Where(id => id != "claims.contested-garment")];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_gives_what_its_definition_gives(string rule) => Problems.Sample((estate, claims) =>
        Exact(rule, estate, claims).SequenceEqual(Slow(rule)(estate, [.. claims.Select(claim => (Rational)claim)])));

    [Fact]
    public void The_contested_garment_gives_what_its_definition_gives() =>
        Gen.Select(Gen.Long[0, 50], Gen.Long[0, 50], Gen.Long[0, 100]).Where((first, second, estate) => estate <= first + second).Sample((first, second, estate) =>
        {
            var exact = Exact("claims.contested-garment", estate, [first, second]);
            return (exact[0], exact[1]) == SlowClaims.Garment(estate, first, second);
        });

    [Fact]
    public void Any_two_claimants_of_the_Talmud_rule_share_like_a_contested_garment() => Problems.Sample((estate, claims) =>
    {
        var exact = Exact("claims.talmud", estate, claims);
        return Pairs(claims.Length).All(pair => SlowClaims.Garment(exact[pair.I] + exact[pair.J], claims[pair.I], claims[pair.J]) == (exact[pair.I], exact[pair.J]));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Awards_sum_to_the_estate_and_none_exceeds_its_claim_or_falls_below_zero(string rule) => Problems.Sample((estate, claims) =>
    {
        var figures = Figures(rule, estate, claims);
        return SlowClaims.Sum(figures.Exact.Values) == estate
            && figures.Awards.Values.Sum(award => award.Minor) == estate
            && figures.Awards.Values.Zip(claims).All(pair => pair.First.Minor >= 0 && pair.First.Minor <= pair.Second)
            && figures.Exact.Values.Zip(figures.Awards.Values).All(pair => Rational.Abs(pair.First - pair.Second.Value) < 1);
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Equal_claims_get_equal_awards_and_larger_claims_no_less_and_lose_no_less(string rule) => Problems.Sample((estate, claims) =>
    {
        var exact = Exact(rule, estate, claims);
        return Pairs(claims.Length).All(pair => claims[pair.I] > claims[pair.J]
            || (exact[pair.I] <= exact[pair.J] && claims[pair.I] - exact[pair.I] <= claims[pair.J] - exact[pair.J]));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_larger_estate_gives_nobody_less(string rule) => Problems.Where((estate, claims) => estate > 0).Sample((estate, claims) =>
        Exact(rule, estate, claims).Zip(Exact(rule, estate - 1, claims)).All(pair => pair.First >= pair.Second));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Seven_times_the_money_gives_seven_times_the_awards(string rule) => Problems.Sample((estate, claims) =>
        Exact(rule, estate, claims).Select(share => share * 7).SequenceEqual(Exact(rule, estate * 7, [.. claims.Select(claim => claim * 7)])));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Names_do_not_matter(string rule) => Problems.Sample((estate, claims) =>
        Exact(rule, estate, [.. claims.Reverse()]).Reverse().SequenceEqual(Exact(rule, estate, claims)));

    // Not alpha-min, whose guarantee is the least claim: a claim of 0 takes the guarantee away, as its description says.
    [Theory]
    [MemberData(nameof(Rules))]
    public void A_claim_of_zero_changes_nothing(string rule)
    {
        if (rule == "claims.alpha-min")
        {
            Assert.Equal([10, new(29, 2), 19, new(47, 2)], Exact(rule, 67, [10, 20, 30, 40]));
            Assert.NotEqual([10, new(29, 2), 19, new(47, 2), 0], Exact(rule, 67, [10, 20, 30, 40, 0]));
            return;
        }

        Problems.Sample((estate, claims) => Exact(rule, estate, [.. claims, 0]).SequenceEqual([.. Exact(rule, estate, claims), Rational.Zero]));
    }

    [Theory]
    [InlineData("claims.proportional")]
    [InlineData("claims.adjusted-proportional")]
    [InlineData("claims.talmud")]
    [InlineData("claims.reverse-talmud")]
    [InlineData("claims.random-arrival")]
    public void Self_dual_rules_treat_what_is_there_and_what_is_missing_alike(string rule) => Problems.Sample((estate, claims) =>
        Exact(rule, claims.Sum() - estate, claims).Select((share, i) => claims[i] - share).SequenceEqual(Exact(rule, estate, claims)));

    [Fact]
    public void Equal_awards_and_equal_losses_are_dual() => Problems.Sample((estate, claims) =>
        Exact("claims.constrained-equal-losses", claims.Sum() - estate, claims).Select((share, i) => claims[i] - share)
            .SequenceEqual(Exact("claims.constrained-equal-awards", estate, claims)));

    [Theory]
    [InlineData("claims.proportional")]
    [InlineData("claims.constrained-equal-awards")]
    [InlineData("claims.constrained-equal-losses")]
    [InlineData("claims.talmud")]
    [InlineData("claims.reverse-talmud")]
    [InlineData("claims.piniles")]
    public void Consistent_rules_give_the_same_when_one_leaves_with_its_award(string rule) => Problems.Where((estate, claims) => claims.Length > 1).Sample((estate, claims) =>
    {
        // Multiplied until the award that leaves is whole.
        var exact = Exact(rule, estate, claims);
        var scale = (long)exact[^1].Denominator;
        var left = (estate * scale) - (long)(exact[^1] * scale).Numerator;
        return Exact(rule, left, [.. claims[..^1].Select(claim => claim * scale)]).Select(share => share / scale).SequenceEqual(exact[..^1]);
    });

    [Theory]
    [InlineData("claims.adjusted-proportional")]
    [InlineData("claims.constrained-equal-awards")]
    [InlineData("claims.talmud")]
    [InlineData("claims.random-arrival")]
    [InlineData("claims.minimal-overlap")]
    public void What_a_claim_has_beyond_the_estate_does_not_matter(string rule) => Problems.Sample((estate, claims) =>
        Exact(rule, estate, [.. claims.Select(claim => Math.Min(claim, estate))]).SequenceEqual(Exact(rule, estate, claims)));

    private static Func<Rational, Rational[], Rational[]> Slow(string rule) => rule switch
    {
        "claims.proportional" => SlowClaims.Proportional,
        "claims.adjusted-proportional" => SlowClaims.AdjustedProportional,
        "claims.constrained-equal-awards" => SlowClaims.EqualAwards,
        "claims.constrained-equal-losses" => SlowClaims.EqualLosses,
        "claims.talmud" => SlowClaims.Talmud,
        "claims.reverse-talmud" => SlowClaims.ReverseTalmud,
        "claims.piniles" => SlowClaims.Piniles,
        "claims.random-arrival" => SlowClaims.RandomArrival,
        "claims.minimal-overlap" => SlowClaims.MinimalOverlap,
        "claims.alpha-min" => SlowClaims.AlphaMin,
        _ => throw new ArgumentException($"No slow version of {rule}.", nameof(rule)),
    };

    private static IEnumerable<(int I, int J)> Pairs(int n) =>
        Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, n).Where(j => j != i).Select(j => (i, j)));

    private static Rational[] Exact(string rule, long estate, long[] claims) => [.. Figures(rule, estate, claims).Exact.Values];

    private static ClaimsFigures Figures(string rule, long estate, long[] claims) => ClaimsRules.All.Single(known => known.Id == rule)
        .Evaluate(new ClaimsInput(Yen, new Money(estate, Yen), claims.Select((claim, i) => (i, claim)).ToDictionary(entry => $"P{entry.i:00}", entry => new Money(entry.claim, Yen))))
        .Figures<ClaimsFigures>();
}
