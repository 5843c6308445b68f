namespace Ledger.Rules;

/// <summary>Inputs of <see cref="UnitRate"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Quantity">How much: 300 square metres, 1,000 hours; above 0.</param>
/// <param name="Unit">"m2", "h".</param>
/// <param name="Rate">Market rate per unit (and period) in the agreement's currency; above 0, any precision.</param>
/// <param name="Periods">For how many periods; null where the rate is not per period.</param>
/// <param name="PeriodUnit">"month"; given exactly when <paramref name="Periods"/> is.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record UnitRateInput(
    ValuationTerms Terms, Rational Quantity, string Unit, Rational Rate, Rational? Periods, string? PeriodUnit, IReadOnlyList<string> Evidence);

/// <summary>
/// Space, teaching hours, data sets at a market rate: quantity x rate per unit x periods. Source: 2 CFR 200.306(i)(3), donated
/// space at no more than comparable fair rental by independent appraisal.
/// </summary>
public static class UnitRate
{
    public static Method<UnitRateInput, ValuationFigures> Method { get; } = new("market.unit-rate", 1, MethodPurpose.Valuation,
        new("Quantity at market rate", "数量乘以市场单价"), Read, Value);

    /// <summary>Values a quantity.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, unit-rate.period-without-unit, input.not-positive.</returns>
    public static Outcome<ValuationFigures> Value(UnitRateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("quantity", input.Quantity);
        checks.Positive("rate", input.Rate);
        if (input.Periods is { } number) checks.Positive("periods", number);
        checks.That(input.Periods is null == input.PeriodUnit is null, () => new InputRejection("unit-rate.period-without-unit",
            new("A number of periods needs the unit of the period, and the other way round.", "期数与期间单位必须同时给出。")).At("periodUnit"));
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency.Code;
        steps.Add("quantity", new("Quantity", "数量"), input.Quantity, input.Unit);
        steps.Add("rate", new("Market rate", "市场单价"), input.Rate, input.PeriodUnit is null ? $"{currency}/{input.Unit}" : $"{currency}/{input.Unit}/{input.PeriodUnit}");
        var periods = input.Periods ?? Rational.One;
        if (input.PeriodUnit is { } unit) steps.Add("periods", new("Periods", "期数"), periods, unit);
        var value = input.Quantity * input.Rate * periods;
        steps.Add("amount", new("Quantity at the rate", "数量乘以单价"), value, currency,
            input.PeriodUnit is null ? $"{input.Quantity} * {input.Rate}" : $"{input.Quantity} * {input.Rate} * {periods}");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static UnitRateInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var quantity = inputs.Number("quantity");
        var unit = inputs.String("unit", RuleLimits.Identifier);
        var rate = inputs.Number("rate");
        var periods = inputs.OptionalNumber("periods");
        var periodUnit = inputs.OptionalString("periodUnit", RuleLimits.Identifier);
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && quantity is { } q && unit is not null && rate is { } r
            ? new UnitRateInput(terms, q, unit, r, periods, periodUnit, evidence)
            : null;
    }
}
