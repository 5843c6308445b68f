namespace Ledger.Rules;

/// <summary>Inputs of <see cref="InternNetCost"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="GrossCost">Pay, trainers, equipment, administration; at least 0.</param>
/// <param name="ProductiveOutput">What the trainees' work was worth; at least 0.</param>
/// <param name="Count">Trainee-years the two amounts are given for, each; above 0; null for one.</param>
public sealed record InternNetCostInput(LossTerms Terms, Money GrossCost, Money ProductiveOutput, Rational? Count);

/// <summary>
/// Net cost of interns and apprentices: gross cost - productive output, per trainee-year. A net benefit is shown apart and is no
/// loss. Source: cost-benefit surveys of the German Federal Institute for Vocational Education and Training; golden case B1.
/// </summary>
public static class InternNetCost
{
    public static Method<InternNetCostInput, TrainingCostFigures> Method { get; } = new("risk.intern-net-cost", 1, MethodPurpose.LossMeasure,
        new("Net cost of interns", "实习学徒净成本"), Read, Measure);

    /// <summary>Measures the cost.</summary>
    /// <returns>Figures; or input.not-positive, money.negative.</returns>
    public static Outcome<TrainingCostFigures> Measure(InternNetCostInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var count = input.Count ?? Rational.One;
        var checks = new Checks();
        checks.NotNegative("grossCost", input.GrossCost);
        checks.NotNegative("productiveOutput", input.ProductiveOutput);
        checks.Positive("count", count);
        if (checks.Failed) return checks.Refuse<TrainingCostFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency;
        var gross = steps.Round(currency, "gross", new("Gross cost", "总成本"), input.GrossCost.Value * count, $"{input.GrossCost.Amount} * {count}");
        var output = steps.Round(currency, "output", new("Productive output", "生产性产出"), input.ProductiveOutput.Value * count, $"{input.ProductiveOutput.Amount} * {count}");
        return TrainingCost.Of(gross, output, null, steps);
    }

    private static InternNetCostInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var gross = inputs.Amount("grossCost", terms?.Currency);
        var output = inputs.Amount("productiveOutput", terms?.Currency);
        var count = inputs.OptionalNumber("count");
        return terms is not null && gross is not null && output is not null ? new InternNetCostInput(terms, gross, output, count) : null;
    }
}

/// <summary>The last lines of both training cost measures.</summary>
internal static class TrainingCost
{
    public static TrainingCostFigures Of(Money gross, Money returns, Rational? rate, Steps steps)
    {
        var zero = Money.Zero(gross.Currency);
        var net = Money.Max(gross - returns, zero);
        var benefit = Money.Max(returns - gross, zero);
        steps.Add("net", new("Net cost", "净成本"), net, $"max(0, {gross.Amount} - {returns.Amount})");
        if (!benefit.IsZero) steps.Add("benefit", new("Net benefit, no loss", "净收益，不计为损失"), benefit, $"{returns.Amount} - {gross.Amount}");
        var expected = rate is { } share
            ? steps.Round(gross.Currency, "expected", new("Expected loss per contract", "每份合同预期损失"), net.Value * share, $"{net.Amount} * {share}")
            : null;
        return new TrainingCostFigures(gross, net, benefit, expected) { Steps = steps.Lines };
    }
}
