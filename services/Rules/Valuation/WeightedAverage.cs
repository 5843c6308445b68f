namespace Ledger.Rules;

/// <summary>One value and its share.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Value">Adjusted value in the agreement's currency; above 0, any precision.</param>
/// <param name="Weight">Above 0; all together 1.</param>
public sealed record WeightedValue(string Id, Rational Value, Rational Weight);

/// <summary>Inputs of <see cref="WeightedAverage"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Values">The adjusted values; at least the agreement's minimum.</param>
public sealed record WeightedAverageInput(ValuationTerms Terms, IReadOnlyList<WeightedValue> Values);

/// <summary>
/// Adjusted comparables reconciled by stated weights (加权平均): sum of value x weight, the weights summing to exactly 1. Not
/// robust: market.comparables is, where there is enough evidence. Source: Chinese exam texts, golden case G14.
/// </summary>
public static class WeightedAverage
{
    public static Method<WeightedAverageInput, ValuationFigures> Method { get; } = new("market.weighted-average", 1, MethodPurpose.Valuation,
        new("Weighted average of comparables", "可比案例加权平均"), Read, Value);

    /// <summary>Averages.</summary>
    /// <returns>Figures; or weighted-average.weights-not-one, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ValuationFigures> Value(WeightedAverageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Values.Count > 0, () => Problems.Empty("values"));
        for (var i = 0; i < input.Values.Count; i++)
        {
            var entry = input.Values[i];
            var here = JsonPath.Item("values", i);
            checks.That(!input.Values.Take(i).Any(earlier => earlier.Id == entry.Id), () => Problems.Duplicate($"{here}.id", entry.Id));
            checks.Positive($"{here}.value", entry.Value);
            checks.Positive($"{here}.weight", entry.Weight);
        }

        var sum = RobustEvidence.Sum(input.Values.Select(entry => entry.Weight));
        checks.That(input.Values.Count == 0 || sum == 1, () => new InputRejection("weighted-average.weights-not-one",
            new($"The weights sum to {WorkedLines.Show(sum)}, not to 1.", $"权重合计为{WorkedLines.Show(sum)}，不等于1。")) { Field = "values", Value = WorkedLines.Show(sum) });
        Acceptance.EnoughEvidence(checks, input.Values.Count, input.Terms, "values");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency.Code;
        foreach (var entry in input.Values)
            steps.Add($"part/{entry.Id}", new($"Part of {entry.Id}", $"{entry.Id} 的份额"), entry.Value * entry.Weight, currency, $"{entry.Value} * {entry.Weight}");
        return Acceptance.Of(RobustEvidence.WeightedSum([.. input.Values.Select(entry => (entry.Value, entry.Weight))]), input.Terms, steps);
    }

    private static WeightedAverageInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var values = new List<WeightedValue>();
        foreach (var entry in inputs.Objects("values"))
        {
            var id = entry.Identifier("id");
            var value = entry.Number("value");
            var weight = entry.Number("weight");
            entry.Close();
            if (id is not null && value is { } v && weight is { } w) values.Add(new WeightedValue(id, v, w));
        }

        return terms is null ? null : new WeightedAverageInput(terms, values);
    }
}
