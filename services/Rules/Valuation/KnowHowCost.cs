namespace Ledger.Rules;

/// <summary>Inputs of <see cref="KnowHowCost"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Material">Material and other things used up, power included; at least 0, any precision.</param>
/// <param name="Pay">Pay of the research staff; at least 0; with <paramref name="Material"/> above 0.</param>
/// <param name="CreativeMultiple">beta1: multiple of creative labour; at least 1, at most 10.</param>
/// <param name="RiskShare">beta2: average risk of research, share of failures; at least 0, below 1.</param>
/// <param name="ReturnRate">L: return on the intangible itself, not on its industry; 0 to 10.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record KnowHowCostInput(
    ValuationTerms Terms, Rational Material, Rational Pay, Rational CreativeMultiple, Rational RiskShare, Rational ReturnRate, IReadOnlyList<string> Evidence);

/// <summary>
/// Know-how at cost (倍加系数法): (material + beta1 x pay) / (1 - beta2) x (1 + L). Source: Chinese exam texts, golden case G08.
/// </summary>
public static class KnowHowCost
{
    private static readonly Rational Highest = 10;

    public static Method<KnowHowCostInput, ValuationFigures> Method { get; } = new("cost.know-how", 1, MethodPurpose.Valuation,
        new("Know-how by multiplied cost", "技术成本倍加系数法"), Read, Value);

    /// <summary>Values know-how.</summary>
    /// <returns>Figures; or know-how.risk-certain, know-how.no-cost, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ValuationFigures> Value(KnowHowCostInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.NotNegative("material", input.Material);
        checks.NotNegative("pay", input.Pay);
        checks.Within("creativeMultiple", input.CreativeMultiple, 1, Highest);
        checks.NotNegative("riskShare", input.RiskShare);
        checks.That(input.RiskShare < 1, () => new InputRejection("know-how.risk-certain",
            new($"A risk of {input.RiskShare} means that all research fails.", $"风险率{input.RiskShare}意味着研发全部失败。")) { Field = "riskShare", Value = input.RiskShare.ToString() });
        checks.Within("returnRate", input.ReturnRate, 0, Highest);
        checks.That((input.Material + input.Pay).Sign > 0, () => new InputRejection("know-how.no-cost", new("There is no cost to start from.", "没有可计的成本。")).At("material"));
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var currency = input.Terms.Currency.Code;
        var labour = lines.Amount("creative-labour", new("Creative labour", "创造性劳动"), input.CreativeMultiple * input.Pay, currency, $"{input.CreativeMultiple} * {input.Pay}");
        var spent = lines.Amount("cost", new("Cost with creative labour", "含创造性劳动的成本"), input.Material + labour, currency, $"{input.Material} + {WorkedLines.Show(labour)}");
        var risked = lines.Amount("with-risk", new("Cost carrying the failures", "计入研发风险"), spent / (1 - input.RiskShare), currency, $"{WorkedLines.Show(spent)} / (1 - {input.RiskShare})");
        var value = lines.Amount("with-return", new("With the return on the intangible", "计入无形资产收益率"), risked * (1 + input.ReturnRate), currency, $"{WorkedLines.Show(risked)} * (1 + {input.ReturnRate})");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static KnowHowCostInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var material = inputs.Number("material");
        var pay = inputs.Number("pay");
        var multiple = inputs.Number("creativeMultiple");
        var risk = inputs.Number("riskShare");
        var rate = inputs.Number("returnRate");
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && material is { } m && pay is { } p && multiple is { } b && risk is { } k && rate is { } r
            ? new KnowHowCostInput(terms, m, p, b, k, r, evidence)
            : null;
    }
}
