using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>One appraisal of a disputed value.</summary>
/// <param name="Appraiser">Who appraised; each only once.</param>
/// <param name="Amount">Above 0.</param>
public sealed record ClauseAppraisal(string Appraiser, Money Amount);

/// <summary>Inputs of <see cref="AppraisalClause"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="First">One side's appraisal.</param>
/// <param name="Second">The other side's.</param>
/// <param name="Third">The agreed third, exactly where the two differ by more than 10% of the lower.</param>
public sealed record AppraisalClauseInput(ValuationTerms Terms, ClauseAppraisal First, ClauseAppraisal Second, ClauseAppraisal? Third);

/// <summary>How the clause came to its value.</summary>
[JsonConverter(typeof(KebabCaseEnum<ClauseOutcome>))]
public enum ClauseOutcome
{
    /// <summary>Average of the two.</summary>
    AverageOfTwo,

    /// <summary>Average of the three.</summary>
    AverageOfThree,

    /// <summary>One dropped, average of the other two.</summary>
    OneDropped,

    /// <summary>Both outer ones dropped, the middle one.</summary>
    Middle,
}

/// <summary>Figures of <see cref="AppraisalClause"/>.</summary>
/// <param name="Value">Decided value.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="Outcome">How.</param>
/// <param name="Dropped">Whose appraisals were dropped, lowest amount first.</param>
public sealed record AppraisalClauseFigures(Money Value, Money Accepted, Money Excess, ClauseOutcome Outcome, IReadOnlyList<string> Dropped)
    : ValuationFigures(Value, Accepted, Excess);

/// <summary>
/// The three-appraiser clause: two appraisals within 10% of the lower are averaged; else a third is taken, the lowest or highest
/// dropped when it lies more than 15% of the middle one away from it, and what is left averaged; both dropped: the middle.
/// Source: a recorded lease clause; golden case G25. It never averages the third with the closest of the two, which jumps.
/// </summary>
public static class AppraisalClause
{
    private static readonly Rational Agreement = new(10, 100);
    private static readonly Rational Drop = new(15, 100);

    public static Method<AppraisalClauseInput, AppraisalClauseFigures> Method { get; } = new("appraisal.three-appraiser", 1, MethodPurpose.Valuation,
        new("Three-appraiser clause", "三评估人条款"), Read, Value);

    /// <summary>Decides a disputed value.</summary>
    /// <returns>Figures; or appraisal.third-needed, appraisal.third-not-needed, appraisal.same-appraiser, money.not-positive, valuation.too-few-evidence.</returns>
    public static Outcome<AppraisalClauseFigures> Value(AppraisalClauseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.First.Amount.Sign > 0, () => Problems.AmountNotPositive("first.amount", input.First.Amount.Amount));
        checks.That(input.Second.Amount.Sign > 0, () => Problems.AmountNotPositive("second.amount", input.Second.Amount.Amount));
        if (input.Third is { } given) checks.That(given.Amount.Sign > 0, () => Problems.AmountNotPositive("third.amount", given.Amount.Amount));
        checks.That(input.First.Appraiser != input.Second.Appraiser, () => Same("second.appraiser", input.Second.Appraiser));
        checks.That(input.Third is null || (input.Third.Appraiser != input.First.Appraiser && input.Third.Appraiser != input.Second.Appraiser), () => Same("third.appraiser", input.Third!.Appraiser));
        if (checks.Failed) return checks.Refuse<AppraisalClauseFigures>();

        var first = input.First.Amount.Value;
        var second = input.Second.Amount.Value;
        var apart = Rational.Abs(first - second) / Rational.Min(first, second);
        var agree = apart <= Agreement;
        checks.That(agree || input.Third is not null, () => new InputRejection("appraisal.third-needed",
            new($"The two differ by {Percent(apart)}% of the lower, more than 10%: a third appraisal is needed.", $"两份评估相差为较低者的{Percent(apart)}%，超过10%：须有第三份评估。")).At("third"));
        checks.That(!agree || input.Third is null, () => new InputRejection("appraisal.third-not-needed",
            new($"The two differ by {Percent(apart)}% of the lower: they are averaged, a third has no place.", $"两份评估仅相差较低者的{Percent(apart)}%：取平均，不采第三份。")) { Field = "third", Value = input.Third!.Appraiser });
        Acceptance.EnoughEvidence(checks, input.Third is null ? 2 : 3, input.Terms, "third");
        if (checks.Failed) return checks.Refuse<AppraisalClauseFigures>();

        var steps = new Steps();
        var currency = input.Terms.Currency.Code;
        steps.Say("difference", new("Difference over the lower", "差额占较低者比例"), apart.ToDecimal(4, Rounding.HalfUp));
        var kept = new[] { input.First, input.Second, input.Third }.OfType<ClauseAppraisal>().OrderBy(one => one.Amount).ThenBy(one => one.Appraiser, StringComparer.Ordinal).ToList();
        var dropped = new List<string>();
        if (kept.Count == 3)
        {
            var (low, middle, high) = (kept[0], kept[1].Amount.Value, kept[2]);
            var below = middle * (1 - Drop);
            var above = middle * (1 + Drop);
            steps.Add("lowest-kept", new("Lowest that is kept", "保留下限"), below, currency, $"{middle} * (1 - {Drop})");
            steps.Add("highest-kept", new("Highest that is kept", "保留上限"), above, currency, $"{middle} * (1 + {Drop})");
            if (low.Amount.Value < below) dropped.Add(low.Appraiser);
            if (high.Amount.Value > above) dropped.Add(high.Appraiser);
            kept.RemoveAll(one => dropped.Contains(one.Appraiser));
        }

        foreach (var appraiser in dropped)
            steps.Say($"dropped/{appraiser}", new($"Appraisal of {appraiser}", $"{appraiser} 的评估"), "dropped", new("More than 15% away from the middle one.", "与中间值相差超过15%，剔除。"));
        var outcome = input.Third is null ? ClauseOutcome.AverageOfTwo : dropped.Count switch { 0 => ClauseOutcome.AverageOfThree, 1 => ClauseOutcome.OneDropped, _ => ClauseOutcome.Middle };
        var value = RobustEvidence.Sum(kept.Select(one => one.Amount.Value)) / kept.Count;
        steps.Add("average", new("Average of what is kept", "保留评估的平均"), value.Round(8, Rounding.HalfUp), currency, $"({string.Join(" + ", kept.Select(one => one.Amount.Amount))}) / {Problems.Invariant(kept.Count)}");
        var accepted = Acceptance.Of(value, input.Terms, steps);
        return new AppraisalClauseFigures(accepted.Value, accepted.Accepted, accepted.Excess, outcome, dropped) { Steps = steps.Lines };
    }

    private static string Percent(Rational share) => (share * 100).ToDecimal(2, Rounding.HalfUp);

    private static InputRejection Same(string field, string appraiser) => new("appraisal.same-appraiser",
        new($"'{appraiser}' appraises twice.", $"“{appraiser}”重复评估。")) { Field = field, Value = appraiser };

    private static AppraisalClauseInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var first = One(inputs.Object("first"), terms?.Currency);
        var second = One(inputs.Object("second"), terms?.Currency);
        var third = One(inputs.OptionalObject("third"), terms?.Currency);
        return terms is not null && first is not null && second is not null ? new AppraisalClauseInput(terms, first, second, third) : null;
    }

    private static ClauseAppraisal? One(InputReader? appraisal, Currency? currency)
    {
        if (appraisal is null) return null;
        var appraiser = appraisal.Identifier("appraiser");
        var amount = appraisal.Amount("amount", currency);
        appraisal.Close();
        return appraiser is not null && amount is not null ? new ClauseAppraisal(appraiser, amount) : null;
    }
}
