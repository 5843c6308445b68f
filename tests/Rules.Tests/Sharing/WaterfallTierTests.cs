namespace Ledger.Rules.Tests;

/// <summary>The tiers beyond reserve, costs, a year's return and residual; every figure computed by hand.</summary>
public sealed class WaterfallTierTests
{
    private static readonly ResidualTier ToInvestorAndSponsor = new([new ResidualKey(ResidualMeasure.FixedPoints, 1, Given.Weights(("GP", "20"), ("LP", "80")))]);

    private static WaterfallInput Fund(string pool, params Tier[] tiers) => new(
        Given.Cny, Given.Yuan(pool), ["GP", "LP"], [.. tiers, ToInvestorAndSponsor], Rounding.HalfUp, Given.Amounts(("LP", "2000.00")), []);

    private static Dictionary<string, Rational> Sponsor => Given.Weights(("GP", "1"));

    [Fact]
    public void The_reserve_stops_at_its_target_and_the_balance_is_carried_on()
    {
        var input = Fund("1000.00", new ReserveTier(Given.Number("0.1"), Given.Yuan("100.00"))) with { CarriedIn = new WaterfallCarry(Given.Yuan("70.00")) };
        var figures = Waterfall.Distribute(input).Value!;
        Assert.Equal(("30.00", "100.00"), (figures.Reserve.Amount, figures.CarriedOut!.Reserve!.Amount)); // not 100 = 10 % of 1,000
        var full = Waterfall.Distribute(input with { CarriedIn = new WaterfallCarry(Given.Yuan("120.00")) }).Value!;
        Assert.Equal(("0.00", "120.00"), (full.Reserve.Amount, full.CarriedOut!.Reserve!.Amount));
        Assert.Equal(["waterfall.reserve-balance-missing at carriedIn.reserve"], Waterfall.Distribute(input with { CarriedIn = null }).Refusals());
    }

    [Fact]
    public void A_statutory_share_goes_first_and_is_divided_between_its_receivers()
    {
        var figures = Waterfall.Distribute(Fund("1000.01",
            new StatutoryShareTier("award", Beneficiary.Inventor, Given.Number("0.5"), TierBase.Pool, Given.Weights(("GP", "1/4"), ("LP", "3/4"))))).Value!;
        // Half of 1,000.01 is 500.005, half-up 500.01: a quarter 125.0025, three quarters 375.0075, the cent to the larger remainder.
        Assert.Equal(["GP 125.00", "LP 375.01"], figures.Tiers[0].Payments.Lines());
        Assert.Equal("statutory-share/award", figures.Tiers[0].Tier);
        Assert.Equal(["GP 225.00", "LP 775.01"], figures.Shares.Lines());
    }

    [Fact]
    public void A_statutory_share_that_stands_too_late_to_be_paid_is_refused()
    {
        var late = Fund("1000.00", new PreferredReturnTier(Given.Number("0.4")), new StatutoryShareTier("levy", Beneficiary.Government, Given.Number("0.3"), TierBase.Pool, Sponsor));
        Assert.Equal(["waterfall.statutory-unpaid at waterfall"], Waterfall.Distribute(late).Refusals()); // 800 gone, 300 due
    }

    [Fact]
    public void Costs_are_paid_class_by_class_pro_rata_within_a_class_with_what_was_carried_in()
    {
        var input = Fund("1000.00", new CostRecoveryTier(Given.Number("0.5"), ["running", "building"])) with
        {
            CostClaims = [new CostClaim("b1", "LP", Given.Yuan("400.00"), "building"), new CostClaim("r1", "GP", Given.Yuan("200.00"), "running")],
            CarriedIn = new WaterfallCarry(Costs: [new CostClaim("b0", "GP", Given.Yuan("200.00"), "building")]),
        };
        var figures = Waterfall.Distribute(input).Value!;
        // 500 of 800: running 200 whole, building 300 for 600: half of each.
        Assert.Equal(["b0 100.00 100.00", "b1 200.00 200.00", "r1 200.00 0.00"], figures.Tiers[0].Claims!.Select(claim => $"{claim.Reference} {claim.Paid.Amount} {claim.CarriedForward.Amount}"));
        Assert.Equal(["GP 300.00", "LP 200.00"], figures.Tiers[0].Payments.Lines());
        Assert.Equal(["GP 100.00", "LP 200.00"], figures.Tiers[0].CarriedForward.Lines());
        Assert.Equal(["b0 GP 100.00 building", "b1 LP 200.00 building"], figures.CarriedOut!.Costs!.Select(claim => $"{claim.Reference} {claim.Party} {claim.Amount.Amount} {claim.Class}"));
    }

    [Fact]
    public void What_one_distribution_carries_out_the_next_carries_in_and_pays()
    {
        var tier = new CostRecoveryTier(Given.Number("0.5"));
        var first = Waterfall.Distribute(Fund("100.00", tier) with { CostClaims = [new CostClaim("c", "GP", Given.Yuan("80.00"))], CarriedIn = new WaterfallCarry() }).Value!;
        var second = Waterfall.Distribute(Fund("100.00", tier) with { CarriedIn = first.CarriedOut }).Value!;
        Assert.Equal(("50.00", "30.00"), (first.Tiers[0].Amount.Amount, second.Tiers[0].Amount.Amount));
        Assert.Empty(second.CarriedOut!.Costs!);
    }

    [Theory]
    [InlineData(AccrualMethod.Simple, "200.00")] // 100 of 2,000 at 5 % and 100 in arrears
    [InlineData(AccrualMethod.Compound, "205.00")] // the arrears earn 5 as well
    public void Arrears_are_carried_and_earn_only_under_compounding(AccrualMethod method, string expected)
    {
        var input = Fund("1000.00", Preferred("0.05", method, DayCount.Actual365)) with { Period = Year(2025), CarriedIn = new WaterfallCarry(Arrears: Given.Amounts(("LP", "100.00"))) };
        Assert.Equal(["GP 0.00", $"LP {expected}"], Waterfall.Distribute(input).Value!.Tiers[0].Payments.Lines());
        var poor = Waterfall.Distribute(input with { Pool = Given.Yuan("50.00") }).Value!;
        Assert.Equal(Given.Yuan(expected) - Given.Yuan("50.00"), poor.CarriedOut!.Arrears!["LP"]);
    }

    [Fact]
    public void Compound_returns_are_exact_over_whole_years_and_rooted_over_parts_of_one()
    {
        // 1.08^2 - 1 = 0.1664; and 1.21^(1/2) = 1.1.
        var two = Fund("10000.00", Preferred("0.08", AccrualMethod.Compound, DayCount.ActualActual)) with { Period = new Period(new DateOnly(2023, 1, 1), new DateOnly(2024, 12, 31)) };
        Assert.Equal("332.80", Waterfall.Distribute(two).Value!.Tiers[0].Amount.Amount);
        var half = Fund("10000.00", Preferred("0.21", AccrualMethod.Compound, DayCount.Thirty360)) with { Period = new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30)) };
        Assert.Equal("200.00", Waterfall.Distribute(half).Value!.Tiers[0].Amount.Amount);
    }

    [Fact]
    public void The_hurdle_counts_a_payment_made_within_the_period()
    {
        // Trap from the field: a repayment in the same period was left out of the hurdle, and every test was green.
        var input = Fund("1000.00", Preferred("0.10", AccrualMethod.Simple, DayCount.Actual365, ContributionBasis.DatedContributions)) with
        {
            Period = Year(2025),
            Contributions = [new DatedContribution("LP", new DateOnly(2025, 1, 1), Given.Yuan("1000.00"))],
            Repayments = [new DatedContribution("LP", new DateOnly(2025, 7, 2), Given.Yuan("400.00"))],
        };
        // 10 % of 1,000 for 365 days less 10 % of 400 for 183 days: 100 - 20.0548 = 79.9452.
        Assert.Equal("79.95", Waterfall.Distribute(input).Value!.Tiers[0].Amount.Amount);
        Assert.Equal("100.00", Waterfall.Distribute(input with { Repayments = null }).Value!.Tiers[0].Amount.Amount);

        // 600 more on the last day earns one day: 600 * 0.1 / 365 = 0.1644 -> 80.1096.
        var last = input with { Contributions = [.. input.Contributions!, new DatedContribution("LP", new DateOnly(2025, 12, 31), Given.Yuan("600.00"))] };
        Assert.Equal("80.11", Waterfall.Distribute(last).Value!.Tiers[0].Amount.Amount);

        // What was there before the period earns from its first day, not again for the years before.
        var old = input with { Contributions = [new DatedContribution("LP", new DateOnly(2019, 5, 5), Given.Yuan("1000.00"))] };
        Assert.Equal("79.95", Waterfall.Distribute(old).Value!.Tiers[0].Amount.Amount);
    }

    [Fact]
    public void Contributions_are_returned_once_and_what_is_returned_earns_no_more()
    {
        var input = Fund("500.00", new ReturnOfContributionTier(ContributionBasis.AcceptedValue)) with { CarriedIn = new WaterfallCarry() };
        var first = Waterfall.Distribute(input).Value!;
        Assert.Equal(["GP 0.00", "LP 500.00"], first.Tiers[0].Payments.Lines());
        Assert.Equal(["LP 500.00"], first.CarriedOut!.Returned!.Lines());
        var second = Waterfall.Distribute(Fund("3000.00", new PreferredReturnTier(Given.Number("0.1")), new ReturnOfContributionTier(ContributionBasis.AcceptedValue)) with { CarriedIn = first.CarriedOut }).Value!;
        Assert.Equal(("150.00", "1500.00"), (second.Tiers[0].Amount.Amount, second.Tiers[1].Amount.Amount)); // 10 % of the 1,500 still in
        Assert.Equal(["LP 2000.00"], second.CarriedOut!.Returned!.Lines());

        var dated = Fund("1000.00", new ReturnOfContributionTier(ContributionBasis.DatedContributions)) with
        {
            Contributions = [new DatedContribution("GP", new DateOnly(2025, 1, 1), Given.Yuan("300.00")), new DatedContribution("LP", new DateOnly(2025, 1, 1), Given.Yuan("500.00"))],
            Repayments = [new DatedContribution("LP", new DateOnly(2025, 1, 1), Given.Yuan("100.00"))],
        };
        Assert.Equal(["GP 300.00", "LP 400.00"], Waterfall.Distribute(dated).Value!.Tiers[0].Payments.Lines());
    }

    [Fact]
    public void A_partial_catch_up_pays_beside_the_receivers_until_they_hold_their_share()
    {
        // Preferred 100; u = 0.2 * 100 / (0.5 - 0.2) = 66.67, half of it to the sponsor: 33.33 = 20 % of 166.67 but for the cent.
        var figures = Waterfall.Distribute(Fund("266.66", new PreferredReturnTier(Given.Number("0.05")), new CatchUpTier(Given.Number("0.2"), Given.Number("0.5"), Sponsor))).Value!;
        Assert.Equal(["GP 33.33", "LP 33.33"], figures.Tiers[1].Payments.Lines());
        Assert.Equal(["GP 53.33", "LP 213.33"], figures.Shares.Lines());
    }

    [Fact]
    public void A_catch_up_the_pool_does_not_suffice_for_is_carried_to_the_next_distribution()
    {
        var tiers = new Tier[] { new PreferredReturnTier(Given.Number("0.05")), new CatchUpTier(Given.Number("0.2"), 1, Sponsor) };
        var first = Waterfall.Distribute(Fund("110.00", tiers) with { CarriedIn = new WaterfallCarry() }).Value!;
        Assert.Equal(["GP 10.00", "LP 0.00"], first.Tiers[1].Payments.Lines()); // owed 0.2 * 100 / 0.8 = 25
        Assert.Equal(["GP 15.00"], first.CarriedOut!.CatchUp!.Lines());
        var second = Waterfall.Distribute(Fund("200.00", tiers) with { CarriedIn = first.CarriedOut }).Value!;
        Assert.Equal("40.00", second.Tiers[1].Payments["GP"].Amount); // 25 and the 15 carried in
        Assert.Empty(second.CarriedOut!.CatchUp!);
    }

    [Fact]
    public void The_residual_is_mixed_from_five_keys()
    {
        var input = new WaterfallInput(Given.Cny, Given.Yuan("1000.00"), ["A", "B"], [new ResidualTier(
            [
                new ResidualKey(ResidualMeasure.AcceptedValue, Given.Number("0.2")), new ResidualKey(ResidualMeasure.FixedPoints, Given.Number("0.2"), Given.Weights(("A", "100"), ("B", "0"))),
                new ResidualKey(ResidualMeasure.PerformanceScore, Given.Number("0.2")), new ResidualKey(ResidualMeasure.Equal, Given.Number("0.2")), new ResidualKey(ResidualMeasure.GameValue, Given.Number("0.2")),
            ])], Rounding.HalfUp, Given.Amounts(("A", "30.00"), ("B", "10.00")), [])
        {
            Scores = Given.Weights(("A", "1"), ("B", "4")), GameValues = Given.Weights(("A", "2/3"), ("B", "1/3")),
        };
        var figures = Waterfall.Distribute(input).Value!;
        Assert.Equal(["A 150.00 B 50.00", "A 200.00 B 0.00", "A 40.00 B 160.00", "A 100.00 B 100.00", "A 133.33 B 66.67"], figures.Tiers[0].Keys!.Select(key => string.Join(" ", key.Payments.Lines())));
        Assert.Equal(["A 623.33", "B 376.67"], figures.Shares.Lines());
        Assert.Equal(["waterfall.measure-missing at scores"], Waterfall.Distribute(input with { Scores = Given.Weights(("A", "1")) }).Refusals());
        Assert.Equal(["waterfall.key-zero at gameValues"], Waterfall.Distribute(input with { GameValues = Given.Weights(("A", "0"), ("B", "0")) }).Refusals());
        Assert.Equal(["waterfall.key-zero at scores"], Waterfall.Distribute(input with { Scores = Given.Weights(("A", "0"), ("B", "0")) }).Refusals());
    }

    [Fact]
    public void A_policy_profile_is_never_bent()
    {
        StatutoryShareTier Award(string rate) => new("award", Beneficiary.Inventor, Given.Number(rate), TierBase.Remaining, Given.Weights(("LP", "1")));
        WaterfallInput With(string rate) => Fund("1000.00", new CostRecoveryTier(1), Award(rate)) with
        {
            CostClaims = [new CostClaim("c", "GP", Given.Yuan("200.00"))], Profile = new BenefitProfile(Given.Number("0.5")),
        };
        Assert.Equal("400.00", Waterfall.Distribute(With("0.5")).Value!.Tiers[1].Amount.Amount); // half of the 800 after costs
        Assert.Equal(["waterfall.below-profile-minimum at profile.inventorMinimum"], Waterfall.Distribute(With("0.49")).Refusals());

        var barred = Fund("1000.00") with { Profile = new BenefitProfile(MaximumShares: Given.Weights(("GP", "0"), ("X", "0"))) };
        Assert.Equal(["waterfall.above-profile-maximum at profile.maximumShares.GP"], Waterfall.Distribute(barred).Refusals());
        Assert.NotNull(Waterfall.Distribute(barred with { Profile = new BenefitProfile(MaximumShares: Given.Weights(("GP", "0.2"))) }).Value);
    }

    [Fact]
    public void Typed_and_json_inputs_with_every_member_are_one_rule()
    {
        var typed = Fund("1000.00",
            new StatutoryShareTier("levy", Beneficiary.Government, Given.Number("0.1"), TierBase.Pool, Sponsor), new ReserveTier(Given.Number("0.1"), Given.Yuan("50.00"), TierBase.Remaining),
            new CostRecoveryTier(Given.Number("0.5"), ["a"], TierBase.Pool), Preferred("0.05", AccrualMethod.Compound, DayCount.Actual360, ContributionBasis.DatedContributions),
            new ReturnOfContributionTier(ContributionBasis.AcceptedValue), new CatchUpTier(Given.Number("0.2"), 1, Sponsor)) with
        {
            CostClaims = [new CostClaim("c", "GP", Given.Yuan("10.00"), "a")], Period = Year(2025),
            Contributions = [new DatedContribution("LP", new DateOnly(2025, 3, 1), Given.Yuan("100.00"))], Repayments = [new DatedContribution("LP", new DateOnly(2025, 4, 1), Given.Yuan("1.00"))],
            Scores = Given.Weights(("GP", "1")), GameValues = Given.Weights(("GP", "1")),
            CarriedIn = new WaterfallCarry(Given.Yuan("1.00"), [new CostClaim("d", "LP", Given.Yuan("5.00"), "a")], Given.Amounts(("LP", "2.00")), Given.Amounts(("LP", "3.00")), Given.Amounts(("GP", "4.00"))),
            Profile = new BenefitProfile(Given.Number("0"), Given.Weights(("GP", "1"))),
        };
        var pure = Waterfall.Distribute(typed).Value!;
        var result = Waterfall.Method.Evaluate(typed).Result!;
        Assert.Equal(pure.Steps, result.Steps);
        Assert.Equal(pure.Shares.Lines(), (result with { Figures = null }).FiguresAs<WaterfallFigures>().Shares.Lines());
        Assert.Equal(pure.Steps.Count, pure.Steps.Select(step => step.Id).Distinct().Count());
    }

    [Fact]
    public void Without_new_inputs_the_result_is_written_as_before()
    {
        var result = Waterfall.Method.Evaluate(Fund("1000.00", new ReserveTier(Given.Number("0.1")))).Result!;
        Assert.Equal(["accepted", "costClaims", "currency", "participants", "pool", "rounding", "waterfall"], result.Inputs.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("""{"tier":"reserve","rate":"0.1"}""", result.Inputs.GetProperty("waterfall")[0].GetRawText());
        Assert.Equal(["pool", "reserve", "distributable", "shares", "tiers"], result.Value.EnumerateObject().Select(member => member.Name));
    }

    private static PreferredReturnTier Preferred(string rate, AccrualMethod method, DayCount days, ContributionBasis basis = ContributionBasis.AcceptedValue) =>
        new(Given.Number(rate), new Accrual(method, days, basis));

    private static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
}
