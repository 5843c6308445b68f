namespace Ledger.Rules;

/// <summary>Inputs of <see cref="Obsolescence"/>.</summary>
/// <param name="Terms">From the agreement.</param>
/// <param name="InitialValue">Accepted value when the knowledge was brought in; above 0.</param>
/// <param name="LifeYears">Agreed life over which the value is written down in a straight line; above 0.</param>
/// <param name="ElapsedYears">Years since then; at least 0.</param>
/// <param name="HalfLifeYears">Half-life of the knowledge, a prior that the agreement or an expert states; above 0. Exactly one
/// of this and <paramref name="CurrencyIndex"/>.</param>
/// <param name="CurrencyIndex">Share of the weighted skill units still in demand, by evidence; 0 to 1.</param>
public sealed record ObsolescenceInput(
    LossTerms Terms, Money InitialValue, Rational LifeYears, Rational ElapsedYears, Rational? HalfLifeYears, Rational? CurrencyIndex);

/// <summary>
/// Loss by knowledge obsolescence: max(0, scheduled book value - recoverable), where recoverable is the initial value x the
/// currency index, the index by half-life 2^(-t/H) or by evidence. Only what goes beyond the schedule is a loss: decay and
/// planned write-down are never both charged. Source: impairment practice, half-life of knowledge (Machlup), sample A.
/// </summary>
public static class Obsolescence
{
    public static Method<ObsolescenceInput, LossFigures> Method { get; } = new("risk.obsolescence", 1, MethodPurpose.LossMeasure,
        new("Knowledge obsolescence", "知识过时损失"), Read, Measure);

    /// <summary>Measures the loss.</summary>
    /// <returns>Figures (gross and net are equal); or obsolescence.one-model, obsolescence.exponent, input.*.</returns>
    public static Outcome<LossFigures> Measure(ObsolescenceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("initialValue", input.InitialValue.Value);
        checks.Positive("lifeYears", input.LifeYears);
        checks.NotNegative("elapsedYears", input.ElapsedYears);
        checks.That(input.HalfLifeYears is null != input.CurrencyIndex is null, () => new InputRejection("obsolescence.one-model",
            new("Give either halfLifeYears or currencyIndex, exactly one.", "halfLifeYears 与 currencyIndex 必须且只能给出一项。")).At("halfLifeYears"));
        if (input.CurrencyIndex is { } stated) checks.Within("currencyIndex", stated, 0, 1);
        if (input.HalfLifeYears is { } life) checks.Positive("halfLifeYears", life);
        if (checks.Failed) return checks.Refuse<LossFigures>();
        if (input.HalfLifeYears is { } half && !Rational.IsExponent(input.ElapsedYears / half))
        {
            return new InputRejection("obsolescence.exponent",
                new("Elapsed years over half-life is too fine a fraction: state both in whole months or years.", "经过年数与半衰期之比过于细碎：请按整月或整年填写。"))
                { Field = "elapsedYears", Value = input.ElapsedYears.ToString() };
        }

        var currency = input.Terms.Currency;
        var steps = new Steps();
        var initial = input.InitialValue;
        steps.Add("initial", new("Initial value", "初始价值"), initial);

        var left = Rational.Max(0, 1 - (input.ElapsedYears / input.LifeYears));
        var book = Money.FromRational(initial.Value * left, currency, Rounding.HalfUp);
        steps.Add("book-value", new("Scheduled book value", "按计划摊余价值"), book, $"{initial.Amount} * {left}");

        var index = input.CurrencyIndex ?? new Rational(1, 2).Pow(input.ElapsedYears / input.HalfLifeYears!.Value, RuleLimits.PowerDigits);
        steps.Say("index", new("Currency index of the knowledge", "知识时效指数"), index.ToDecimal(10, Rounding.HalfUp),
            input.HalfLifeYears is null ? new("By evidence.", "依据凭证。") : new($"2^-({input.ElapsedYears}/{input.HalfLifeYears}).", $"2^-({input.ElapsedYears}/{input.HalfLifeYears})。"));
        var recoverable = Money.FromRational(initial.Value * index, currency, Rounding.HalfUp);
        steps.Add("recoverable", new("Recoverable value", "可收回价值"), recoverable, $"{initial.Amount} * {index.ToDecimal(10, Rounding.HalfUp)}");

        var loss = Money.Max(book - recoverable, Money.Zero(currency));
        steps.Add("net", new("Loss beyond the schedule", "超出计划的损失"), loss, $"max(0, {book.Amount} - {recoverable.Amount})",
            loss.IsZero ? new Text("The scheduled write-down already covers the decay.", "计划摊销已覆盖贬值，不重复计损。") : null);
        return new LossFigures(loss, loss) { Steps = steps.Lines };
    }

    private static ObsolescenceInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var initial = inputs.Amount("initialValue", terms?.Currency);
        var life = inputs.Number("lifeYears");
        var elapsed = inputs.Number("elapsedYears");
        var half = inputs.OptionalNumber("halfLifeYears");
        var index = inputs.OptionalNumber("currencyIndex");
        return terms is not null && initial is not null && life is { } l && elapsed is { } e ? new ObsolescenceInput(terms, initial, l, e, half, index) : null;
    }
}
