using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Waterfalls of all tiers on random figures.</summary>
public sealed class WaterfallPropertyTests
{
    private static readonly string[] Parties = ["P0", "P1", "P2", "P3"];

    private static readonly Gen<WaterfallInput> Random =
        from pool in Gen.Long[0, 5_000_000]
        from accepted in Gen.Long[0, 2_000_000].Array[4]
        from costs in Gen.Select(Gen.Int[0, 3], Gen.Long[1, 500_000], Gen.Int[0, 1]).Array[0, 5]
        from rates in Gen.Int[1, 20].Array[6]
        from target in Gen.Long[0, 300_000]
        from balance in Gen.Long[0, 300_000]
        from movements in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 364], Gen.Long[1, 500_000]).Array[1, 6]
        from scores in Gen.Int[0, 9].Array[4]
        from compound in Gen.Int[0, 9]
        select Build(pool, accepted, costs, rates, target, balance, movements, scores, compound == 0);

    [Fact]
    public void Shares_and_reserve_sum_to_the_pool_and_no_tier_passes_its_bound() => Random.Sample(input =>
    {
        var outcome = Waterfall.Distribute(input);
        if (outcome.Value is not { } figures) return outcome.Rejection!.Code == "waterfall.key-zero";
        var reserve = input.Waterfall.OfType<ReserveTier>().Single();
        var costs = input.Waterfall.OfType<CostRecoveryTier>().Single();
        var claims = figures.Tiers.Single(tier => tier.Tier == "cost-recovery");
        return figures.Shares.Values.Sum(share => share.Minor) + figures.Reserve.Minor == input.Pool.Minor
            && figures.Shares.Values.All(share => share.Sign >= 0)
            && figures.Tiers.All(tier => tier.Amount <= tier.Available && (tier.Tier == "reserve" || tier.Payments.Values.Sum(part => part.Minor) == tier.Amount.Minor))
            && (figures.Reserve.IsZero || figures.CarriedOut!.Reserve! <= reserve.Target!)
            && claims.Amount.Value <= costs.Cap * (input.Pool - figures.Reserve).Value
            && claims.Claims!.All(claim => claim.Paid + claim.CarriedForward == claim.Claimed)
            && claims.Claims!.Where(claim => claim.Class == "build").All(claim => claim.Paid.IsZero || claims.Claims!.Where(other => other.Class == "run").All(other => other.CarriedForward.IsZero));
    });

    [Fact]
    public void The_order_of_parties_claims_and_payments_changes_no_amount() => Random.SelectMany(input => Gen.Select(
            Gen.Shuffle(Parties), Gen.Shuffle(input.CostClaims.ToArray()), Gen.Shuffle(input.Contributions!.ToArray())).Select(mixed => (input, mixed)))
        .Sample((input, mixed) =>
        {
            var straight = Waterfall.Distribute(input).Value;
            var shuffled = Waterfall.Distribute(input with { Participants = mixed.Item1, CostClaims = mixed.Item2, Contributions = mixed.Item3 }).Value;
            return (straight is null && shuffled is null) || straight!.Shares.Lines().SequenceEqual(shuffled!.Shares.Lines());
        });

    [Fact]
    public void A_party_with_nothing_in_changes_nothing() => Random.Sample(input =>
    {
        var without = Waterfall.Distribute(input).Value;
        var with = Waterfall.Distribute(input with { Participants = [.. input.Participants, "ZZ"], Scores = input.Scores!.Append(new("ZZ", 0)).ToDictionary() }).Value;
        return (without is null && with is null) || (with!.Shares["ZZ"].IsZero && without!.Shares.All(share => with.Shares[share.Key] == share.Value));
    });

    [Fact]
    public void Ten_times_the_money_gives_ten_times_the_shares_within_a_unit_for_each_line() => Random.Sample(input =>
    {
        var one = Waterfall.Distribute(input).Value;
        var ten = Waterfall.Distribute(input with
        {
            Pool = Tenfold(input.Pool),
            Accepted = input.Accepted.ToDictionary(entry => entry.Key, entry => Tenfold(entry.Value)),
            CostClaims = [.. input.CostClaims.Select(claim => claim with { Amount = Tenfold(claim.Amount) })],
            Contributions = [.. input.Contributions!.Select(movement => movement with { Amount = Tenfold(movement.Amount) })],
            CarriedIn = input.CarriedIn! with { Reserve = Tenfold(input.CarriedIn!.Reserve!) },
            Waterfall = [.. input.Waterfall.Select(tier => tier is ReserveTier reserve ? reserve with { Target = Tenfold(reserve.Target!) } : tier)],
        }).Value;
        // Statutory, reserve, two classes, preferred of four parties, catch-up and its sides, residual of two keys: a unit of
        // the small case, ten of the large one, for each line that reaches a share.
        return one is null || one.Shares.All(share => Math.Abs((share.Value.Minor * 10) - ten!.Shares[share.Key].Minor) <= 150);
    });

    // Costs, arrears, catch-up and the reserve's room are carried, so two pools give what one gives, but for the cents of each line.
    [Fact]
    public void Splitting_a_pool_between_two_distributions_with_carry_changes_nothing_but_cents() =>
        Gen.Select(Random, Gen.Int[0, 100]).Sample((random, percent) =>
        {
            var whole = random with
            {
                Waterfall = [.. random.Waterfall.Select(tier => tier is ResidualTier
                    ? new ResidualTier([new ResidualKey(ResidualMeasure.FixedPoints, 1, Given.Weights(("P0", "10"), ("P1", "20"), ("P2", "30"), ("P3", "40")))])
                    : tier is PreferredReturnTier preferred ? preferred with { Accrual = preferred.Accrual! with { Method = AccrualMethod.Simple } } : tier)],
            };
            var once = Waterfall.Distribute(whole).Value!;
            var part = new Money(whole.Pool.Minor * percent / 100, whole.Currency);
            var first = Waterfall.Distribute(whole with { Pool = part }).Value!;
            var second = Waterfall.Distribute(whole with { Pool = whole.Pool - part, CostClaims = [], Contributions = [], CarriedIn = first.CarriedOut }).Value!;
            return whole.Participants.All(party => Math.Abs((first.Shares[party] + second.Shares[party] - once.Shares[party]).Minor) <= 12)
                && Math.Abs((first.Reserve + second.Reserve - once.Reserve).Minor) <= 2;
        });

    private static WaterfallInput Build(
        long pool, long[] accepted, (int Party, long Amount, int Class)[] costs, int[] rates, long target, long balance,
        (int Party, int Day, long Amount)[] movements, int[] scores, bool compound)
    {
        Rational Percent(int i) => new(rates[i], 100);
        return new WaterfallInput(
            Given.Cny, new Money(pool, Given.Cny), Parties,
            [
                new StatutoryShareTier("levy", Beneficiary.Government, Percent(0), TierBase.Pool, Given.Weights(("P0", "1/3"), ("P3", "2/3"))),
                new ReserveTier(Percent(1), new Money(target, Given.Cny)),
                new CostRecoveryTier(Percent(2) * 2, ["run", "build"]),
                new PreferredReturnTier(Percent(3), new Accrual(compound ? AccrualMethod.Compound : AccrualMethod.Simple, DayCount.Actual365, ContributionBasis.DatedContributions)),
                new CatchUpTier(Percent(4), (Percent(4) + 1) / 2, Given.Weights(("P1", "1"))),
                new ResidualTier([new ResidualKey(ResidualMeasure.AcceptedValue, Percent(5)), new ResidualKey(ResidualMeasure.PerformanceScore, 1 - Percent(5))]),
            ],
            Rounding.HalfUp,
            Parties.Zip(accepted).ToDictionary(entry => entry.First, entry => new Money(entry.Second, Given.Cny)),
            [.. costs.Select((cost, i) => new CostClaim($"c{i}", Parties[cost.Party], new Money(cost.Amount, Given.Cny), cost.Class == 0 ? "run" : "build"))])
        {
            Period = new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
            Contributions = [.. movements.Select(movement => new DatedContribution(Parties[movement.Party], new DateOnly(2025, 1, 1).AddDays(movement.Day), new Money(movement.Amount, Given.Cny)))],
            Scores = Parties.Zip(scores).ToDictionary(entry => entry.First, entry => (Rational)entry.Second),
            CarriedIn = new WaterfallCarry(new Money(balance, Given.Cny)),
        };
    }

    private static Money Tenfold(Money money) => new(money.Minor * 10, money.Currency);
}
