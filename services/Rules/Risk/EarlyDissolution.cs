namespace Ledger.Rules;

/// <summary>Inputs of <see cref="EarlyDissolution"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="GrossToDate">Gross training cost up to the dissolution; at least 0.</param>
/// <param name="ReturnsToDate">Productive returns up to then; at least 0.</param>
/// <param name="Contracts">Contracts dissolved, each at these amounts; above 0; null for one.</param>
/// <param name="DissolutionRate">Share of contracts dissolved early, for the expected loss of one contract; 0 to 1; or null.</param>
public sealed record EarlyDissolutionInput(LossTerms Terms, Money GrossToDate, Money ReturnsToDate, Rational? Contracts, Rational? DissolutionRate);

/// <summary>
/// Loss by a training contract dissolved early: gross cost to date - returns to date; expected per contract: that x the rate of
/// dissolution. Source: surveys of the German Federal Institute for Vocational Education and Training (16,218 - 9,392 = 6,826;
/// expected 1,219 per hire).
/// </summary>
public static class EarlyDissolution
{
    public static Method<EarlyDissolutionInput, TrainingCostFigures> Method { get; } = new("risk.early-dissolution", 1, MethodPurpose.LossMeasure,
        new("Early dissolution of a training contract", "培养合同提前解除损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures; or input.not-positive, input.out-of-range, money.negative.</returns>
    public static Outcome<TrainingCostFigures> Measure(EarlyDissolutionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var contracts = input.Contracts ?? Rational.One;
        var checks = new Checks();
        checks.NotNegative("grossToDate", input.GrossToDate);
        checks.NotNegative("returnsToDate", input.ReturnsToDate);
        checks.Positive("contracts", contracts);
        if (input.DissolutionRate is { } rate) checks.Within("dissolutionRate", rate, 0, 1);
        if (checks.Failed) return checks.Refuse<TrainingCostFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency;
        var gross = steps.Round(currency, "gross", new("Gross cost to date", "至今总成本"), input.GrossToDate.Value * contracts, $"{input.GrossToDate.Amount} * {contracts}");
        var returns = steps.Round(currency, "returns", new("Returns to date", "至今收益"), input.ReturnsToDate.Value * contracts, $"{input.ReturnsToDate.Amount} * {contracts}");
        return TrainingCost.Of(gross, returns, input.DissolutionRate, steps);
    }

    private static EarlyDissolutionInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var gross = inputs.Amount("grossToDate", terms?.Currency);
        var returns = inputs.Amount("returnsToDate", terms?.Currency);
        var contracts = inputs.OptionalNumber("contracts");
        var rate = inputs.OptionalNumber("dissolutionRate");
        return terms is not null && gross is not null && returns is not null ? new EarlyDissolutionInput(terms, gross, returns, contracts, rate) : null;
    }
}
