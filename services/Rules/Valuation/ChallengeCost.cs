using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Who pays for a challenge. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<CostBearer>))]
public enum CostBearer
{
    /// <summary>Who objected, in equal parts.</summary>
    Challengers,

    /// <summary>All together.</summary>
    Consortium,

    /// <summary>The valuer whose value was replaced, because of a conflict of his.</summary>
    Valuer,
}

/// <summary>Inputs of <see cref="ChallengeCost"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Before">Value that was objected to.</param>
/// <param name="After">Value that holds in the end.</param>
/// <param name="Threshold">Share of the old value: a change below it means that the challenge was lost.</param>
/// <param name="Fees">What the new appraisals cost, by id.</param>
/// <param name="Challengers">Parties whose objections stand; at least one, each once.</param>
/// <param name="ValuerConflicted">Whether a conflict of the first valuer came to light.</param>
public sealed record ChallengeCostInput(
    Currency Currency, Money Before, Money After, Rational Threshold, IReadOnlyDictionary<string, Money> Fees, IReadOnlyList<string> Challengers,
    bool ValuerConflicted);

/// <summary>Figures of <see cref="ChallengeCost"/>.</summary>
/// <param name="Change">Distance over the old value, to 8 places; null where the old value was nil and the new one is not.</param>
/// <param name="Total">Sum of the fees.</param>
/// <param name="Bearer">Who pays.</param>
/// <param name="Shares">Per challenger; empty where others pay.</param>
public sealed record ChallengeCostFigures(Rational? Change, Money Total, CostBearer Bearer, IReadOnlyDictionary<string, Money> Shares) : Figures;

/// <summary>
/// Who pays for a challenge: who objected, where the value moved by less than the threshold; else the consortium, or the first valuer
/// where a conflict of his came to light. Source: domain reference 2.4 (cost to the loser if the change is below 10%).
/// </summary>
public static class ChallengeCost
{
    public static Method<ChallengeCostInput, ChallengeCostFigures> Method { get; } = new("appraisal.challenge-cost", 1, MethodPurpose.Analysis,
        new("Cost of a challenge", "异议费用承担"), Read, Value);

    /// <summary>Decides and divides.</summary>
    /// <returns>Figures; or input.*, money.*.</returns>
    public static Outcome<ChallengeCostFigures> Value(ChallengeCostInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        for (var i = 0; i < input.Challengers.Count; i++)
            checks.That(!input.Challengers.Take(i).Contains(input.Challengers[i]), () => Problems.Duplicate(JsonPath.Item("challengers", i), input.Challengers[i]));
        if (checks.Failed) return checks.Refuse<ChallengeCostFigures>();

        var steps = new Steps();
        var (before, after) = (input.Before.Value, input.After.Value);
        steps.Add("before", new("Value objected to", "被异议价值"), input.Before);
        steps.Add("after", new("Value that holds", "最终价值"), input.After);
        Rational? change = before.IsZero ? after.IsZero ? Rational.Zero : null : (Rational.Abs(after - before) / before);
        if (change is { } moved) steps.Say("change", new("Change over the old value", "变动占原价值比例"), moved.ToDecimal(8, Rounding.HalfUp));
        else steps.Say("change", new("Change over the old value", "变动占原价值比例"), "-", new("The old value was nil.", "原价值为零。"));

        var total = input.Fees.Values.Aggregate(Money.Zero(input.Currency), (sum, fee) => sum + fee);
        steps.Add("fees", new("Fees of the new appraisals", "重新评估费用"), total);
        var lost = change is { } share && share < input.Threshold;
        var bearer = lost ? CostBearer.Challengers : input.ValuerConflicted ? CostBearer.Valuer : CostBearer.Consortium;
        steps.Say("bearer", new("Who pays", "承担方"), KebabCase.Name(bearer), lost
            ? new($"The value moved by less than {input.Threshold}.", $"价值变动小于 {input.Threshold}。")
            : new($"The value moved by {input.Threshold} or more.", $"价值变动不小于 {input.Threshold}。"));
        if (!lost) return new ChallengeCostFigures(change?.Round(8, Rounding.HalfUp), total, bearer, Nobody) { Steps = steps.Lines };

        var split = LargestRemainder.Split(total, input.Challengers.ToDictionary(party => party, _ => Rational.One, StringComparer.Ordinal));
        foreach (var (party, part) in split.Amounts) steps.Add($"share/{party}", new($"{party} pays", $"{party} 承担"), part);
        steps.Left("share", split);
        return new ChallengeCostFigures(change?.Round(8, Rounding.HalfUp), total, bearer, split.Amounts) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static SortedDictionary<string, Money> Nobody => new(StringComparer.Ordinal);

    private static ChallengeCostInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var before = inputs.Amount("before", currency);
        var after = inputs.Amount("after", currency);
        var threshold = inputs.Share("threshold");
        var fees = inputs.OptionalAmounts("fees", currency);
        var challengers = inputs.Identifiers("challengers", RuleLimits.Parties);
        var conflicted = inputs.Boolean("valuerConflicted");
        return currency is not null && before is not null && after is not null && threshold is { } least && conflicted is { } fault
            ? new ChallengeCostInput(currency, before, after, least, fees, challengers, fault)
            : null;
    }
}
