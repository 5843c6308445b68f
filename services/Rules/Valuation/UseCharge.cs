namespace Ledger.Rules;

/// <summary>Inputs of <see cref="UseCharge"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="OriginalCost">What it cost; above 0, any precision.</param>
/// <param name="Depreciated">What was written off so far; the whole cost.</param>
/// <param name="AgeYears">Age; above 0.</param>
/// <param name="RemainingYears">Years it can still be used; above 0.</param>
/// <param name="Years">Years lent; above 0, at most the remaining ones.</param>
/// <param name="Use">Use by log.</param>
/// <param name="Maintenance">Maintenance that the lender pays in that time; at least 0.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record UseChargeInput(
    ValuationTerms Terms,
    Rational OriginalCost,
    Rational Depreciated,
    Rational AgeYears,
    Rational RemainingYears,
    Rational Years,
    UseLog Use,
    Rational Maintenance,
    IReadOnlyList<string> Evidence);

/// <summary>
/// A reasonable charge for using what is fully written off: its cost spread over the life that it really has, for the years and
/// the share of use, and the lender's maintenance. Source: 32 CFR 37.535/540 names original cost, remaining life, maintenance and
/// past depreciation as what a use charge looks at; the formula is this library's. Sample B's furnace.
/// </summary>
public static class UseCharge
{
    public static Method<UseChargeInput, ValuationFigures> Method { get; } = new("rent.use-charge", 1, MethodPurpose.Valuation,
        new("Use charge of what is written off", "已提足折旧资产使用费"), Read, Value);

    /// <summary>Values the use.</summary>
    /// <returns>Figures; or use-charge.not-written-off, use-charge.beyond-remaining-life, cost.negative-remaining-life, rent.use-above-available, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ValuationFigures> Value(UseChargeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("originalCost", input.OriginalCost);
        checks.Positive("ageYears", input.AgeYears);
        checks.Positive("years", input.Years);
        checks.NotNegative("maintenance", input.Maintenance);
        UseShare.Check(checks, input.Use);
        checks.That(input.Depreciated == input.OriginalCost, () => new InputRejection("use-charge.not-written-off",
            new($"{input.Depreciated} of {input.OriginalCost} is written off; depreciation fits what still has a book value.", $"{input.OriginalCost}中已折旧{input.Depreciated}；尚有账面价值的适用折旧法。"))
            { Field = "depreciated", Value = input.Depreciated.ToString() });
        checks.That(input.RemainingYears.Sign >= 0, () => new InputRejection("cost.negative-remaining-life",
            new($"The remaining life is {input.RemainingYears} years.", $"尚可使用年限为{input.RemainingYears}年，不得为负。")) { Field = "remainingYears", Value = input.RemainingYears.ToString() });
        checks.That(input.RemainingYears.Sign < 0 || input.Years <= input.RemainingYears, () => new InputRejection("use-charge.beyond-remaining-life",
            new($"It is lent for {input.Years} years and lasts {input.RemainingYears}.", $"出借{input.Years}年，超过尚可使用的{input.RemainingYears}年。")) { Field = "years", Value = input.Years.ToString() });
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var currency = input.Terms.Currency.Code;
        var perYear = lines.Amount("per-year", new("Cost over the real life", "按实际寿命年摊成本"), input.OriginalCost / (input.AgeYears + input.RemainingYears), $"{currency}/year", $"{input.OriginalCost} / ({input.AgeYears} + {input.RemainingYears})");
        var share = UseShare.Line(lines, input.Use);
        var charge = lines.Amount("charge", new("Charge for the use", "使用费"), perYear * input.Years * share, currency, $"{WorkedLines.Show(perYear)} * {input.Years} * {WorkedLines.Show(share)}");
        var value = lines.Amount("with-maintenance", new("With the lender's maintenance", "计入出借方维护费"), charge + input.Maintenance, currency, $"{WorkedLines.Show(charge)} + {input.Maintenance}");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static UseChargeInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var cost = inputs.Number("originalCost");
        var depreciated = inputs.Number("depreciated");
        var age = inputs.Number("ageYears");
        var remaining = inputs.Number("remainingYears");
        var years = inputs.Number("years");
        var use = UseShare.Read(inputs);
        var maintenance = inputs.OptionalNumber("maintenance") ?? 0;
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && cost is { } c && depreciated is { } d && age is { } a && remaining is { } r && years is { } y && use is not null
            ? new UseChargeInput(terms, c, d, a, r, y, use, maintenance, evidence)
            : null;
    }
}
