namespace Ledger.Rules;

/// <summary>One cost of bringing the knowledge up to date.</summary>
/// <param name="Id">"curriculum", "licence", "teachers".</param>
/// <param name="Amount">By quote or invoice; at least 0.</param>
/// <param name="Evidence">Reference of the evidence, or null.</param>
public sealed record RefreshItem(string Id, Money Amount, string? Evidence = null);

/// <summary>Inputs of <see cref="RefreshCost"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="BookValue">Scheduled book value of the knowledge.</param>
/// <param name="Recoverable">Recoverable value, any sign; below 0 counts as 0.</param>
/// <param name="Costs">Curriculum update, licence upgrade, retraining of teachers.</param>
public sealed record RefreshCostInput(LossTerms Terms, Money BookValue, Rational Recoverable, IReadOnlyList<RefreshItem> Costs);

/// <summary>
/// Knowledge obsolescence measured by the cost of refreshing it, in place of the impairment: the lower of the refresh cost and
/// the gap between book value and recoverable value. Source: domain rules, section 5.1 (refresh cost capped at the gap).
/// </summary>
public static class RefreshCost
{
    public static Method<RefreshCostInput, LossFigures> Method { get; } = new("risk.refresh-cost", 1, MethodPurpose.LossMeasure,
        new("Refresh cost of knowledge", "知识更新成本"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures (gross is the refresh cost, net the lower of it and the gap); or input.*, money.*.</returns>
    public static Outcome<LossFigures> Measure(RefreshCostInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.NotNegative("bookValue", input.BookValue);
        checks.That(input.Costs.Count > 0, () => Problems.Empty("costs"));
        for (var i = 0; i < input.Costs.Count; i++)
        {
            var here = JsonPath.Item("costs", i);
            var id = input.Costs[i].Id;
            checks.NotNegative($"{here}.amount", input.Costs[i].Amount);
            checks.That(!input.Costs.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }

        if (checks.Failed) return checks.Refuse<LossFigures>();

        var currency = input.Terms.Currency;
        var steps = new Steps();
        foreach (var item in input.Costs) steps.Add($"cost/{item.Id}", new($"Refresh: {item.Id}", $"更新：{item.Id}"), item.Amount);
        var cost = Money.Sum(input.Costs.Select(item => item.Amount), currency);
        steps.Add("refresh-cost", new("Refresh cost", "更新成本"), cost);
        var recoverable = Rational.Max(input.Recoverable, 0);
        var gap = steps.Round(currency, "gap", new("Book value above recoverable value", "账面价值超出可收回价值部分"),
            Rational.Max(input.BookValue.Value - recoverable, 0), $"max(0, {input.BookValue.Amount} - {recoverable})");
        var net = Money.Min(cost, gap);
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, $"min({cost.Amount}, {gap.Amount})",
            gap < cost ? new Text("The refresh cost beyond the gap is an improvement, not a loss.", "超出差额的更新成本属于改良，不计为损失。") : null);
        return new LossFigures(cost, net) { Steps = steps.Lines };
    }

    private static RefreshCostInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var book = inputs.Amount("bookValue", terms?.Currency);
        var recoverable = inputs.Number("recoverable");
        var costs = new List<RefreshItem>();
        foreach (var entry in inputs.Objects("costs"))
        {
            var id = entry.Identifier("id");
            var amount = entry.Amount("amount", terms?.Currency);
            var evidence = entry.OptionalIdentifier("evidence");
            entry.Close();
            if (id is not null && amount is not null) costs.Add(new RefreshItem(id, amount, evidence));
        }

        return terms is not null && book is not null && recoverable is { } value ? new RefreshCostInput(terms, book, value, costs) : null;
    }
}
