namespace Ledger.Rules;

/// <summary>Inputs of <see cref="GeneralAverage"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Values">Contributory value of everything at risk; the sacrificed thing counts too, with what is made good.</param>
/// <param name="Loss">Sacrifice and expense made for the common safety.</param>
/// <param name="Sacrificed">Whose sacrifice it was, summing to the loss; empty when it is paid to somebody outside.</param>
/// <param name="Stated">An allocation somebody else states, to be checked line by line; empty for none.</param>
public sealed record GeneralAverageInput(
    Currency Currency,
    IReadOnlyDictionary<string, Money> Values,
    Money Loss,
    IReadOnlyDictionary<string, Money> Sacrificed,
    IReadOnlyDictionary<string, Money> Stated);

/// <summary>Figures of <see cref="GeneralAverage"/>.</summary>
/// <param name="Rate">Loss over all contributory values.</param>
/// <param name="Contributions">Per interest; sum to the loss.</param>
/// <param name="PaidToOwners">Per interest that made the sacrifice: what it gets after its own contribution.</param>
public sealed record GeneralAverageFigures(
    Rational Rate, IReadOnlyDictionary<string, Money> Contributions, IReadOnlyDictionary<string, Money> PaidToOwners) : Figures;

/// <summary>
/// General average: a sacrifice made for the safety of all is borne by all in proportion to what each saved, its owner included.
/// Source: York-Antwerp Rules, rule XVII (contributory values include the amount made good); golden cases R8 and R9.
/// </summary>
public static class GeneralAverage
{
    public static Method<GeneralAverageInput, GeneralAverageFigures> Method { get; } = new("risk.general-average", 1, MethodPurpose.Allocation,
        new("General average", "共同海损分摊"), Read, Adjust);

    /// <summary>Adjusts.</summary>
    /// <returns>
    /// Figures; or average.no-value, average.sacrifices-not-loss, average.sacrifice-above-value, average.loss-above-values,
    /// average.stated-wrong, party.unknown, input.empty, money.negative.
    /// </returns>
    public static Outcome<GeneralAverageFigures> Adjust(GeneralAverageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<GeneralAverageFigures>();

        var steps = new Steps();
        var saved = input.Values.Values.Aggregate(Rational.Zero, (total, value) => total + value.Value);
        steps.Add("values", new("Contributory values", "分摊价值合计"), saved, input.Currency.Code);
        var rate = input.Loss.Value / saved;
        steps.Add("rate", new("Rate of contribution", "分摊率"), rate, formula: $"{input.Loss.Amount} / {saved}");
        var split = LargestRemainder.Split(input.Loss, input.Values.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));
        steps.Left("contribution", split);
        foreach (var (interest, amount) in split.Amounts)
            steps.Add($"contribution/{interest}", new($"Contribution of {interest}", $"{interest} 分摊额"), amount, $"{input.Values[interest].Amount} * {rate}");

        foreach (var (interest, stated) in input.Stated)
        {
            var due = split.Amounts[interest];
            checks.That(stated == due, () => new InputRejection("average.stated-wrong",
                new($"The allocation states {stated.Amount} for '{interest}'; it is {due.Amount}, whatever its lines sum to.",
                    $"所列“{interest}”分摊额为{stated.Amount}，应为{due.Amount}，合计相符亦不为准。")) { Field = $"stated.{interest}", Value = stated.Amount });
        }

        if (checks.Failed) return checks.Refuse<GeneralAverageFigures>();
        var paid = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (owner, sacrifice) in input.Sacrificed)
        {
            paid[owner] = sacrifice - split.Amounts[owner];
            steps.Add($"paid/{owner}", new($"Paid to {owner}", $"付给 {owner}"), paid[owner], $"{sacrifice.Amount} - {split.Amounts[owner].Amount}");
        }

        return new GeneralAverageFigures(rate, split.Amounts, paid) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static void Check(Checks checks, GeneralAverageInput input)
    {
        checks.NotNegative("loss", input.Loss);
        checks.That(input.Values.Count > 0, () => Problems.Empty("values"));
        foreach (var (interest, value) in input.Values) checks.NotNegative($"values.{interest}", value);
        foreach (var (owner, sacrifice) in input.Sacrificed)
        {
            checks.NotNegative($"sacrificed.{owner}", sacrifice);
            if (!input.Values.TryGetValue(owner, out var value)) checks.Add(Problems.UnknownParty($"sacrificed.{owner}", owner));
            else if (sacrifice > value)
            {
                checks.Add(new InputRejection("average.sacrifice-above-value",
                    new($"'{owner}' sacrificed {sacrifice.Amount} of a value of {value.Amount}.", $"“{owner}”牺牲{sacrifice.Amount}，超过其价值{value.Amount}。"))
                    { Field = $"sacrificed.{owner}", Value = sacrifice.Amount });
            }
        }

        foreach (var interest in input.Stated.Keys.Where(interest => !input.Values.ContainsKey(interest))) checks.Add(Problems.UnknownParty($"stated.{interest}", interest));
        if (checks.Failed) return;
        var saved = Money.Sum(input.Values.Values, input.Currency);
        checks.That(saved.Sign > 0, () => new InputRejection("average.no-value",
            new("Nothing of value was at risk: every contributory value is zero.", "分摊价值全部为零。")).At("values"));
        checks.That(saved.Sign <= 0 || input.Loss <= saved, () => new InputRejection("average.loss-above-values",
            new($"The loss {input.Loss.Amount} is above all that was at risk, {saved.Amount}.", $"损失{input.Loss.Amount}高于全部分摊价值{saved.Amount}。")) { Field = "loss", Value = input.Loss.Amount });
        var sum = Money.Sum(input.Sacrificed.Values, input.Currency);
        checks.That(input.Sacrificed.Count == 0 || sum == input.Loss, () => new InputRejection("average.sacrifices-not-loss",
            new($"The sacrifices sum to {sum.Amount}, not to the loss {input.Loss.Amount}.", $"牺牲合计{sum.Amount}，与损失{input.Loss.Amount}不符。")) { Field = "sacrificed", Value = sum.Amount });
    }

    private static GeneralAverageInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var values = inputs.Amounts("values", currency);
        var loss = inputs.Amount("loss", currency);
        var sacrificed = inputs.OptionalAmounts("sacrificed", currency);
        var stated = inputs.OptionalAmounts("stated", currency);
        return currency is not null && loss is not null ? new GeneralAverageInput(currency, values, loss, sacrificed, stated) : null;
    }
}
