namespace Ledger.Rules;

/// <summary>Inputs of <see cref="Replenishment"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Target">What the reserve should hold; at least 0.</param>
/// <param name="Balance">What it holds; at least 0.</param>
/// <param name="Outstanding">Called before and not paid in yet; at least 0.</param>
/// <param name="Asked">The most to be called; null for all that is missing.</param>
/// <param name="Key">Who pays, by weight; not all 0.</param>
/// <param name="Caps">The most a party pays, for parties that have a cap.</param>
public sealed record ReplenishmentInput(
    Currency Currency, Money Target, Money Balance, Money Outstanding, Money? Asked, IReadOnlyDictionary<string, Rational> Key,
    IReadOnlyDictionary<string, Money> Caps);

/// <summary>Figures of <see cref="Replenishment"/>.</summary>
/// <param name="Missing">Target less balance less outstanding; at least 0.</param>
/// <param name="Called">Of it, called now: the payments sum to it.</param>
/// <param name="Payments">Per party of the key.</param>
/// <param name="Uncovered">Asked, but above all caps.</param>
public sealed record ReplenishmentFigures(Money Missing, Money Called, IReadOnlyDictionary<string, Money> Payments, Money Uncovered) : Figures;

/// <summary>
/// Fills a risk reserve up to its target: what is missing is called from the parties by a key under their caps, with water-filling;
/// largest remainder. Source: domain rules, section 5 (reserve, caps), and the water-filling of sample B.
/// </summary>
public static class Replenishment
{
    public static Method<ReplenishmentInput, ReplenishmentFigures> Method { get; } = new("risk.replenishment", 1, MethodPurpose.Allocation,
        new("Replenishment of the risk reserve", "风险准备金补足"), Read, Call);

    /// <summary>Calculates a call.</summary>
    /// <returns>Figures; or replenishment.key-zero, money.negative, money.not-positive, input.negative.</returns>
    public static Outcome<ReplenishmentFigures> Call(ReplenishmentInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.NotNegative("target", input.Target);
        checks.NotNegative("balance", input.Balance);
        checks.NotNegative("outstanding", input.Outstanding);
        if (input.Asked is { } asked) checks.That(asked.Sign > 0, () => Problems.AmountNotPositive("asked", asked.Amount));
        foreach (var (party, weight) in input.Key) checks.NotNegative($"key.{party}", weight);
        foreach (var (party, cap) in input.Caps) checks.NotNegative($"caps.{party}", cap);
        checks.That(input.Key.Values.Any(weight => weight.Sign > 0), () => new InputRejection("replenishment.key-zero",
            new("Nobody can be called: every weight of the key is zero.", "分担比例全部为零，无人可补足。")).At("key"));
        if (checks.Failed) return checks.Refuse<ReplenishmentFigures>();

        var zero = Money.Zero(input.Currency);
        var steps = new Steps();
        var missing = Money.Max(input.Target - input.Balance - input.Outstanding, zero);
        steps.Add("missing", new("Missing of the target", "距目标额的差额"), missing, $"max({input.Target.Amount} - {input.Balance.Amount} - {input.Outstanding.Amount}, 0)");
        var wanted = input.Asked is { } most ? Money.Min(most, missing) : missing;
        steps.Add("wanted", new("To be called", "拟补足"), wanted);
        var fill = WaterFill.Divide(wanted.Value, input.Key, input.Caps.ToDictionary(cap => cap.Key, cap => cap.Value.Value, StringComparer.Ordinal));
        // Caps are whole smallest units, so whatever is uncovered is too.
        var uncovered = Money.FromRational(fill.Unallocated, input.Currency, Rounding.HalfUp);
        var called = wanted - uncovered;
        var split = LargestRemainder.Split(called, fill.Amounts);
        steps.Left("called", split);
        foreach (var (party, amount) in split.Amounts) steps.Add($"called/{party}", new($"Called from {party}", $"由 {party} 补足"), amount);
        if (!uncovered.IsZero) steps.Add("uncovered", new("Above all caps", "超出各方上限"), uncovered);
        return new ReplenishmentFigures(missing, called, split.Amounts, uncovered) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static ReplenishmentInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var target = inputs.Amount("target", currency);
        var balance = inputs.Amount("balance", currency);
        var outstanding = inputs.Amount("outstanding", currency);
        var asked = inputs.OptionalAmount("asked", currency);
        var key = inputs.Weights("key", RuleLimits.Parties);
        var caps = inputs.OptionalAmounts("caps", currency, RuleLimits.Parties);
        return currency is not null && target is not null && balance is not null && outstanding is not null
            ? new ReplenishmentInput(currency, target, balance, outstanding, asked, key, caps)
            : null;
    }
}
