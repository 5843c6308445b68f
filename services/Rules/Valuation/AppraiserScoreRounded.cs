namespace Ledger.Rules;

/// <summary>Figures of <see cref="AppraiserScoreRounded"/>; shares to 8 places.</summary>
/// <param name="Count">Ratios that count.</param>
/// <param name="MedianRatio">Median of appraised / sale.</param>
/// <param name="Cod">Coefficient of dispersion: mean distance from the median over the median; 0.1 is 10%.</param>
/// <param name="CodAcceptable">Whether it lies between 5% and 15%.</param>
/// <param name="Prd">Price-related differential: mean ratio over the ratio of the sums; above 1, dear things are appraised lower.</param>
/// <param name="PrdAcceptable">Whether it lies between 0.98 and 1.03.</param>
/// <param name="Trimmed">Ids left out, in the order of the inputs.</param>
public sealed record AppraiserScoreRoundedFigures(
    int Count, Rational MedianRatio, Rational Cod, bool CodAcceptable, Rational Prd, bool PrdAcceptable, IReadOnlyList<string> Trimmed) : Figures;

/// <summary>
/// How well values met later sales, second version: every ratio is kept to 8 places before it is used, so that thousands of
/// ratios share one denominator (the first version keeps them exact, and their sum grows with each), and the PRD is judged too.
/// Source: IAAO ratio studies (COD 5 to 15 %, PRD 0.98 to 1.03, ratios beyond 3 x IQR trimmed first); golden case G27.
/// </summary>
public static class AppraiserScoreRounded
{
    private const int RatioPlaces = 8;

    private static readonly Rational LowestCod = new(5, 100);
    private static readonly Rational HighestCod = new(15, 100);
    private static readonly Rational LowestPrd = new(98, 100);
    private static readonly Rational HighestPrd = new(103, 100);

    public static Method<AppraiserScoreInput, AppraiserScoreRoundedFigures> Method { get; } = new("appraisal.score", 2, MethodPurpose.Analysis,
        AppraiserScore.Method.Name, AppraiserScore.Read, Value);

    /// <summary>Scores.</summary>
    /// <returns>Figures; or appraisal.too-few-sales, input.*.</returns>
    public static Outcome<AppraiserScoreRoundedFigures> Value(AppraiserScoreInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Sales.Count >= 2, () => new InputRejection("appraisal.too-few-sales",
            new("A score needs at least two sales.", "评分至少需要两笔成交。")) { Field = "sales", Value = Problems.Invariant(input.Sales.Count) });
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Sales.Count; i++)
        {
            var sale = input.Sales[i];
            var here = JsonPath.Item("sales", i);
            checks.That(seen.Add(sale.Id), () => Problems.Duplicate($"{here}.id", sale.Id));
            checks.Positive($"{here}.appraised", sale.Appraised);
            checks.Positive($"{here}.sale", sale.Sale);
        }

        if (checks.Failed) return checks.Refuse<AppraiserScoreRoundedFigures>();

        var steps = new Steps();
        var ratios = input.Sales.Select(sale => (sale.Appraised / sale.Sale).Round(RatioPlaces, Rounding.HalfUp)).ToList();
        for (var i = 0; i < ratios.Count; i++)
            steps.Add($"ratio/{input.Sales[i].Id}", new($"Ratio of {input.Sales[i].Id}", $"{input.Sales[i].Id} 的比率"), ratios[i], formula: $"{input.Sales[i].Appraised} / {input.Sales[i].Sale}");
        var kept = Keep(ratios, input.Trim, steps);
        var trimmed = Enumerable.Range(0, ratios.Count).Except(kept).Select(i => input.Sales[i].Id).ToList();
        foreach (var id in trimmed) steps.Say($"trimmed/{id}", new($"Ratio of {id}", $"{id} 的比率"), "trimmed", new("Beyond three interquartile ranges: left out.", "超出三倍四分位距：剔除。"));
        var counted = kept.Select(i => ratios[i]).ToList();
        var median = Statistics.Median(counted);
        var distance = RobustEvidence.Sum(counted.Select(ratio => Rational.Abs(ratio - median))) / counted.Count;
        var mean = RobustEvidence.Sum(counted) / counted.Count;
        var whole = RobustEvidence.Sum(kept.Select(i => input.Sales[i].Appraised)) / RobustEvidence.Sum(kept.Select(i => input.Sales[i].Sale));
        var (cod, prd) = (distance / median, mean / whole);
        steps.Add("median", new("Median ratio", "比率中位数"), Replacement.Kept(median));
        steps.Add("cod", new("Coefficient of dispersion", "离散系数COD"), Replacement.Kept(cod), formula: $"{WorkedLines.Show(distance)} / {WorkedLines.Show(median)}");
        steps.Add("prd", new("Price-related differential", "价格差异系数PRD"), Replacement.Kept(prd), formula: $"{WorkedLines.Show(mean)} / {WorkedLines.Show(whole)}");
        return new AppraiserScoreRoundedFigures(
            counted.Count, Replacement.Kept(median), Replacement.Kept(cod), cod >= LowestCod && cod <= HighestCod, Replacement.Kept(prd), prd >= LowestPrd && prd <= HighestPrd, trimmed)
            { Steps = steps.Lines };
    }

    private static List<int> Keep(List<Rational> ratios, bool trim, Steps steps)
    {
        var all = Enumerable.Range(0, ratios.Count).ToList();
        if (!trim) return all;
        var low = RobustEvidence.Quantile(ratios, new(1, 4));
        var high = RobustEvidence.Quantile(ratios, new(3, 4));
        var reach = 3 * (high - low);
        steps.Add("lower-quartile", new("Lower quartile", "下四分位数"), low);
        steps.Add("upper-quartile", new("Upper quartile", "上四分位数"), high);
        return [.. all.Where(i => ratios[i] >= low - reach && ratios[i] <= high + reach)];
    }
}
