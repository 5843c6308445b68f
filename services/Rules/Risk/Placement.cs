namespace Ledger.Rules;

/// <summary>Inputs of <see cref="Placement"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="Target">Agreed number of placements; above 0.</param>
/// <param name="Tolerance">Share of the target that may be missed without loss; 0 to 1.</param>
/// <param name="Actual">Placements that held; at least 0.</param>
/// <param name="ReplacementCost">Cost of recruiting one replacement; at least 0.</param>
public sealed record PlacementInput(LossTerms Terms, Rational Target, Rational Tolerance, Rational Actual, Money ReplacementCost);

/// <summary>
/// Loss by skills mismatch: placements missing beyond the tolerance x replacement cost,
/// max(0, target x (1 - tolerance) - actual) x cost. Source: sample A.
/// </summary>
public static class Placement
{
    public static Method<PlacementInput, LossFigures> Method { get; } = new("risk.placement", 1, MethodPurpose.LossMeasure,
        new("Placement shortfall", "就业安置缺口"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures (gross and net are equal); or input.not-positive, input.out-of-range, input.negative.</returns>
    public static Outcome<LossFigures> Measure(PlacementInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("target", input.Target);
        checks.Within("tolerance", input.Tolerance, 0, 1);
        checks.NotNegative("actual", input.Actual);
        checks.NotNegative("replacementCost", input.ReplacementCost);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var steps = new Steps();
        var owed = input.Target * (1 - input.Tolerance);
        steps.Add("owed", new("Placements owed after tolerance", "扣除容差后应安置人数"), owed, formula: $"{input.Target} * (1 - {input.Tolerance})");
        var missing = Rational.Max(0, owed - input.Actual);
        steps.Add("missing", new("Missing placements", "缺口人数"), missing, formula: $"max(0, {owed} - {input.Actual})");
        var loss = Money.FromRational(missing * input.ReplacementCost.Value, input.Terms.Currency, Rounding.HalfUp);
        steps.Add("net", new("Loss to be borne", "待分担损失"), loss, $"{missing} * {input.ReplacementCost.Amount}");
        return new LossFigures(loss, loss) { Steps = steps.Lines };
    }

    private static PlacementInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var target = inputs.Number("target");
        var tolerance = inputs.Number("tolerance");
        var actual = inputs.Number("actual");
        var cost = inputs.Amount("replacementCost", terms?.Currency);
        return terms is not null && target is { } t && tolerance is { } share && actual is { } a && cost is not null
            ? new PlacementInput(terms, t, share, a, cost)
            : null;
    }
}
