namespace Ledger.Rules;

/// <summary>A stretch on a machine's own log, in hours of that log; it starts before it ends.</summary>
/// <param name="Machine">Machine id.</param>
/// <param name="From">Log hour at which the machine stopped; at least 0.</param>
/// <param name="To">Log hour at which it ran again; above <paramref name="From"/>.</param>
public sealed record LogStretch(string Machine, Rational From, Rational To);

/// <summary>A stretch that another event has been measured by already.</summary>
/// <param name="Event">The other event.</param>
/// <param name="Machine">Machine id.</param>
/// <param name="From">As <see cref="LogStretch.From"/>.</param>
/// <param name="To">As <see cref="LogStretch.To"/>.</param>
public sealed record CountedStretch(string Event, string Machine, Rational From, Rational To);

/// <summary>Inputs of <see cref="DisruptionV2"/>: those of version 1 and what follows them.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="LostHours">Production hours lost, by the machine's log; at least 0.</param>
/// <param name="MarginPerHour">Contribution margin of an hour; at least 0, any precision.</param>
/// <param name="Scrap">Spoilt parts, or null.</param>
/// <param name="Rework">Repair of spoilt work, or null.</param>
/// <param name="Salvage">What the spoilt parts still brought; null for nothing.</param>
/// <param name="TimeExcessHours">Hours of each event that stay with the sufferer; null for none.</param>
/// <param name="Insurance">Paid by an insurer; null for nothing.</param>
/// <param name="Supervision">Hours of supervision that the disruption took, only where the agreement counts them; or null.</param>
/// <param name="MaximumHours">Most hours an event is indemnified for, counted after the time excess; null for no limit.</param>
/// <param name="Log">Stretches of the log that make up the lost hours; empty when the log is not given.</param>
/// <param name="Counted">Stretches other events were measured by.</param>
public sealed record DisruptionV2Input(
    LossTerms Terms,
    Rational LostHours,
    Rational MarginPerHour,
    Scrap? Scrap,
    Rework? Rework,
    Money? Salvage,
    Rational? TimeExcessHours,
    Money? Insurance,
    Rework? Supervision,
    Rational? MaximumHours,
    IReadOnlyList<LogStretch> Log,
    IReadOnlyList<CountedStretch> Counted);

/// <summary>
/// Version 2 of the loss by production disruption, machine by machine: as version 1, with supervision time where it is agreed, a
/// most number of indemnified hours, and the machine's log: the stretches must make up the lost hours, and no hour of a machine is
/// counted by two events. Source: business interruption practice and sample A; domain rules, sections 5.1 and 5.2.
/// </summary>
public static class DisruptionV2
{
    public static Method<DisruptionV2Input, LossFigures> Method { get; } = new("risk.disruption", 2, MethodPurpose.LossMeasure,
        new("Production disruption", "生产中断损失"), DisruptionV2Reader.Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>
    /// Figures; or disruption.salvage-above-loss, disruption.recovery-above-loss, disruption.log-not-ordered,
    /// disruption.hours-counted-twice, disruption.log-not-lost-hours, input.negative, money.negative.
    /// </returns>
    public static Outcome<LossFigures> Measure(DisruptionV2Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        CheckNumbers(checks, input);
        CheckLog(checks, input);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var currency = input.Terms.Currency;
        var zero = Money.Zero(currency);
        var steps = new Steps();
        foreach (var (machine, from, to) in input.Log)
            steps.Add($"log/{machine}/{from}", new($"Log of {machine}", $"{machine} 日志停机"), to - from, "h", $"{to} - {from}");
        var lost = steps.Round(currency, "lost-margin", new("Lost margin", "损失毛利"), input.LostHours * input.MarginPerHour, $"{input.LostHours} * {input.MarginPerHour}");
        var scrap = input.Scrap is { } spoilt
            ? steps.Round(currency, "scrap", new("Scrap", "报废"), spoilt.Quantity * spoilt.UnitCost, $"{spoilt.Quantity} * {spoilt.UnitCost}")
            : zero;
        var rework = Hours("rework", new("Rework", "返工"), input.Rework);
        var supervision = Hours("supervision", new("Supervision", "监管工时"), input.Supervision);
        var salvage = input.Salvage ?? zero;
        var damage = lost + scrap + rework + supervision;
        if (salvage > damage) return LossLines.Above("disruption.salvage-above-loss", "salvage", LossLines.Salvage, salvage, damage);
        steps.Add("salvage", new("Salvage", "残值"), salvage);
        var gross = damage - salvage;
        steps.Add("gross", new("Gross loss", "损失总额"), gross, $"{damage.Amount} - {salvage.Amount}");

        var excessHours = Rational.Min(input.TimeExcessHours ?? 0, input.LostHours);
        var excess = steps.Round(currency, "time-excess", new("Time excess, stays with the sufferer", "时间免赔，由受损方自负"),
            excessHours * input.MarginPerHour, $"min({input.TimeExcessHours ?? 0}, {input.LostHours}) * {input.MarginPerHour}");
        var beyond = zero;
        if (input.MaximumHours is { } most)
        {
            beyond = steps.Round(currency, "beyond-period", new("Hours beyond the indemnity period", "超出最长赔偿期的工时"),
                Rational.Max(0, input.LostHours - excessHours - most) * input.MarginPerHour, $"max(0, {input.LostHours} - {excessHours} - {most}) * {input.MarginPerHour}");
        }

        var covered = Money.Max(gross - excess - beyond, zero);
        steps.Add("after-excess", new("Loss after time excess", "扣除时间免赔后"), covered, $"max(0, {gross.Amount} - {excess.Amount} - {beyond.Amount})");
        var insurance = input.Insurance ?? zero;
        if (insurance > covered) return LossLines.Above("disruption.recovery-above-loss", "insurance", LossLines.Insurance, insurance, covered);
        steps.Add("insurance", new("Insurance", "保险赔款"), insurance);
        var net = covered - insurance;
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, $"{covered.Amount} - {insurance.Amount}");
        return new LossFigures(gross, net) { Steps = steps.Lines };

        Money Hours(string id, Text name, Rework? work) => work is { } hours
            ? steps.Round(currency, id, name, hours.Hours * hours.Rate, $"{hours.Hours} * {hours.Rate}")
            : zero;
    }

    private static void CheckNumbers(Checks checks, DisruptionV2Input input)
    {
        checks.NotNegative("lostHours", input.LostHours);
        checks.NotNegative("marginPerHour", input.MarginPerHour);
        checks.NotNegative("scrap.quantity", input.Scrap?.Quantity ?? 0);
        checks.NotNegative("scrap.unitCost", input.Scrap?.UnitCost ?? 0);
        checks.NotNegative("rework.hours", input.Rework?.Hours ?? 0);
        checks.NotNegative("rework.rate", input.Rework?.Rate ?? 0);
        checks.NotNegative("supervision.hours", input.Supervision?.Hours ?? 0);
        checks.NotNegative("supervision.rate", input.Supervision?.Rate ?? 0);
        if (input.Salvage is { } salvage) checks.NotNegative("salvage", salvage);
        checks.NotNegative("timeExcessHours", input.TimeExcessHours ?? 0);
        checks.NotNegative("maximumHours", input.MaximumHours ?? 0);
        if (input.Insurance is { } insurance) checks.NotNegative("insurance", insurance);
    }

    private static void CheckLog(Checks checks, DisruptionV2Input input)
    {
        for (var i = 0; i < input.Counted.Count; i++)
        {
            var other = input.Counted[i];
            Ordered(checks, JsonPath.Item("counted", i), other.From, other.To);
        }

        for (var i = 0; i < input.Log.Count; i++)
        {
            var own = input.Log[i];
            var here = JsonPath.Item("log", i);
            Ordered(checks, here, own.From, own.To);
            if (input.Log.Take(i).Any(earlier => Overlap(own, earlier.Machine, earlier.From, earlier.To))) Twice(here, own, new("this event itself", "本事件自身"));
            foreach (var other in input.Counted.Where(other => Overlap(own, other.Machine, other.From, other.To)))
                Twice(here, own, new($"the event '{other.Event}'", $"事件“{other.Event}”"));
        }

        if (input.Log.Count == 0 || checks.Failed) return;
        var logged = input.Log.Aggregate(Rational.Zero, (sum, stretch) => sum + stretch.To - stretch.From);
        checks.That(logged == input.LostHours, () => new InputRejection("disruption.log-not-lost-hours",
            new($"The log shows {logged} hours, not the {input.LostHours} lost hours stated.", $"日志停机{logged}小时，与填报的{input.LostHours}小时不符。"))
            { Field = "lostHours", Value = input.LostHours.ToString() });

        void Twice(string here, LogStretch own, Text by) => checks.Add(new InputRejection("disruption.hours-counted-twice",
            new($"Hours {own.From} to {own.To} of '{own.Machine}' are counted by {by.En} already.", $"“{own.Machine}”第{own.From}至{own.To}小时已计入{by.Zh}。"))
            { Field = here, Value = own.Machine });
    }

    private static void Ordered(Checks checks, string here, Rational from, Rational to)
    {
        checks.NotNegative($"{here}.from", from);
        checks.That(from < to, () => new InputRejection("disruption.log-not-ordered",
            new($"A stretch of the log ends at {to}, not after its start {from}.", $"日志时段止于{to}，不晚于其起点{from}。")) { Field = $"{here}.to", Value = to.ToString() });
    }

    // Half open: a stretch may begin at the very hour at which another one ended.
    private static bool Overlap(LogStretch own, string machine, Rational from, Rational to) => own.Machine == machine && own.From < to && from < own.To;
}
