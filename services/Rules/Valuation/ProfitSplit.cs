namespace Ledger.Rules;

/// <summary>What one side puts in, and what it is worth above its cost.</summary>
/// <param name="Cost">Cost; above 0, any precision.</param>
/// <param name="Markup">Applicable margin on the cost: 5 for 500%; 0 to 100.</param>
public sealed record SplitSide(Rational Cost, Rational Markup);

/// <summary>Inputs of <see cref="ProfitSplit"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Technology">The technology's side.</param>
/// <param name="User">The side of whoever uses it.</param>
/// <param name="Profits">Profit of each year from the use, first year first; 1 to 100 years, none negative.</param>
/// <param name="DiscountRate">Per year, risk included; 0 to 1.</param>
/// <param name="Timing">Year-end or mid-year.</param>
/// <param name="Evidence">References of the evidence cited.</param>
/// <param name="Intermediates">How each line is rounded; null for exact.</param>
/// <param name="RatioPlaces">Places of ratios under <paramref name="Intermediates"/>.</param>
public sealed record ProfitSplitInput(
    ValuationTerms Terms,
    SplitSide Technology,
    SplitSide User,
    IReadOnlyList<Rational> Profits,
    Rational DiscountRate,
    CashFlowTiming Timing,
    IReadOnlyList<string> Evidence,
    IntermediateRounding? Intermediates = null,
    int? RatioPlaces = null);

/// <summary>Figures of <see cref="ProfitSplit"/>.</summary>
/// <param name="Value">Present value of the technology's part of the profit.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="Rate">The technology's share of profit, to 8 places.</param>
/// <param name="Exact">Value before it is rounded to money, to 8 places.</param>
public sealed record ProfitSplitFigures(Money Value, Money Accepted, Money Excess, Rational Rate, Rational Exact) : ValuationFigures(Value, Accepted, Excess);

/// <summary>
/// Technology by its part of the profit, the parts as the equivalent investments (约当投资分成法):
/// C_tech (1 + m_tech) / (C_tech (1 + m_tech) + C_user (1 + m_user)). Source: Chinese exam texts, golden case G10.
/// </summary>
public static class ProfitSplit
{
    private static readonly Rational HighestMarkup = 100;

    public static Method<ProfitSplitInput, ProfitSplitFigures> Method { get; } = new("income.profit-split", 1, MethodPurpose.Valuation,
        new("Profit split by equivalent investment", "约当投资利润分成法"), Read, Value);

    /// <summary>Values a technology.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ProfitSplitFigures> Value(ProfitSplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("technology.cost", input.Technology.Cost);
        checks.Within("technology.markup", input.Technology.Markup, 0, HighestMarkup);
        checks.Positive("user.cost", input.User.Cost);
        checks.Within("user.markup", input.User.Markup, 0, HighestMarkup);
        checks.That(input.Profits.Count > 0, () => Problems.Empty("profits"));
        checks.That(input.Profits.Count <= RuleLimits.ForecastYears, () => Problems.TooMany("profits", RuleLimits.ForecastYears));
        for (var i = 0; i < input.Profits.Count; i++) checks.NotNegative(JsonPath.Item("profits", i), input.Profits[i]);
        checks.Within("discountRate", input.DiscountRate, 0, 1);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ProfitSplitFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, input.Intermediates, input.RatioPlaces);
        var currency = input.Terms.Currency.Code;
        var technology = Side(lines, "technology", new("Technology's equivalent investment", "技术方约当投资量"), input.Technology, currency);
        var user = Side(lines, "user", new("User's equivalent investment", "使用方约当投资量"), input.User, currency);
        var rate = lines.Ratio("rate", new("Technology's share of profit", "利润分成率"), technology / (technology + user), $"{WorkedLines.Show(technology)} / ({WorkedLines.Show(technology)} + {WorkedLines.Show(user)})");

        var growth = 1 + input.DiscountRate;
        var half = input.Timing == CashFlowTiming.MidYear ? growth.Sqrt(RuleLimits.PowerDigits) : Rational.One;
        var sum = Rational.Zero;
        for (var year = 1; year <= input.Profits.Count; year++)
        {
            var number = Problems.Invariant(year);
            var factor = lines.Ratio($"factor/{number}", new($"Discount factor, year {number}", $"第{number}年折现系数"), half / growth.Pow(year));
            sum += lines.Amount($"present/{number}", new($"Present value of the profit, year {number}", $"第{number}年利润现值"), input.Profits[year - 1] * factor, currency,
                $"{input.Profits[year - 1]} * {WorkedLines.Show(factor)}");
        }

        var present = lines.Amount("present", new("Present value of the profits", "利润现值合计"), sum, currency);
        var value = lines.Amount("part", new("Technology's part", "技术分成额"), present * rate, currency, $"{WorkedLines.Show(present)} * {WorkedLines.Show(rate)}");
        var accepted = Acceptance.Of(value, input.Terms, steps);
        return new ProfitSplitFigures(accepted.Value, accepted.Accepted, accepted.Excess, Replacement.Kept(rate), Replacement.Kept(value)) { Steps = steps.Lines };
    }

    private static Rational Side(WorkedLines lines, string id, Text name, SplitSide side, string currency) =>
        lines.Amount(id, name, side.Cost * (1 + side.Markup), currency, $"{side.Cost} * (1 + {side.Markup})");

    private static ProfitSplitInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var technology = ReadSide(inputs.Object("technology"));
        var user = ReadSide(inputs.Object("user"));
        var profits = inputs.NotNegatives("profits", RuleLimits.ForecastYears);
        var discount = inputs.Number("discountRate");
        var timing = inputs.OneOf<CashFlowTiming>("timing");
        var evidence = inputs.OptionalIdentifiers("evidence");
        var intermediates = IntermediateRounding.Read(inputs);
        var places = WorkedLines.ReadRatioPlaces(inputs, intermediates);
        return terms is not null && technology is not null && user is not null && discount is { } d && timing is { } when
            ? new ProfitSplitInput(terms, technology, user, profits, d, when, evidence, intermediates, places)
            : null;
    }

    private static SplitSide? ReadSide(InputReader? side)
    {
        if (side is null) return null;
        var cost = side.Number("cost");
        var markup = side.Number("markup");
        side.Close();
        return cost is { } c && markup is { } m ? new SplitSide(c, m) : null;
    }
}
