using System.Globalization;
using Ledger.Reporting;
using Ledger.Rules;

namespace Ledger.Valuation.Features;

/// <summary>Plots of a value's evidence; each with every figure in a table.</summary>
internal static class EvidenceFigure
{
    /// <summary>Rows that stay legible in one plot.</summary>
    private const int RowsPerPlot = 50;

    /// <summary>Adjusted prices with what became of each, value, interval, claim or cap.</summary>
    public static IEnumerable<Figure> Of(ExplainedValue value, IReadOnlyList<GridRow> grid, ComparablesFigures figures, ReportWords words)
    {
        var capped = IsCapped(value.Result);
        var lines = new List<ReferenceLine>
        {
            new($"{words["Value", "价值"]} {ReportWords.Grouped(figures.Value.Amount)}", Number(figures.Value), Stroke.Solid),
        };
        if (value.Subject.Claim is { } claim)
        {
            lines.Add(new($"{(capped ? words["Claim = cap", "申报＝上限"] : words["Claim, no cap", "申报，无上限"])} {ReportWords.Grouped(claim.Amount)}", Number(claim), Stroke.Dashed));
        }

        var band = new Band($"{words["Interval", "区间"]} {ReportWords.Grouped(figures.Low.Amount)} – {ReportWords.Grouped(figures.High.Amount)}", Number(figures.Low), Number(figures.High));
        foreach (var part in grid.Chunk(RowsPerPlot))
        {
            var marks = part.Select(row => Told(row, words)).ToList();
            yield return new Figure(
                words["Adjusted prices of the comparables", "可比案例调整后价格"],
                words[$"{grid.Count(row => row.Used)} of {grid.Count} comparables are kept; the value is {ReportWords.Of(figures.Value)} within {ReportWords.Of(figures.Low)} to {ReportWords.Of(figures.High)}.",
                    $"{grid.Count} 个案例中采用 {grid.Count(row => row.Used)} 个；价值 {ReportWords.Of(figures.Value)}，区间 {ReportWords.Of(figures.Low)} 至 {ReportWords.Of(figures.High)}。"],
                new DotPlot(
                    figures.Value.Currency.Code, [.. part.Zip(marks, (row, told) => new DotRow(row.Id, Number(row.Adjusted), told.Mark, told.Word))], lines, band,
                    [.. marks.Distinct().OrderBy(told => told.Mark).Select(told => new LegendEntry(told.Mark, told.Word))]),
                new Table(
                    words["Figures of the plot", "图中数据"],
                    [new(words["Comparable", "案例"]), new(words["Adjusted price", "调整后价格"], Align.Number), new(words["What became of it", "处理"])],
                    [
                        .. part.Zip(marks, (row, told) => (IReadOnlyList<string>)[row.Id, ReportWords.Of(row.Adjusted), told.Word]),
                        [words["Value", "价值"], ReportWords.Of(figures.Value), ""],
                        [words["Interval, low", "区间下限"], ReportWords.Of(figures.Low), ""],
                        [words["Interval, high", "区间上限"], ReportWords.Of(figures.High), ""],
                        .. value.Subject.Claim is { } told
                            ? (IEnumerable<IReadOnlyList<string>>)[[capped ? words["Claim, the cap", "申报（上限）"] : words["Claim, no cap", "申报（无上限）"], ReportWords.Of(told), ""]]
                            : [],
                    ]));
        }
    }

    /// <summary>Quotes or rates of a method without a grid; null where it names none.</summary>
    public static Figure? OfQuotes(ExplainedValue value, ReportWords words)
    {
        var quotes = value.Result.Steps.Where(step => step.Id.StartsWith("quote/", StringComparison.Ordinal) || step.Id.StartsWith("rate/", StringComparison.Ordinal))
            .Select(step => (Id: step.Id[(step.Id.IndexOf('/', StringComparison.Ordinal) + 1)..], Figure: Figure(step), step.Unit)).Where(quote => quote.Figure is not null)
            .Take(ReportLimits.Marks).ToList();
        if (quotes.Count == 0) return null;
        var median = value.Result.Steps.FirstOrDefault(step => step.Id == "median");
        var unit = quotes[0].Unit ?? value.Snapshot.Value.Currency.Code;
        return new Figure(
            words["Quotes", "询价"], words[$"{quotes.Count} quotes in {unit}.", $"{quotes.Count} 份询价，单位 {unit}。"],
            new DotPlot(unit, [.. quotes.Select(quote => new DotRow(quote.Id, quote.Figure!.Value, Mark.Dot, words["kept", "采用"]))],
                median is not null && Figure(median) is { } middle ? [new ReferenceLine($"{words["Median", "中位数"]} {ReportWords.Grouped(median.Value)}", middle, Stroke.Solid)] : [],
                null, [new LegendEntry(Mark.Dot, words["kept", "采用"])]),
            new Table(words["Figures of the plot", "图中数据"], [new(words["Quote", "询价"]), new(unit, Align.Number)],
                [.. quotes.Select(quote => (IReadOnlyList<string>)[quote.Id, ReportWords.Grouped(Written(quote.Figure!.Value))])]));
    }

    /// <summary>The value beside those by other methods.</summary>
    public static IEnumerable<Block> OfMethods(ExplainedValue value, ReportWords words)
    {
        var own = OwnFigure(value);
        var code = value.Snapshot.Value.Currency.Code;
        var counts = words["this value", "本价值"];
        var beside = words["beside it", "比较"];
        var rows = value.Alternatives.Take(ReportLimits.Marks - 1).Select(other => (Name: $"{other.Number}: {other.Result.RuleId}", Version: other.Result.RuleVersion, other.Value, Mark: Mark.Ring, Word: beside))
            .Prepend((Name: value.Result.RuleId, Version: value.Result.RuleVersion, Value: own, Mark: Mark.Dot, Word: counts)).ToList();
        yield return new Figure(
            words["Value by each method, before the claim is looked at", "各方法所得价值（未与申报比较）"],
            words[$"{rows.Count} methods, from {ReportWords.Of(rows.Min(row => row.Value)!)} to {ReportWords.Of(rows.Max(row => row.Value)!)}.",
                $"{rows.Count} 种方法，从 {ReportWords.Of(rows.Min(row => row.Value)!)} 到 {ReportWords.Of(rows.Max(row => row.Value)!)}。"],
            new DotPlot(code, [.. rows.Select(row => new DotRow(row.Name, Number(row.Value), row.Mark, row.Word))], [], null,
                [new LegendEntry(Mark.Dot, counts), new LegendEntry(Mark.Ring, beside)]),
            new Table(
                words["Methods", "方法"],
                [new(words["Method", "方法"]), new(words["Version", "版本"], Align.Number), new(words["Value", "价值"], Align.Number), new(words["Difference", "差额"], Align.Number)],
                [.. rows.Select(row => (IReadOnlyList<string>)[row.Name, $"{row.Version}", ReportWords.Of(row.Value), ReportWords.Of(row.Value - own)])]));
    }

    /// <summary>Kept and dropped by shape and by word.</summary>
    private static (Mark Mark, string Word) Told(GridRow row, ReportWords words) =>
        row is { Used: true, Outlier: false } ? (Mark.Dot, words["kept", "采用"])
        : row.Used ? (Mark.Triangle, words["kept, flagged", "采用（标记）"])
        : row.Outlier ? (Mark.Cross, words["dropped: outlier", "剔除：异常值"])
        : (Mark.Diamond, words["dropped: no weight", "剔除：不计权"]);

    // The figures of every valuation method have this member; those of a decision do not.
    private static Money OwnFigure(ExplainedValue value) =>
        value.Result.Value.TryGetProperty("value", out var own) && own.ValueKind == System.Text.Json.JsonValueKind.Object
            ? System.Text.Json.JsonSerializer.Deserialize<Money>(own, RuleJson.Results)!
            : value.Snapshot.Value;

    internal static bool IsCapped(MethodResult result) =>
        result.Inputs.TryGetProperty("terms", out var terms) && terms.TryGetProperty("capAtClaim", out var cap) && cap.ValueKind == System.Text.Json.JsonValueKind.True;

    // Places in a picture only; every figure that counts is written as text from the exact one.
    private static decimal Number(Money money) => decimal.Parse(money.Amount, CultureInfo.InvariantCulture);

    private static decimal? Figure(Step step) => Rational.TryParse(step.Value, out var figure) && figure.Round(4, Rounding.HalfUp) is var shown
        && decimal.TryParse(shown.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var place) ? place : null;

    private static string Written(decimal figure) => figure.ToString("0.####", CultureInfo.InvariantCulture);
}
