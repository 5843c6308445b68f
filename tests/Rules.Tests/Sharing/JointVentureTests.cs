using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class JointVentureTests
{
    private const string Carried = """
        {"currency":"USD","interests":{"A":"60","B":"40"},"carries":[{"carried":"B","carriers":{"A":"100"},"costsBefore":"100.00","recoveredBefore":"150.00","penalty":"1"}],
         "cost":"0.00","revenue":"250.00"}
        """;

    [Fact]
    public void Carriers_keep_the_carried_partys_revenue_until_cost_and_penalty_are_back()
    {
        // 200 to recover, 150 were: 50 of B's 100 go to A.
        var figures = Given.Evaluate("jv.carried-interest", Carried).Figures<CarriedInterestFigures>();
        Assert.Equal(["A 200.00", "B 50.00"], figures.Revenues.Lines());
        Assert.Equal(("200.00", "0.00", true), (figures.Carries[0].Recovered.Amount, figures.Carries[0].Outstanding.Amount, figures.Carries[0].InForce));
    }

    [Fact]
    public void After_payout_the_party_bears_and_earns_its_own_again()
    {
        var paidOut = Altered.Evaluate("jv.carried-interest", Carried.Replace("\"cost\":\"0.00\"", "\"cost\":\"10.00\"", StringComparison.Ordinal), "carries.0.recoveredBefore", "\"200.00\"").Figures<CarriedInterestFigures>();
        Assert.Equal(["A 6.00", "B 4.00"], paidOut.Costs.Lines());
        Assert.Equal(["A 150.00", "B 100.00"], paidOut.Revenues.Lines());
        Assert.False(paidOut.Carries[0].InForce);
        var before = Altered.Evaluate("jv.carried-interest", Carried, "cost", "\"10.00\"").Figures<CarriedInterestFigures>();
        Assert.Equal(["A 10.00", "B 0.00"], before.Costs.Lines());
        Assert.Equal(("104.00", "208.00"), (before.Carries[0].Costs.Amount, (before.Carries[0].Recovered + before.Carries[0].Outstanding).Amount));
    }

    public static TheoryData<string, string?, string> CarryFaults => new()
    {
        { "interests.A", "\"59\"", "jv.interests-not-hundred at interests" },
        { "carries.0.carriers.A", "\"99\"", "jv.interests-not-hundred at carries[0].carriers" },
        { "carries.0.carriers", "{\"B\":\"100\"}", "jv.carry-cycle at carries[0].carriers.B" },
        { "carries.1", "{\"carried\":\"A\",\"carriers\":{\"B\":\"100\"},\"costsBefore\":\"0\",\"recoveredBefore\":\"0\",\"penalty\":\"0\"}", "jv.carry-cycle at carries[1].carriers.B" },
        { "carries.0.carried", "\"X\"", "party.unknown at carries[0].carried" },
        { "carries.0.carriers", "{\"X\":\"100\"}", "party.unknown at carries[0].carriers.X" },
        { "carries.0.penalty", "\"-1\"", "input.negative at carries[0].penalty" },
        { "cost", "\"-1\"", "money.negative at cost" },
    };

    [Theory]
    [MemberData(nameof(CarryFaults))]
    public void A_faulty_carry_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("jv.carried-interest", Carried, path, value).Refusals());

    private const string Joint = """
        {"currency":"USD","operator":"O","groups":[{"id":"G1","from":"2025-01-01","interests":{"O":"50","B":"25","D":"25"}}],
         "expenses":[{"reference":"e1","on":"2025-01-15","amount":"100.01","billable":true},{"reference":"e2","on":"2025-01-16","amount":"7.00","billable":false}],
         "policy":"document-date","periodEnd":"2025-01-31"}
        """;

    [Fact]
    public void What_is_not_billable_stays_with_the_operator_and_the_cent_left_over_is_named()
    {
        // 50.005, 25.0025, 25.0025: the cent to the operator, whose remainder is the largest.
        var evaluation = Given.Evaluate("jv.cutback", Joint);
        var figures = evaluation.Figures<CutbackFigures>();
        Assert.Equal(("107.01", "57.01"), (figures.Gross.Amount, figures.NetExpense.Amount));
        Assert.Equal(["B 25.00", "D 25.00"], figures.Receivables.Lines());
        Assert.Equal([new ResidualNote("expense/e1", "O", Given.Number("0.5"))], evaluation.Result!.Residual);
        Assert.Null(figures.Lines[1].Group);
    }

    public static TheoryData<string, string?, string> CutbackFaults => new()
    {
        { "groups.0.interests.B", "\"24\"", "jv.interests-not-hundred at groups[0].interests" },
        { "groups.0.from", "\"2025-01-16\"", "jv.no-owners at expenses[0].on" },
        { "groups.1", "{\"id\":\"G1\",\"from\":\"2025-01-01\",\"interests\":{\"O\":\"100\"}}", "input.duplicate at groups[1].from" },
        { "operator", "\"X\"", "party.unknown at operator" },
        { "expenses.0.on", "\"2025-02-01\"", "jv.after-period at expenses[0].on" },
        { "expenses.0.reference", "\"e2\"", "input.duplicate at expenses[1].reference" },
        { "policy", "\"whenever\"", "input.unknown-value at policy" },
        { "policy", null, "input.missing at policy" },
    };

    [Theory]
    [MemberData(nameof(CutbackFaults))]
    public void A_faulty_cutback_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("jv.cutback", Joint, path, value).Refusals());

    private const string Call = """
        {"currency":"USD","interests":{"A":"60","B":"40"},"paidIn":"1000000.00","call":"500000.00","paid":{"A":"500000.00"},"penalty":"1"}
        """;

    [Fact]
    public void A_party_that_does_not_pay_is_diluted_to_its_part_of_what_was_paid_in()
    {
        // A 600,000 + 500,000 of 1,500,000, B 400,000: 73 1/3 and 26 2/3 percent.
        var figures = Given.Evaluate("jv.dilution", Call).Figures<DilutionFigures>();
        Assert.Equal((new Rational(220, 3), new Rational(80, 3)), (figures.Interests["A"], figures.Interests["B"]));
        Assert.Equal(["B 200000.00"], figures.Shortfalls.Lines());
        Assert.Equal("0.00", figures.Uncovered.Amount);
        // Doubled: B loses 13 1/3 once more.
        var punished = Altered.Evaluate("jv.dilution", Call, "penalty", "\"2\"").Figures<DilutionFigures>();
        Assert.Equal((new Rational(260, 3), new Rational(40, 3)), (punished.Interests["A"], punished.Interests["B"]));
    }

    [Fact]
    public void A_call_everybody_pays_changes_no_interest()
    {
        var figures = Altered.Evaluate("jv.dilution", Call, "paid", "{\"A\":\"300000.00\",\"B\":\"200000.00\"}").Figures<DilutionFigures>();
        Assert.Equal(((Rational)60, (Rational)40), (figures.Interests["A"], figures.Interests["B"]));
        Assert.Empty(figures.Shortfalls);
    }

    public static TheoryData<string, string?, string> DilutionFaults => new()
    {
        { "interests.A", "\"61\"", "jv.interests-not-hundred at interests" },
        { "paid.A", "\"500000.01\"", "jv.call-overpaid at paid" },
        { "paid.X", "\"0\"", "party.unknown at paid.X" },
        { "penalty", "\"4\"", "jv.dilution-below-zero at penalty" },
        { "penalty", "\"0.9\"", "input.out-of-range at penalty" },
        { "call", "\"0\"", "money.not-positive at call" },
    };

    [Theory]
    [MemberData(nameof(DilutionFaults))]
    public void A_faulty_call_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("jv.dilution", Call, path, value).Refusals());

    [Fact]
    public void Where_nobody_paid_ever_there_is_no_interest_to_compute() => Assert.Equal(["jv.no-paying-party at paid"], Given.Evaluate(
        "jv.dilution", """{"currency":"USD","interests":{"A":"100"},"paidIn":"0.00","call":"1.00","paid":{},"penalty":"1"}""").Refusals());

    private const string Fund = """
        {"currency":"USD","sponsor":"S","capital":{"I":"900.00","S":"100.00"},"years":"1","cash":"1300.00",
         "tiers":[{"upTo":"0.08","share":"0"},{"upTo":"0.12","share":"0.2"},{"share":"0.3"}]}
        """;

    [Fact]
    public void A_promote_grows_from_hurdle_to_hurdle()
    {
        // 1,080 to the capital; 40 more to it and 10 promote; of the last 170, 51 promote. Capital 1,239: 1,115.10 and 123.90.
        var figures = Given.Evaluate("jv.promote", Fund).Figures<PromoteFigures>();
        Assert.Equal(["1080.00 0.00", "50.00 10.00", "170.00 51.00"], figures.Tiers.Select(tier => $"{tier.Amount.Amount} {tier.Promote.Amount}"));
        Assert.Equal(["I 1115.10", "S 184.90"], figures.Shares.Lines());
        Assert.Equal("61.00", figures.Promote.Amount);
        var poor = Altered.Evaluate("jv.promote", Fund, "cash", "\"1100.00\"").Figures<PromoteFigures>();
        Assert.Equal(["1080.00 0.00", "20.00 4.00", "0.00 0.00"], poor.Tiers.Select(tier => $"{tier.Amount.Amount} {tier.Promote.Amount}"));
    }

    public static TheoryData<string, string?, string> PromoteFaults => new()
    {
        { "tiers.1.upTo", "\"0.08\"", "jv.hurdles-not-ordered at tiers[1].upTo" },
        { "tiers.0.share", "\"1\"", "jv.unreachable-tier at tiers[0]" },
        { "tiers.0.upTo", null, "jv.unreachable-tier at tiers[0]" },
        { "tiers.2.upTo", "\"0.2\"", "jv.last-tier-open at tiers[2].upTo" },
        { "capital", "{\"I\":\"0\"}", "jv.no-capital at capital" },
        { "years", "\"101\"", "input.out-of-range at years" },
        { "years", "\"1/1201\"", "input.out-of-range at years" },
        { "tiers", "[]", "input.empty at tiers" },
    };

    [Theory]
    [MemberData(nameof(PromoteFaults))]
    public void A_faulty_promote_is_named(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("jv.promote", Fund, path, value).Refusals());

    [Fact]
    public void Carried_costs_and_revenues_sum_and_carry_plus_own_is_what_was_divided() =>
        Gen.Select(Gen.Int[1, 98], Gen.Int[0, 100], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000], Gen.Int[0, 3]).Sample((b, toA, cost, revenue, penalty) =>
        {
            var usd = Currency.Of("USD");
            var figures = CarriedInterest.Apply(new CarriedInterestInput(
                usd, Given.Weights(("A", $"{99 - b}"), ("B", $"{b}"), ("C", "1")),
                [new Carry("B", Given.Weights(("A", $"{toA}"), ("C", $"{100 - toA}")), new Money(0, usd), new Money(0, usd), penalty)], new Money(cost, usd), new Money(revenue, usd))).Value!;
            var carry = figures.Carries[0];
            return figures.Costs.Values.Sum(part => part.Minor) == cost && figures.Revenues.Values.Sum(part => part.Minor) == revenue
                && figures.Costs["B"].IsZero && figures.CostInterests.Values.Aggregate(Rational.Zero, (sum, part) => sum + part) == 100
                && (carry.Recovered + carry.Outstanding).Minor == carry.Costs.Minor * (1 + penalty)
                && figures.CostInterests.All(entry => Rational.Abs((entry.Value / 100 * cost) - figures.Costs[entry.Key].Minor) < 3);
        });

    [Fact]
    public void New_interests_sum_to_a_hundred_and_only_defaulters_lose() =>
        Gen.Select(Gen.Int[1, 99], Gen.Long[1, 1000], Gen.Long[1, 1000], Gen.Int[0, 100]).Sample((a, paidIn, hundreds, part) =>
        {
            var usd = Currency.Of("USD");
            // A call that percentages divide without rounding: otherwise a lost fraction of a unit is a shortfall too.
            var call = hundreds * 100;
            var due = LargestRemainder.Split(new Money(call, usd), Given.Weights(("A", $"{a}"), ("B", $"{100 - a}"))).Amounts["B"].Minor;
            var figures = Dilution.Apply(new DilutionInput(
                usd, Given.Weights(("A", $"{a}"), ("B", $"{100 - a}")), new Money(paidIn, usd), new Money(call, usd),
                new Dictionary<string, Money> { ["A"] = new(call - due, usd), ["B"] = new(due * part / 100, usd) }, 1)).Value!;
            return figures.Interests["A"] + figures.Interests["B"] == 100 && (figures.Interests["B"] < 100 - a || !figures.Shortfalls.ContainsKey("B") || due * part / 100 >= due - 1);
        });
}
