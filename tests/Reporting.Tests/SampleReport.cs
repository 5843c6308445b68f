using Ledger.Reporting;

namespace Ledger.Reporting.Tests;

/// <summary>A report with every block and every chart.</summary>
internal static class SampleReport
{
    public static Report In(ReportLanguage language, string note = "Said by hand.") => language == ReportLanguage.Chinese
        ? Of(language, "评估报告", "数控机床，二〇二六年一月", "按中位数评定，剔除一个异常值。", "被剔除", "保留", note)
        : Of(language, "Valuation report", "Machining centre, January 2026", "Valued at the median, one outlier left out.", "dropped", "kept", note);

    private static Report Of(ReportLanguage language, string title, string subtitle, string paragraph, string dropped, string kept, string note) => new(
        language, title, subtitle, new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero), "Ledger · " + title,
        [
            new Heading(title),
            new Paragraph(paragraph),
            new Notice(note),
            new Bullets([kept, dropped]),
            new Facts([new Fact(title, "1,234,567.89 CNY"), new Fact("SHA-256", new string('a', 64), Code: true)]),
            new Figure(title, paragraph, new DotPlot("CNY",
                [new DotRow("C1", 100_000m, Mark.Dot, kept), new DotRow("C2", 104_000m, Mark.Dot, kept), new DotRow("C3", 180_000m, Mark.Cross, dropped)],
                [new ReferenceLine("102,000.00", 102_000m, Stroke.Solid), new ReferenceLine("150,000.00", 150_000m, Stroke.Dashed)],
                new Band("95,000 – 109,000", 95_000m, 109_000m), [new LegendEntry(Mark.Dot, kept), new LegendEntry(Mark.Cross, dropped)]), Twin(title)),
            new Figure(title, paragraph, new BarChart("CNY", [new Bar("A", 12.5m, "12.50"), new Bar("B", -3m, "-3.00")]), Twin(title)),
            new Figure(title, paragraph, new LineChart("%", ["2026-01", "2026-02", "2026-03"],
                [new Series("A", [1m, null, 2m], Mark.Square, Stroke.Solid), new Series("B", [0.5m, 0.7m, 0.6m], Mark.Triangle, Stroke.Dashed)]), Twin(title)),
            new Heading(subtitle, 3),
            new Table(title, [new Column("#"), new Column(title, Align.Number), new Column(kept), new Column("SHA-256", Align.Code)],
                [.. Enumerable.Range(1, 60).Select(i => (IReadOnlyList<string>)[$"C{i}", $"{i * 1000:#,0}.00", paragraph + paragraph, new string('b', 64)])], ["Σ", "1.00", "", ""]),
        ]);

    private static Table Twin(string title) => new(title, [new Column("#"), new Column("CNY", Align.Number)], [["C1", "100,000.00"], ["C2", "104,000.00"], ["C3", "180,000.00"]]);
}
