namespace Ledger.Rules;

/// <summary>Somebody who left before the agreed service was over; no person is named.</summary>
/// <param name="Id">"L1".</param>
/// <param name="TrainingCost">Cost of the special training; at least 0.</param>
/// <param name="AgreedYears">Service agreed; above 0.</param>
/// <param name="ServedYears">Service given; at least 0.</param>
/// <param name="AgreedDamages">Damages the service agreement names; null when it names none.</param>
public sealed record Leaver(string Id, Money TrainingCost, Rational AgreedYears, Rational ServedYears, Money? AgreedDamages = null);

/// <summary>Inputs of <see cref="RetentionShortfall"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="Leavers">At least one.</param>
public sealed record RetentionShortfallInput(LossTerms Terms, IReadOnlyList<Leaver> Leavers);

/// <summary>
/// Skills mismatch by people who do not stay: training cost x unserved / agreed term for each, and never more than that, whatever
/// damages were agreed. Source: Labour Contract Law of China, article 22 (damages at most the training cost of the unserved
/// part); golden case L1. For students, who are no employees, it is a contract formula between the parties and no claim on them.
/// </summary>
public static class RetentionShortfall
{
    public static Method<RetentionShortfallInput, LossFigures> Method { get; } = new("risk.retention-shortfall", 1, MethodPurpose.LossMeasure,
        new("Retention shortfall", "服务期未满损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures (gross is the training cost of all leavers); or input.*, money.*.</returns>
    public static Outcome<LossFigures> Measure(RetentionShortfallInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Leavers.Count > 0, () => Problems.Empty("leavers"));
        for (var i = 0; i < input.Leavers.Count; i++)
        {
            var (id, cost, agreed, served, damages) = input.Leavers[i];
            var here = JsonPath.Item("leavers", i);
            checks.NotNegative($"{here}.trainingCost", cost);
            checks.Positive($"{here}.agreedYears", agreed);
            checks.NotNegative($"{here}.servedYears", served);
            if (damages is not null) checks.NotNegative($"{here}.agreedDamages", damages);
            checks.That(!input.Leavers.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }

        if (checks.Failed) return checks.Refuse<LossFigures>();

        var currency = input.Terms.Currency;
        var steps = new Steps();
        var net = Money.Zero(currency);
        foreach (var (id, cost, agreed, served, damages) in input.Leavers)
        {
            var unserved = Rational.Max(0, agreed - served);
            var part = steps.Round(currency, $"unserved/{id}", new($"Training cost of the unserved term of {id}", $"{id} 未履行服务期分摊的培训费"),
                cost.Value * unserved / agreed, $"{cost.Amount} * {unserved} / {agreed}");
            if (damages is not null)
            {
                var capped = Money.Min(part, damages);
                steps.Add($"loss/{id}", new($"Loss by {id}", $"{id} 的损失"), capped, $"min({damages.Amount}, {part.Amount})",
                    damages > part ? new Text("Agreed damages beyond the unserved training cost do not count.", "约定违约金超出未履行部分培训费的不予计入。") : null);
                part = capped;
            }

            net += part;
        }

        var gross = Money.Sum(input.Leavers.Select(leaver => leaver.TrainingCost), currency);
        steps.Add("gross", new("Training cost of all leavers", "离职者培训费合计"), gross);
        steps.Add("net", new("Loss to be borne", "待分担损失"), net);
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static RetentionShortfallInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var leavers = new List<Leaver>();
        foreach (var entry in inputs.Objects("leavers"))
        {
            var id = entry.Identifier("id");
            var cost = entry.Amount("trainingCost", terms?.Currency);
            var agreed = entry.Number("agreedYears");
            var served = entry.Number("servedYears");
            var damages = entry.OptionalAmount("agreedDamages", terms?.Currency);
            entry.Close();
            if (id is not null && cost is not null && agreed is { } term && served is { } given) leavers.Add(new Leaver(id, cost, term, given, damages));
        }

        return terms is null ? null : new RetentionShortfallInput(terms, leavers);
    }
}
