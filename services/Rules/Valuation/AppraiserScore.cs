namespace Ledger.Rules;

/// <summary>An appraisal and the sale that later showed the price.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Appraised">Above 0, any precision.</param>
/// <param name="Sale">Above 0, any precision; in the same currency.</param>
public sealed record AppraisedSale(string Id, Rational Appraised, Rational Sale);

/// <summary>Inputs of <see cref="AppraiserScore"/>.</summary>
/// <param name="Sales">At least two.</param>
/// <param name="Trim">Whether ratios beyond 3 x IQR of the quartiles are left out first.</param>
public sealed record AppraiserScoreInput(IReadOnlyList<AppraisedSale> Sales, bool Trim);

/// <summary>Figures of <see cref="AppraiserScore"/>; shares to 8 places.</summary>
/// <param name="Count">Ratios that count.</param>
/// <param name="MedianRatio">Median of appraised / sale.</param>
/// <param name="Cod">Coefficient of dispersion: mean distance from the median over the median; 0.1 is 10%.</param>
/// <param name="CodAcceptable">Whether it lies between 5% and 15%.</param>
/// <param name="Prd">Price-related differential: mean ratio over the ratio of the sums; above 1, dear things are appraised lower.</param>
/// <param name="Trimmed">Ids left out, in the order of the inputs.</param>
public sealed record AppraiserScoreFigures(int Count, Rational MedianRatio, Rational Cod, bool CodAcceptable, Rational Prd, IReadOnlyList<string> Trimmed) : Figures;

/// <summary>
/// How well an appraiser's values met the market: COD and PRD of appraised / later sale. Source: IAAO ratio studies; golden case
/// G27. Quartiles by linear interpolation.
/// </summary>
public static class AppraiserScore
{
    private static readonly Rational Lowest = new(5, 100);
    private static readonly Rational Highest = new(15, 100);

    public static Method<AppraiserScoreInput, AppraiserScoreFigures> Method { get; } = new("appraisal.score", 1, MethodPurpose.Analysis,
        new("Appraiser's COD and PRD", "评估人离散系数与价格差异系数"), Read, Value);

    /// <summary>Scores.</summary>
    /// <returns>Figures; or appraisal.too-few-sales, input.*.</returns>
    public static Outcome<AppraiserScoreFigures> Value(AppraiserScoreInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Sales.Count >= 2, () => new InputRejection("appraisal.too-few-sales",
            new("A score needs at least two sales.", "评分至少需要两笔成交。")) { Field = "sales", Value = Problems.Invariant(input.Sales.Count) });
        for (var i = 0; i < input.Sales.Count; i++)
        {
            var sale = input.Sales[i];
            var here = JsonPath.Item("sales", i);
            checks.That(!input.Sales.Take(i).Any(earlier => earlier.Id == sale.Id), () => Problems.Duplicate($"{here}.id", sale.Id));
            checks.Positive($"{here}.appraised", sale.Appraised);
            checks.Positive($"{here}.sale", sale.Sale);
        }

        if (checks.Failed) return checks.Refuse<AppraiserScoreFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var ratios = input.Sales.Select(sale => lines.Ratio($"ratio/{sale.Id}", new($"Ratio of {sale.Id}", $"{sale.Id} 的比率"), sale.Appraised / sale.Sale, $"{sale.Appraised} / {sale.Sale}")).ToList();
        var kept = Enumerable.Range(0, ratios.Count).ToList();
        if (input.Trim)
        {
            var low = RobustEvidence.Quantile(ratios, new(1, 4));
            var high = RobustEvidence.Quantile(ratios, new(3, 4));
            var reach = 3 * (high - low);
            lines.Ratio("lower-quartile", new("Lower quartile", "下四分位数"), low);
            lines.Ratio("upper-quartile", new("Upper quartile", "上四分位数"), high);
            kept = [.. kept.Where(i => ratios[i] >= low - reach && ratios[i] <= high + reach)];
        }

        var trimmed = Enumerable.Range(0, ratios.Count).Except(kept).Select(i => input.Sales[i].Id).ToList();
        foreach (var id in trimmed) steps.Say($"trimmed/{id}", new($"Ratio of {id}", $"{id} 的比率"), "trimmed", new("Beyond three interquartile ranges: left out.", "超出三倍四分位距：剔除。"));
        var counted = kept.Select(i => ratios[i]).ToList();
        var median = Statistics.Median(counted);
        var distance = RobustEvidence.Sum(counted.Select(ratio => Rational.Abs(ratio - median))) / counted.Count;
        var mean = RobustEvidence.Sum(counted) / counted.Count;
        var whole = RobustEvidence.Sum(kept.Select(i => input.Sales[i].Appraised)) / RobustEvidence.Sum(kept.Select(i => input.Sales[i].Sale));
        lines.Ratio("median", new("Median ratio", "比率中位数"), median);
        var cod = lines.Ratio("cod", new("Coefficient of dispersion", "离散系数COD"), distance / median, $"{WorkedLines.Show(distance)} / {WorkedLines.Show(median)}");
        var prd = lines.Ratio("prd", new("Price-related differential", "价格差异系数PRD"), mean / whole, $"{WorkedLines.Show(mean)} / {WorkedLines.Show(whole)}");
        return new AppraiserScoreFigures(counted.Count, Replacement.Kept(median), Replacement.Kept(cod), cod >= Lowest && cod <= Highest, Replacement.Kept(prd), trimmed) { Steps = steps.Lines };
    }

    internal static AppraiserScoreInput? Read(InputReader inputs)
    {
        var sales = new List<AppraisedSale>();
        foreach (var entry in inputs.Objects("sales"))
        {
            var id = entry.Identifier("id");
            var appraised = entry.Number("appraised");
            var sale = entry.Number("sale");
            entry.Close();
            if (id is not null && appraised is { } a && sale is { } s) sales.Add(new AppraisedSale(id, a, s));
        }

        return inputs.Boolean("trim") is { } trim ? new AppraiserScoreInput(sales, trim) : null;
    }
}
