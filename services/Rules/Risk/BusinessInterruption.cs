namespace Ledger.Rules;

/// <summary>A span of time after the incident in which turnover fell evenly; spans follow each other without a gap.</summary>
/// <param name="Hours">Length; above 0.</param>
/// <param name="Expected">Turnover that would have been made (standard turnover, adjusted for trend); at least 0.</param>
/// <param name="Actual">Turnover made; at least 0; above the expected one when sales are made up for.</param>
public sealed record TurnoverSpan(Rational Hours, Money Expected, Money Actual);

/// <summary>Extra cost that kept turnover up.</summary>
/// <param name="Cost">Spent; at least 0.</param>
/// <param name="TurnoverKept">Turnover that would have been lost without it; at least 0.</param>
public sealed record IncreasedCost(Money Cost, Money TurnoverKept);

/// <summary>What the sufferer declared for cover, for the average clause.</summary>
/// <param name="Declared">Gross profit declared; above 0.</param>
/// <param name="AnnualTurnover">Turnover of the year without the incident; above 0.</param>
public sealed record DeclaredCover(Money Declared, Money AnnualTurnover);

/// <summary>An indemnity period of another event.</summary>
/// <param name="Event">The other event.</param>
/// <param name="Period">Its days.</param>
public sealed record OtherPeriod(string Event, Period Period);

/// <summary>Inputs of <see cref="BusinessInterruption"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="Spans">From the incident on.</param>
/// <param name="GrossProfitRate">Turnover less variable cost, over turnover; 0 to 1.</param>
/// <param name="IncreasedCost">Increased cost of working, or null.</param>
/// <param name="SavedCharges">Standing charges that fell away; null for none.</param>
/// <param name="TimeExcessHours">First hours that stay with the sufferer; null for none.</param>
/// <param name="MaximumHours">Most hours indemnified, from the incident; null for no limit.</param>
/// <param name="Cover">For the average clause, or null.</param>
/// <param name="Insurance">Paid by an insurer; null for nothing.</param>
/// <param name="Period">Days of the indemnity period; null when no other event is near.</param>
/// <param name="OtherPeriods">Indemnity periods of other events of the same business.</param>
public sealed record BusinessInterruptionInput(
    LossTerms Terms,
    IReadOnlyList<TurnoverSpan> Spans,
    Rational GrossProfitRate,
    IncreasedCost? IncreasedCost,
    Money? SavedCharges,
    Rational? TimeExcessHours,
    Rational? MaximumHours,
    DeclaredCover? Cover,
    Money? Insurance,
    Period? Period,
    IReadOnlyList<OtherPeriod> OtherPeriods);

/// <summary>
/// Loss by interruption of business: shortage in turnover x rate of gross profit + increased cost of working (at most the loss
/// it avoided) - saved charges, between time excess and maximum indemnity period, reduced by average when too little was
/// declared, less insurance. A span that excess or period cuts counts by its hours. Source: gross-profit form of business
/// interruption insurance; golden case BI1.
/// </summary>
public static class BusinessInterruption
{
    public static Method<BusinessInterruptionInput, LossFigures> Method { get; } = new("risk.business-interruption", 1, MethodPurpose.LossMeasure,
        new("Interruption of business", "营业中断损失"), BusinessInterruptionReader.Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>
    /// Figures (gross without excess, period, average and insurance); or interruption.saved-above-loss,
    /// interruption.recovery-above-loss, interruption.period-overlaps, interruption.excess-above-maximum,
    /// interruption.period-missing, input.*, money.*.
    /// </returns>
    public static Outcome<LossFigures> Measure(BusinessInterruptionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var currency = input.Terms.Currency;
        var zero = Money.Zero(currency);
        var steps = new Steps();
        var rate = input.GrossProfitRate;
        var (all, covered) = Shortage(input, steps);
        steps.Add("shortage", new("Shortage in turnover", "营业额减少"), covered, currency.Code);
        var lost = steps.Round(currency, "gross-profit", new("Lost gross profit", "毛利损失"), Rational.Max(covered, 0) * rate, $"max(0, {covered}) * {rate}");
        var working = Working(input, steps);
        var before = lost + working;
        var saved = input.SavedCharges ?? zero;
        if (saved > before) return LossLines.Above("interruption.saved-above-loss", "savedCharges", new("The saved charges", "节省费用"), saved, before);
        steps.Add("saved", new("Saved charges", "节省的费用"), saved);
        var loss = before - saved;
        steps.Add("loss", new("Loss in the indemnity period", "赔偿期内损失"), loss, $"{lost.Amount} + {working.Amount} - {saved.Amount}");

        var averaged = Average(input, loss, steps);
        var insurance = input.Insurance ?? zero;
        if (insurance > averaged) return LossLines.Above("interruption.recovery-above-loss", "insurance", LossLines.Insurance, insurance, averaged);
        steps.Add("insurance", new("Insurance", "保险赔款"), insurance);
        var net = averaged - insurance;
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, $"{averaged.Amount} - {insurance.Amount}");
        var gross = Money.Max(Money.FromRational(Rational.Max(all, 0) * rate, currency, Rounding.HalfUp) + working - saved, net);
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, BusinessInterruptionInput input)
    {
        checks.That(input.Spans.Count > 0, () => Problems.Empty("spans"));
        for (var i = 0; i < input.Spans.Count; i++)
        {
            var here = JsonPath.Item("spans", i);
            checks.Positive($"{here}.hours", input.Spans[i].Hours);
            checks.NotNegative($"{here}.expected", input.Spans[i].Expected);
            checks.NotNegative($"{here}.actual", input.Spans[i].Actual);
        }

        checks.Within("grossProfitRate", input.GrossProfitRate, 0, 1);
        if (input.IncreasedCost is { } working)
        {
            checks.NotNegative("increasedCost.cost", working.Cost);
            checks.NotNegative("increasedCost.turnoverKept", working.TurnoverKept);
        }

        if (input.SavedCharges is { } saved) checks.NotNegative("savedCharges", saved);
        checks.NotNegative("timeExcessHours", input.TimeExcessHours ?? 0);
        if (input.MaximumHours is { } most)
        {
            checks.Positive("maximumHours", most);
            checks.That(most >= (input.TimeExcessHours ?? 0), () => new InputRejection("interruption.excess-above-maximum",
                new("The time excess is longer than the maximum indemnity period.", "时间免赔长于最长赔偿期。")) { Field = "timeExcessHours", Value = $"{input.TimeExcessHours}" });
        }

        if (input.Cover is { } cover)
        {
            checks.Positive("cover.declared", cover.Declared.Value);
            checks.Positive("cover.annualTurnover", cover.AnnualTurnover.Value);
        }

        if (input.Insurance is { } insurance) checks.NotNegative("insurance", insurance);
        CheckPeriods(checks, input);
    }

    private static void CheckPeriods(Checks checks, BusinessInterruptionInput input)
    {
        if (input.OtherPeriods.Count > 0 && input.Period is null)
        {
            checks.Add(new InputRejection("interruption.period-missing",
                new("There are periods of other events but none of this one.", "给出了其他事件的赔偿期，却缺少本事件的赔偿期。")).At("period"));
        }

        for (var i = 0; i < input.OtherPeriods.Count && input.Period is not null; i++)
        {
            var (other, days) = input.OtherPeriods[i];
            checks.That(input.Period.To < days.From || days.To < input.Period.From, () => new InputRejection("interruption.period-overlaps",
                new($"The indemnity period overlaps that of the event '{other}' ({days}).", $"赔偿期与事件“{other}”的赔偿期（{days}）重叠。")) { Field = JsonPath.Item("otherPeriods", i), Value = other });
        }
    }

    // The shortage of all spans, and of what lies between the end of the excess and the end of the indemnity period.
    private static (Rational All, Rational Covered) Shortage(BusinessInterruptionInput input, Steps steps)
    {
        var first = input.TimeExcessHours ?? Rational.Zero;
        var begin = Rational.Zero;
        var (all, covered) = (Rational.Zero, Rational.Zero);
        for (var i = 0; i < input.Spans.Count; i++)
        {
            var (hours, expected, actual) = input.Spans[i];
            var end = begin + hours;
            var last = input.MaximumHours is { } most ? Rational.Min(end, most) : end;
            var counted = Rational.Max(0, last - Rational.Max(begin, first));
            var shortage = expected.Value - actual.Value;
            var part = shortage * counted / hours;
            var number = Problems.Invariant(i + 1);
            steps.Add($"shortage/{number}", new($"Shortage of span {number}", $"第{number}段营业额减少"), part, input.Terms.Currency.Code,
                counted == hours ? $"{expected.Amount} - {actual.Amount}" : $"({expected.Amount} - {actual.Amount}) * {counted} / {hours}");
            all += shortage;
            covered += part;
            begin = end;
        }

        return (all, covered);
    }

    private static Money Working(BusinessInterruptionInput input, Steps steps)
    {
        if (input.IncreasedCost is not { } working) return Money.Zero(input.Terms.Currency);
        var avoided = steps.Round(input.Terms.Currency, "loss-avoided", new("Loss avoided by the extra cost", "额外支出避免的损失"),
            working.TurnoverKept.Value * input.GrossProfitRate, $"{working.TurnoverKept.Amount} * {input.GrossProfitRate}");
        var counted = Money.Min(working.Cost, avoided);
        steps.Add("increased-cost", new("Increased cost of working", "增加的营业费用"), counted, $"min({working.Cost.Amount}, {avoided.Amount})",
            counted < working.Cost ? new Text("Counts only up to the loss it avoided.", "仅计至其避免的损失。") : null);
        return counted;
    }

    private static Money Average(BusinessInterruptionInput input, Money loss, Steps steps)
    {
        if (input.Cover is not { } cover) return loss;
        var needed = cover.AnnualTurnover.Value * input.GrossProfitRate;
        steps.Add("cover-needed", new("Gross profit that should have been declared", "应申报毛利"), needed, input.Terms.Currency.Code, $"{cover.AnnualTurnover.Amount} * {input.GrossProfitRate}");
        if (cover.Declared.Value >= needed) return loss;
        return steps.Round(input.Terms.Currency, "average", new("Loss after average", "比例分摊后损失"), loss.Value * cover.Declared.Value / needed,
            $"{loss.Amount} * {cover.Declared.Amount} / {needed}", new("Too little was declared: the sufferer bears the same share itself.", "申报不足：受损方按同一比例自负。"));
    }
}
