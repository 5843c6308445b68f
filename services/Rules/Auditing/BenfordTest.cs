namespace Ledger.Rules;

/// <summary>How close the first digits are to Benford's law, by mean absolute deviation.</summary>
public enum BenfordConformity
{
    /// <summary>At most 0.006.</summary>
    Close,

    /// <summary>At most 0.012.</summary>
    Acceptable,

    /// <summary>At most 0.015.</summary>
    Marginal,

    /// <summary>Above 0.015.</summary>
    None,
}

/// <summary>Inputs of <see cref="BenfordTest"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Items">The population; zero amounts have no first digit and are left out.</param>
public sealed record BenfordInput(Currency Currency, IReadOnlyList<AuditItem> Items);

/// <summary>One first digit.</summary>
/// <param name="Digit">1 to 9.</param>
/// <param name="Count">Amounts that begin with it.</param>
/// <param name="Share">Of all.</param>
/// <param name="Expected">By Benford's law, five decimal places.</param>
public sealed record BenfordDigit(int Digit, int Count, Rational Share, Rational Expected);

/// <summary>Figures of <see cref="BenfordTest"/>.</summary>
/// <param name="Count">Amounts that were counted.</param>
/// <param name="Digits">1 to 9.</param>
/// <param name="Deviation">Mean absolute deviation of the shares.</param>
/// <param name="ChiSquare">Sum of (observed - expected)^2 / expected over the counts; 8 degrees of freedom.</param>
/// <param name="Significant">Whether chi-square is above 15.507, the 5 % point.</param>
/// <param name="Conformity">By the deviation.</param>
public sealed record BenfordFigures(
    int Count, IReadOnlyList<BenfordDigit> Digits, Rational Deviation, Rational ChiSquare, bool Significant, BenfordConformity Conformity) : Figures;

/// <summary>
/// First digits against Benford's law. Says where to look and proves nothing: agreed prices, rates and caps do not follow the law,
/// and made-up amounts can. Sources: Benford 1938; Nigrini 2012 for the bands of the deviation; chi-square table, 8 degrees, 5 %.
/// </summary>
public static class BenfordTest
{
    private static readonly Rational[] Law =
        [.. new[] { "0.30103", "0.17609", "0.12494", "0.09691", "0.07918", "0.06695", "0.05799", "0.05115", "0.04576" }.Select(Rational.Parse)];

    private static readonly Rational Point = Rational.Parse("15.507");

    public static Method<BenfordInput, BenfordFigures> Method { get; } = new("audit.benford", 1, MethodPurpose.Analysis,
        new("First digits against Benford's law", "首位数字本福特检验"), Read, Test);

    /// <summary>Counts and compares.</summary>
    /// <returns>Figures; or benford.too-few.</returns>
    public static Outcome<BenfordFigures> Test(BenfordInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var counts = new int[9];
        foreach (var item in input.Items.Where(item => item.Amount.Sign != 0)) counts[First(item.Amount.Minor) - 1]++;
        var n = counts.Sum();
        if (n < RuleLimits.BenfordLeast)
        {
            return new InputRejection("benford.too-few", new(
                $"The test says nothing below {Problems.Invariant(RuleLimits.BenfordLeast)} amounts; there are {Problems.Invariant(n)}.",
                $"少于 {Problems.Invariant(RuleLimits.BenfordLeast)} 个金额时检验没有意义；现有 {Problems.Invariant(n)} 个。")) { Field = "items", Value = Problems.Invariant(n) };
        }

        var digits = counts.Select((count, i) => new BenfordDigit(i + 1, count, new Rational(count, n), Law[i])).ToList();
        var deviation = digits.Aggregate(Rational.Zero, (sum, digit) => sum + Abs(digit.Share - digit.Expected)) / 9;
        var chi = digits.Aggregate(Rational.Zero, (sum, digit) => sum + ((digit.Count - (digit.Expected * n)) * (digit.Count - (digit.Expected * n)) / (digit.Expected * n)));
        var steps = new Steps();
        steps.Add("count", new("Amounts counted", "计入金额数"), n);
        foreach (var digit in digits)
            steps.Add($"digit/{Problems.Invariant(digit.Digit)}", new($"Begin with {Problems.Invariant(digit.Digit)}", $"首位为 {Problems.Invariant(digit.Digit)}"), digit.Count, formula: $"{digit.Expected} * {Problems.Invariant(n)} expected");
        steps.Add("deviation", new("Mean absolute deviation", "平均绝对偏差"), deviation);
        steps.Add("chi-square", new("Chi-square, 8 degrees of freedom", "卡方值（自由度 8）"), chi, note: new("15.507 is the 5 % point.", "5% 临界值为 15.507。"));
        return new BenfordFigures(n, digits, deviation, chi, chi > Point, Band(deviation)) { Steps = steps.Lines };
    }

    private static BenfordConformity Band(Rational deviation) =>
        deviation <= new Rational(6, 1000) ? BenfordConformity.Close
        : deviation <= new Rational(12, 1000) ? BenfordConformity.Acceptable
        : deviation <= new Rational(15, 1000) ? BenfordConformity.Marginal : BenfordConformity.None;

    private static int First(long minor)
    {
        var left = Math.Abs(minor);
        while (left >= 10) left /= 10;
        return (int)left;
    }

    private static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    private static BenfordInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var items = AuditItems.Read(inputs, currency);
        return currency is not null ? new BenfordInput(currency, items) : null;
    }
}
