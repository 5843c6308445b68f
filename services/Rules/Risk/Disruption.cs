namespace Ledger.Rules;

/// <summary>Parts spoilt by the disruption.</summary>
/// <param name="Quantity">At least 0.</param>
/// <param name="UnitCost">Cost of one, at least 0, any precision.</param>
public sealed record Scrap(Rational Quantity, Rational UnitCost);

/// <summary>Hours spent on repairing spoilt work.</summary>
/// <param name="Hours">At least 0.</param>
/// <param name="Rate">Per hour, at least 0, any precision.</param>
public sealed record Rework(Rational Hours, Rational Rate);

/// <summary>Inputs of <see cref="Disruption"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="LostHours">Production hours lost, by the machine's log; at least 0.</param>
/// <param name="MarginPerHour">Contribution margin of an hour; at least 0, any precision.</param>
/// <param name="Scrap">Spoilt parts, or null.</param>
/// <param name="Rework">Repair of spoilt work, or null.</param>
/// <param name="Salvage">What the spoilt parts still brought; null for nothing.</param>
/// <param name="TimeExcessHours">Hours of each event that stay with the sufferer; null for none.</param>
/// <param name="Insurance">Paid by an insurer; null for nothing.</param>
public sealed record DisruptionInput(
    LossTerms Terms,
    Rational LostHours,
    Rational MarginPerHour,
    Scrap? Scrap,
    Rework? Rework,
    Money? Salvage,
    Rational? TimeExcessHours,
    Money? Insurance);

/// <summary>
/// Loss by production disruption: lost hours x margin + scrap + rework - salvage, less the time excess (hours x margin, at most
/// the hours lost) and insurance. Floors at zero after the time excess; a salvage or insurance above the loss it recovers is
/// refused. Source: business interruption practice (golden case BI1) and sample A.
/// </summary>
public static class Disruption
{
    public static Method<DisruptionInput, LossFigures> Method { get; } = new("risk.disruption", 1, MethodPurpose.LossMeasure,
        new("Production disruption", "生产中断损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures; or disruption.salvage-above-loss, disruption.recovery-above-loss, input.negative, money.negative.</returns>
    public static Outcome<LossFigures> Measure(DisruptionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var currency = input.Terms.Currency;
        var checks = new Checks();
        var excessHours = input.TimeExcessHours ?? Rational.Zero;
        var salvage = input.Salvage ?? Money.Zero(currency);
        var insurance = input.Insurance ?? Money.Zero(currency);
        checks.NotNegative("lostHours", input.LostHours);
        checks.NotNegative("marginPerHour", input.MarginPerHour);
        checks.NotNegative("scrap.quantity", input.Scrap?.Quantity ?? 0);
        checks.NotNegative("scrap.unitCost", input.Scrap?.UnitCost ?? 0);
        checks.NotNegative("rework.hours", input.Rework?.Hours ?? 0);
        checks.NotNegative("rework.rate", input.Rework?.Rate ?? 0);
        checks.NotNegative("salvage", salvage);
        checks.NotNegative("timeExcessHours", excessHours);
        checks.NotNegative("insurance", insurance);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var steps = new Steps();
        var lost = Line(steps, currency, "lost-margin", new("Lost margin", "损失毛利"), input.LostHours * input.MarginPerHour, $"{input.LostHours} * {input.MarginPerHour}");
        var scrap = input.Scrap is { } spoilt
            ? Line(steps, currency, "scrap", new("Scrap", "报废"), spoilt.Quantity * spoilt.UnitCost, $"{spoilt.Quantity} * {spoilt.UnitCost}")
            : Money.Zero(currency);
        var rework = input.Rework is { } repair
            ? Line(steps, currency, "rework", new("Rework", "返工"), repair.Hours * repair.Rate, $"{repair.Hours} * {repair.Rate}")
            : Money.Zero(currency);
        var damage = lost + scrap + rework;
        if (salvage > damage)
        {
            return new InputRejection("disruption.salvage-above-loss",
                new($"The salvage {salvage.Amount} is above the loss {damage.Amount}.", $"残值{salvage.Amount}高于损失{damage.Amount}。")) { Field = "salvage", Value = salvage.Amount };
        }

        steps.Add("salvage", new("Salvage", "残值"), salvage);
        var gross = damage - salvage;
        steps.Add("gross", new("Gross loss", "损失总额"), gross, $"{lost.Amount} + {scrap.Amount} + {rework.Amount} - {salvage.Amount}");

        var excess = Line(steps, currency, "time-excess", new("Time excess, stays with the sufferer", "时间免赔，由受损方自负"),
            Rational.Min(excessHours, input.LostHours) * input.MarginPerHour, $"min({excessHours}, {input.LostHours}) * {input.MarginPerHour}");
        var afterExcess = Money.Max(gross - excess, Money.Zero(currency));
        steps.Add("after-excess", new("Loss after time excess", "扣除时间免赔后"), afterExcess, $"max(0, {gross.Amount} - {excess.Amount})");
        if (insurance > afterExcess)
        {
            return new InputRejection("disruption.recovery-above-loss",
                new($"The insurance {insurance.Amount} is above the loss {afterExcess.Amount}.", $"保险赔款{insurance.Amount}高于损失{afterExcess.Amount}。"))
                { Field = "insurance", Value = insurance.Amount };
        }

        steps.Add("insurance", new("Insurance", "保险赔款"), insurance);
        var net = afterExcess - insurance;
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, $"{afterExcess.Amount} - {insurance.Amount}");
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static Money Line(Steps steps, Currency currency, string id, Text name, Rational exact, string formula)
    {
        var money = Money.FromRational(exact, currency, Rounding.HalfUp);
        steps.Add(id, name, money, formula);
        return money;
    }

    private static DisruptionInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var hours = inputs.Number("lostHours");
        var margin = inputs.Number("marginPerHour");
        var scrap = inputs.OptionalObject("scrap") is { } spoilt ? ReadPair(spoilt, "quantity", "unitCost", (a, b) => new Scrap(a, b)) : null;
        var rework = inputs.OptionalObject("rework") is { } repair ? ReadPair(repair, "hours", "rate", (a, b) => new Rework(a, b)) : null;
        var salvage = inputs.OptionalAmount("salvage", terms?.Currency);
        var excess = inputs.OptionalNumber("timeExcessHours");
        var insurance = inputs.OptionalAmount("insurance", terms?.Currency);
        return terms is not null && hours is { } h && margin is { } m ? new DisruptionInput(terms, h, m, scrap, rework, salvage, excess, insurance) : null;
    }

    private static T? ReadPair<T>(InputReader reader, string first, string second, Func<Rational, Rational, T> make) where T : class
    {
        var a = reader.Number(first);
        var b = reader.Number(second);
        reader.Close();
        return a is { } x && b is { } y ? make(x, y) : null;
    }
}
