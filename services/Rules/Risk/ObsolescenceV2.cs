namespace Ledger.Rules;

/// <summary>One unit of the dated skill map behind the evidence index.</summary>
/// <param name="Id">Unit of the occupational standard or the curriculum.</param>
/// <param name="Weight">Its weight in the knowledge brought in; above 0.</param>
/// <param name="Demanded">Share of it still in demand by postings, standard or panel; 0 to 1.</param>
/// <param name="Evidence">Reference of the evidence, or null.</param>
public sealed record SkillUnit(string Id, Rational Weight, Rational Demanded, string? Evidence = null);

/// <summary>Inputs of <see cref="ObsolescenceV2"/>. Exactly one of half-life, index, skill units and recoverable value.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="InitialValue">Accepted value when the knowledge was brought in; above 0.</param>
/// <param name="LifeYears">Agreed life of the straight-line write-down; above 0.</param>
/// <param name="ElapsedYears">Years since then; at least 0.</param>
/// <param name="HalfLifeYears">Prior half-life of the knowledge; above 0.</param>
/// <param name="CurrencyIndex">Evidence index as one number; 0 to 1.</param>
/// <param name="SkillUnits">Evidence index by unit: weighted share still in demand.</param>
/// <param name="Recoverable">Recoverable value as stated, any sign; below 0 counts as 0.</param>
/// <param name="AlreadyCharged">Loss charged for the same knowledge before; null for none.</param>
public sealed record ObsolescenceV2Input(
    LossTerms Terms,
    Money InitialValue,
    Rational LifeYears,
    Rational ElapsedYears,
    Rational? HalfLifeYears,
    Rational? CurrencyIndex,
    IReadOnlyList<SkillUnit> SkillUnits,
    Rational? Recoverable = null,
    Money? AlreadyCharged = null);

/// <summary>
/// Version 2 of the loss by knowledge obsolescence: beside the half-life prior and the stated index it takes the evidence index
/// unit by unit (weighted share of skill units still in demand) or a stated recoverable value, and a loss charged before is not
/// charged again. As in version 1 only the excess over the schedule is a loss. Source: domain rules, section 5.1.
/// </summary>
public static class ObsolescenceV2
{
    public static Method<ObsolescenceV2Input, LossFigures> Method { get; } = new("risk.obsolescence", 2, MethodPurpose.LossMeasure,
        new("Knowledge obsolescence", "知识过时损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures; or obsolescence.missing-index, obsolescence.one-model, obsolescence.exponent, obsolescence.charged-above-loss, input.*.</returns>
    public static Outcome<LossFigures> Measure(ObsolescenceV2Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<LossFigures>();

        var currency = input.Terms.Currency;
        var steps = new Steps();
        var initial = input.InitialValue;
        steps.Add("initial", new("Initial value", "初始价值"), initial);
        var left = Rational.Max(0, 1 - (input.ElapsedYears / input.LifeYears));
        var book = steps.Round(currency, "book-value", new("Scheduled book value", "按计划摊余价值"), initial.Value * left, $"{initial.Amount} * {left}");
        var recoverable = Recoverable(input, steps);

        var gross = Money.Max(book - recoverable, Money.Zero(currency));
        steps.Add("gross", new("Loss beyond the schedule", "超出计划的损失"), gross, $"max(0, {book.Amount} - {recoverable.Amount})",
            gross.IsZero ? new Text("The scheduled write-down already covers the decay.", "计划摊销已覆盖贬值，不重复计损。") : null);
        var charged = input.AlreadyCharged ?? Money.Zero(currency);
        if (charged > gross && !charged.IsZero)
            return LossLines.Above("obsolescence.charged-above-loss", "alreadyCharged", new("The loss charged before", "此前已计损失"), charged, gross);
        var net = gross - charged;
        steps.Add("net", new("Loss to be borne", "待分担损失"), net, charged.IsZero ? null : $"{gross.Amount} - {charged.Amount}");
        return new LossFigures(gross, net) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, ObsolescenceV2Input input)
    {
        checks.Positive("initialValue", input.InitialValue.Value);
        checks.Positive("lifeYears", input.LifeYears);
        checks.NotNegative("elapsedYears", input.ElapsedYears);
        if (input.CurrencyIndex is { } stated) checks.Within("currencyIndex", stated, 0, 1);
        if (input.HalfLifeYears is { } life) checks.Positive("halfLifeYears", life);
        if (input.AlreadyCharged is { } charged) checks.NotNegative("alreadyCharged", charged);
        for (var i = 0; i < input.SkillUnits.Count; i++)
        {
            var (id, weight, demanded, _) = input.SkillUnits[i];
            var here = JsonPath.Item("skillUnits", i);
            checks.Positive($"{here}.weight", weight);
            checks.Within($"{here}.demanded", demanded, 0, 1);
            checks.That(!input.SkillUnits.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }

        var models = new[] { input.HalfLifeYears is not null, input.CurrencyIndex is not null, input.SkillUnits.Count > 0, input.Recoverable is not null }.Count(given => given);
        checks.That(models > 0, () => new InputRejection("obsolescence.missing-index",
            new("There is no index of the knowledge: give halfLifeYears, currencyIndex, skillUnits or recoverable.",
                "缺少知识时效指数：请给出 halfLifeYears、currencyIndex、skillUnits 或 recoverable 之一。")).At("currencyIndex"));
        checks.That(models <= 1, () => new InputRejection("obsolescence.one-model",
            new("Give exactly one of halfLifeYears, currencyIndex, skillUnits and recoverable.", "halfLifeYears、currencyIndex、skillUnits、recoverable 只能给出一项。")).At("halfLifeYears"));
        if (input.HalfLifeYears is { Sign: > 0 } half && !Rational.IsExponent(input.ElapsedYears / half))
        {
            checks.Add(new InputRejection("obsolescence.exponent",
                new("Elapsed years over half-life is too fine a fraction: state both in whole months or years.", "经过年数与半衰期之比过于细碎：请按整月或整年填写。"))
                { Field = "elapsedYears", Value = input.ElapsedYears.ToString() });
        }
    }

    private static Money Recoverable(ObsolescenceV2Input input, Steps steps)
    {
        var currency = input.Terms.Currency;
        if (input.Recoverable is { } stated)
        {
            return steps.Round(currency, "recoverable", new("Recoverable value", "可收回价值"), Rational.Max(stated, 0), $"max({stated}, 0)",
                stated.Sign < 0 ? new Text("A negative recoverable value counts as nothing.", "可收回价值为负时按零计。") : null);
        }

        var index = Index(input, steps);
        var shown = index.ToDecimal(10, Rounding.HalfUp);
        return steps.Round(currency, "recoverable", new("Recoverable value", "可收回价值"), input.InitialValue.Value * index, $"{input.InitialValue.Amount} * {shown}");
    }

    private static Rational Index(ObsolescenceV2Input input, Steps steps)
    {
        Rational index;
        Text note;
        if (input.SkillUnits.Count > 0)
        {
            var sum = input.SkillUnits.Aggregate(Rational.Zero, (total, unit) => total + unit.Weight);
            foreach (var unit in input.SkillUnits)
                steps.Add($"demanded/{unit.Id}", new($"Demanded weight of {unit.Id}", $"{unit.Id} 仍有需求的权重"), unit.Weight * unit.Demanded, formula: $"{unit.Weight} * {unit.Demanded}");
            index = input.SkillUnits.Aggregate(Rational.Zero, (total, unit) => total + (unit.Weight * unit.Demanded)) / sum;
            note = new($"Demanded weight over {sum}, the weight of all units.", $"仍有需求的权重除以全部权重{sum}。");
        }
        else if (input.HalfLifeYears is { } half)
        {
            index = new Rational(1, 2).Pow(input.ElapsedYears / half, RuleLimits.PowerDigits);
            note = new($"2^-({input.ElapsedYears}/{half}).", $"2^-({input.ElapsedYears}/{half})。");
        }
        else
        {
            index = input.CurrencyIndex!.Value;
            note = new("By evidence.", "依据凭证。");
        }

        steps.Say("index", new("Currency index of the knowledge", "知识时效指数"), index.ToDecimal(10, Rounding.HalfUp), note);
        return index;
    }

    private static ObsolescenceV2Input? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var initial = inputs.Amount("initialValue", terms?.Currency);
        var life = inputs.Number("lifeYears");
        var elapsed = inputs.Number("elapsedYears");
        var half = inputs.OptionalNumber("halfLifeYears");
        var index = inputs.OptionalNumber("currencyIndex");
        var units = new List<SkillUnit>();
        foreach (var entry in inputs.OptionalObjects("skillUnits"))
        {
            var id = entry.Identifier("id");
            var weight = entry.Number("weight");
            var demanded = entry.Number("demanded");
            var evidence = entry.OptionalIdentifier("evidence");
            entry.Close();
            if (id is not null && weight is { } w && demanded is { } d) units.Add(new SkillUnit(id, w, d, evidence));
        }

        var recoverable = inputs.OptionalNumber("recoverable");
        var charged = inputs.OptionalAmount("alreadyCharged", terms?.Currency);
        return terms is not null && initial is not null && life is { } l && elapsed is { } e
            ? new ObsolescenceV2Input(terms, initial, l, e, half, index, units, recoverable, charged)
            : null;
    }
}
