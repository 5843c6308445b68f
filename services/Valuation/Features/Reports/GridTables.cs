using Ledger.Reporting;
using Ledger.Rules;

namespace Ledger.Valuation.Features;

/// <summary>The adjustment grid and what follows from it, as tables.</summary>
internal static class GridTables
{
    public static IEnumerable<Block> Of(MethodResult result, IReadOnlyList<GridRow> grid, ReportWords words)
    {
        var code = result.Inputs.GetProperty("terms").TryGetProperty("currency", out var currency) ? currency.GetString()! : "";
        yield return new Table(
            words["Comparables", "可比案例"],
            [
                new(words["Comparable", "案例"]), new(words[$"Price ({code})", $"价格（{code}）"], Align.Number), new(words["Day", "日期"]), new(words["Source class", "来源类别"]),
                new(words["Source", "来源"]), new(words[$"Adjusted ({code})", $"调整后（{code}）"], Align.Number), new(words["Weight", "权重"], Align.Number),
                new(words["Modified z", "修正Z值"], Align.Number), new(words["Counts", "计入"]),
            ],
            [.. grid.Select(row => (IReadOnlyList<string>)
            [
                row.Id, ReportWords.Grouped(row.Price), ReportWords.Of(row.PricedOn), words.Named(row.SourceClass), row.Source ?? "", ReportWords.Grouped(row.Adjusted.Amount),
                ReportWords.Of(row.Weight), row.ModifiedZ is { } z ? ReportWords.Of(z, 3) : "", row.Used ? words["yes", "是"] : words["no", "否"],
            ])]);

        var factors = grid.SelectMany(row => row.Factors.Select(factor => (IReadOnlyList<string>)[row.Id, words.Named(factor.Kind), Stated(factor, words), factor.Worked])).ToList();
        if (factors.Count == 0) yield return new Paragraph(words["No price was adjusted.", "没有价格调整。"]);
        else
        {
            yield return new Table(
                words["Adjustments, in the order in which they were applied", "调整项（按适用顺序）"],
                [new(words["Comparable", "案例"]), new(words["For", "调整项"]), new(words["As stated", "所填"]), new(words["As worked", "所用"])], factors);
        }

        yield return new Table(
            words["Weights", "权重"],
            [new(words["Comparable", "案例"]), new(words["Weight", "权重"], Align.Number), new(words["How it came about", "算法"]), new(words["Reason for another weight", "另定权重的理由"])],
            [.. grid.Select(row => (IReadOnlyList<string>)[row.Id, ReportWords.Of(row.Weight), row.WeightFormula ?? "", row.WeightReason is { } reason ? words.Of(reason) : ""])]);
    }

    public static IEnumerable<Block> Checks(ComparablesFigures figures, ReportWords words)
    {
        var facts = new List<Fact>
        {
            new(words["Value (lower weighted median)", "价值（下加权中位数）"], ReportWords.Of(figures.Value)),
            new(words["Half-width", "半宽"], ReportWords.Of(figures.HalfWidth)),
            new(words["Interval (95%)", "区间（95%）"], $"{ReportWords.Of(figures.Low)} – {ReportWords.Of(figures.High)}"),
            new(words["Grade", "等级"], words[$"{figures.Grade} (A up to 5% of the value, B up to 15%, else C)", $"{figures.Grade}（A：不超过5%；B：不超过15%；否则C）"]),
            new(words["Effective number of comparables", "有效案例数"], ReportWords.Of(figures.EffectiveCount, 3)),
            new(words["Weighted mean", "加权平均"], ReportWords.Of(figures.WeightedMean)),
        };
        if (figures is GridFigures full)
        {
            facts.Add(new(words["20% trimmed mean", "20%截尾平均"], ReportWords.Of(full.TrimmedMean)));
            facts.Add(new(words["Huber's M-estimate", "Huber M估计"], $"{ReportWords.Of(full.Huber)} ({words["gap", "差距"]} {ReportWords.Percent(full.HuberGap)})"));
        }

        yield return new Facts(facts);
        if (figures is GridFigures { Flags.Count: > 0 } flagged) yield return new Bullets([.. flagged.Flags.Select(words.Named)]);
    }

    public static Table Influence(GridFigures figures, ReportWords words) => new(
        words["Leave-one-out", "逐一剔除"],
        [new(words["Without", "剔除"]), new(words["Value then", "剔除后价值"], Align.Number), new(words["Moves by", "变动"], Align.Number), new(words["More than 10%", "超过10%"])],
        [.. figures.Influences.Select(influence => (IReadOnlyList<string>)
            [influence.Id, ReportWords.Of(influence.Without), ReportWords.Percent(influence.Move), influence.Move > new Rational(1, 10) ? words["yes: two approvals", "是：需两人认定"] : words["no", "否"]])]);

    public static string Why(GridRow row, ReportWords words)
    {
        var reasons = new List<string>();
        if (row.Why is { } outlier) reasons.Add($"{words["modified z", "修正Z值"]} {(row.ModifiedZ is { } z ? ReportWords.Of(z, 3) : "")}. {words.Of(outlier)}");
        if (row.AdjustedNote is { } gross) reasons.Add(words.Of(gross));
        if (!row.Used && !row.Outlier) reasons.Add(words["It has no weight and does not count.", "权重为零，不计入。"]);
        return string.Join(" ", reasons);
    }

    // Both figures of a ratio, the series of an index, or the factor itself.
    private static string Stated(FactorView factor, ReportWords words) => factor.Stated switch
    {
        null => words["by the rule: asked, not paid", "规则自动：未成交报价"],
        { Series: { } series } => series,
        { Factor: { } plain } => plain.ToString(),
        var ratio => $"{ratio.Subject} {ratio.SubjectUnit} / {ratio.Comparable} {ratio.ComparableUnit}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd()
            + (ratio.Exponent is { } power ? $" ^ {power}" : ""),
    };
}
