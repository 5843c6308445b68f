namespace Ledger.Rules;

/// <summary>Inputs of <see cref="DepreciationRent"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Cost">Purchase cost without deductible tax; above 0, any precision.</param>
/// <param name="LifeMonths">Months over which it is written off; above 0.</param>
/// <param name="AgeMonths">Months written off before; at least 0.</param>
/// <param name="Months">Months lent; above 0.</param>
/// <param name="Use">Use by log.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record DepreciationRentInput(
    ValuationTerms Terms, Rational Cost, Rational LifeMonths, Rational AgeMonths, Rational Months, UseLog Use, IReadOnlyList<string> Evidence);

/// <summary>
/// Lent equipment by its depreciation: cost x months / life x used share. Source: Horizon Europe, depreciation for the time and
/// share of use by log; golden case G23.
/// </summary>
public static class DepreciationRent
{
    public static Method<DepreciationRentInput, ValuationFigures> Method { get; } = new("rent.depreciation", 1, MethodPurpose.Valuation,
        new("Depreciation for the time and share of use", "按折旧与使用比例计租"), Read, Value);

    /// <summary>Values equipment lent.</summary>
    /// <returns>Figures; or rent.written-off, rent.use-above-available, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ValuationFigures> Value(DepreciationRentInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("cost", input.Cost);
        checks.Positive("lifeMonths", input.LifeMonths);
        checks.NotNegative("ageMonths", input.AgeMonths);
        checks.Positive("months", input.Months);
        UseShare.Check(checks, input.Use);
        checks.That(input.LifeMonths.Sign <= 0 || input.AgeMonths + input.Months <= input.LifeMonths, () => new InputRejection("rent.written-off",
            new($"After {input.AgeMonths} months only {Rational.Max(0, input.LifeMonths - input.AgeMonths)} of {input.LifeMonths} are left to write off; a use charge fits what is written off.",
                $"已折旧{input.AgeMonths}个月，{input.LifeMonths}个月中仅余{Rational.Max(0, input.LifeMonths - input.AgeMonths)}个月可折旧；已提足折旧的适用使用费。"))
            { Field = "months", Value = input.Months.ToString() });
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var currency = input.Terms.Currency.Code;
        var written = lines.Amount("depreciation", new("Depreciation of the months lent", "出借期间折旧"), input.Cost * input.Months / input.LifeMonths, currency, $"{input.Cost} * {input.Months} / {input.LifeMonths}");
        var share = UseShare.Line(lines, input.Use);
        var rent = lines.Amount("rent", new("Depreciation for the use", "按使用计折旧"), written * share, currency, $"{WorkedLines.Show(written)} * {WorkedLines.Show(share)}");
        return Acceptance.Of(rent, input.Terms, steps);
    }

    private static DepreciationRentInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var cost = inputs.Number("cost");
        var life = inputs.Number("lifeMonths");
        var age = inputs.OptionalNumber("ageMonths") ?? 0;
        var months = inputs.Number("months");
        var use = UseShare.Read(inputs);
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && cost is { } c && life is { } l && months is { } m && use is not null ? new DepreciationRentInput(terms, c, l, age, m, use, evidence) : null;
    }
}

/// <summary>Use by log, as several methods take it.</summary>
internal static class UseShare
{
    public static void Check(Checks checks, UseLog use)
    {
        checks.NotNegative("use.used", use.Used);
        checks.Positive("use.available", use.Available);
        checks.That(use.Used <= use.Available, () => new InputRejection("rent.use-above-available",
            new($"The log shows {use.Used} {use.Unit} used of {use.Available} available.", $"日志显示使用{use.Used}{use.Unit}，超过可用{use.Available}{use.Unit}。"))
            { Field = "use.used", Value = use.Used.ToString() });
    }

    public static Rational Line(WorkedLines lines, UseLog use) =>
        lines.Ratio("use", new("Used share of the available time", "实际使用占可用时间比例"), use.Used / use.Available, $"{use.Used} / {use.Available} {use.Unit}");

    public static UseLog? Read(InputReader inputs) => inputs.Object("use") is { } use ? Of(use) : null;

    public static UseLog? ReadOptional(InputReader inputs) => inputs.OptionalObject("use") is { } use ? Of(use) : null;

    private static UseLog? Of(InputReader use)
    {
        var used = use.Number("used");
        var available = use.Number("available");
        var unit = use.String("unit", RuleLimits.Identifier);
        use.Close();
        return used is { } a && available is { } b && unit is not null ? new UseLog(a, b, unit) : null;
    }
}
