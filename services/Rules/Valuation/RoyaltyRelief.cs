using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>When in a year its cash flow is taken to arrive.</summary>
[JsonConverter(typeof(KebabCaseEnum<CashFlowTiming>))]
public enum CashFlowTiming
{
    /// <summary>Year t is discounted t years.</summary>
    YearEnd,

    /// <summary>Year t is discounted t - 1/2 years.</summary>
    MidYear,
}

/// <summary>Inputs of <see cref="RoyaltyRelief"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Revenues">Revenue of each year that uses the technology, first year first; 1 to 100 years, none negative.</param>
/// <param name="RoyaltyRate">Royalty a licensee would pay, share of revenue; 0 to 1.</param>
/// <param name="TaxRate">Income tax on the royalty; 0 to 1.</param>
/// <param name="DiscountRate">Per year; 0 to 1.</param>
/// <param name="Timing">Year-end or mid-year.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record RoyaltyReliefInput(
    ValuationTerms Terms,
    IReadOnlyList<Rational> Revenues,
    Rational RoyaltyRate,
    Rational TaxRate,
    Rational DiscountRate,
    CashFlowTiming Timing,
    IReadOnlyList<string> Evidence);

/// <summary>
/// Relief from royalty: the present value of the royalties, after tax, that the user is spared: sum over years of
/// revenue x royalty x (1 - tax) / (1 + r)^t, with t - 1/2 mid-year. No rounding before the sum. Source: income approach of
/// the Chinese exam texts (收入分成率) and IVS; golden case G24.
/// </summary>
public static class RoyaltyRelief
{
    public static Method<RoyaltyReliefInput, ValuationFigures> Method { get; } = new("income.royalty-relief", 1, MethodPurpose.Valuation,
        new("Relief from royalty", "许可费节省法"), Read, Value);

    /// <summary>Values a technology licence or assignment.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, input.out-of-range, input.negative, input.empty, input.too-many.</returns>
    public static Outcome<ValuationFigures> Value(RoyaltyReliefInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Revenues.Count > 0, () => Problems.Empty("revenues"));
        checks.That(input.Revenues.Count <= RuleLimits.ForecastYears, () => Problems.TooMany("revenues", RuleLimits.ForecastYears));
        for (var i = 0; i < input.Revenues.Count; i++) checks.NotNegative(JsonPath.Item("revenues", i), input.Revenues[i]);
        checks.Within("royaltyRate", input.RoyaltyRate, 0, 1);
        checks.Within("taxRate", input.TaxRate, 0, 1);
        checks.Within("discountRate", input.DiscountRate, 0, 1);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency.Code;
        var growth = 1 + input.DiscountRate;

        // (1+r)^-(t-1/2) = (1+r)^-t x (1+r)^1/2: one root serves all years and everything else stays exact.
        var half = input.Timing == CashFlowTiming.MidYear ? growth.Sqrt(RuleLimits.PowerDigits) : Rational.One;
        var factors = Rational.Zero;
        var sum = Rational.Zero;
        for (var year = 1; year <= input.Revenues.Count; year++)
        {
            var revenue = input.Revenues[year - 1];
            var spared = revenue * input.RoyaltyRate * (1 - input.TaxRate);
            var factor = half / growth.Pow(year);
            factors += factor;
            sum += spared * factor;
            var number = Problems.Invariant(year);
            steps.Add($"royalty/{number}", new($"Royalty spared after tax, year {number}", $"第{number}年税后节省许可费"), spared, currency,
                $"{revenue} * {input.RoyaltyRate} * (1 - {input.TaxRate})");
            steps.Say($"factor/{number}", new($"Discount factor, year {number}", $"第{number}年折现系数"), factor.ToDecimal(10, Rounding.HalfUp),
                new("Shown to 10 places; calculated without rounding.", "显示10位小数；计算不作舍入。"));
        }

        steps.Say("annuity", new("Sum of the discount factors", "折现系数合计"), factors.ToDecimal(6, Rounding.HalfUp),
            new("Shown to 6 places; calculated without rounding.", "显示6位小数；计算不作舍入。"));
        return Acceptance.Of(sum, input.Terms, steps);
    }

    private static RoyaltyReliefInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var revenues = inputs.NotNegatives("revenues", RuleLimits.ForecastYears);
        var royalty = inputs.Number("royaltyRate");
        var tax = inputs.Number("taxRate");
        var discount = inputs.Number("discountRate");
        var timing = inputs.OneOf<CashFlowTiming>("timing");
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && royalty is { } y && tax is { } x && discount is { } d && timing is { } when
            ? new RoyaltyReliefInput(terms, revenues, y, x, d, when, evidence)
            : null;
    }
}
