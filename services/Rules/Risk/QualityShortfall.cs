namespace Ledger.Rules;

/// <summary>Inputs of <see cref="QualityShortfall"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="Assessed">Trainees assessed; above 0.</param>
/// <param name="Failed">Of them, below the agreed standard; at least 0, at most those assessed.</param>
/// <param name="Tolerance">Share that may fail without loss; 0 to 1; null for none.</param>
/// <param name="RetrainingCost">Cost of retraining one; at least 0.</param>
public sealed record QualityShortfallInput(LossTerms Terms, Rational Assessed, Rational Failed, Rational? Tolerance, Money RetrainingCost);

/// <summary>
/// Loss by quality shortfall: trainees below the agreed standard beyond the tolerance x retraining cost. Aggregate counts only,
/// no person is named. Source: domain rules, section 5.1.
/// </summary>
public static class QualityShortfall
{
    public static Method<QualityShortfallInput, LossFigures> Method { get; } = new("risk.quality-shortfall", 1, MethodPurpose.LossMeasure,
        new("Quality shortfall", "培养质量缺口"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures (gross counts every failure, net those beyond the tolerance); or quality.failed-above-assessed, input.*.</returns>
    public static Outcome<LossFigures> Measure(QualityShortfallInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var tolerance = input.Tolerance ?? Rational.Zero;
        var checks = new Checks();
        checks.Positive("assessed", input.Assessed);
        checks.NotNegative("failed", input.Failed);
        checks.Within("tolerance", tolerance, 0, 1);
        checks.NotNegative("retrainingCost", input.RetrainingCost);
        checks.That(input.Failed <= input.Assessed, () => new InputRejection("quality.failed-above-assessed",
            new($"{input.Failed} failed of {input.Assessed} assessed.", $"不合格人数{input.Failed}超过参评人数{input.Assessed}。")) { Field = "failed", Value = input.Failed.ToString() });
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency;
        var cost = input.RetrainingCost;
        var gross = steps.Round(currency, "gross", new("Retraining of all who failed", "全部不合格者再培训"), input.Failed * cost.Value, $"{input.Failed} * {cost.Amount}");
        var allowed = input.Assessed * tolerance;
        steps.Add("tolerated", new("Failures tolerated", "容许不合格人数"), allowed, formula: $"{input.Assessed} * {tolerance}");
        var counted = Rational.Max(0, input.Failed - allowed);
        steps.Add("counted", new("Failures beyond the tolerance", "超出容差人数"), counted, formula: $"max(0, {input.Failed} - {allowed})");
        var net = steps.Round(currency, "net", new("Loss to be borne", "待分担损失"), counted * cost.Value, $"{counted} * {cost.Amount}");
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static QualityShortfallInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var assessed = inputs.Number("assessed");
        var failed = inputs.Number("failed");
        var tolerance = inputs.OptionalNumber("tolerance");
        var cost = inputs.Amount("retrainingCost", terms?.Currency);
        return terms is not null && assessed is { } all && failed is { } below && cost is not null
            ? new QualityShortfallInput(terms, all, below, tolerance, cost)
            : null;
    }
}
