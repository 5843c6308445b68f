namespace Ledger.Reporting;

/// <summary>What both renderers ask of a report before they draw it.</summary>
internal static class ReportCheck
{
    public static void Of(Report report)
    {
        Within(report.Blocks.Count, ReportLimits.Blocks, "blocks");
        foreach (var block in report.Blocks)
        {
            if (block is Table table) Of(table);
            if (block is not Figure figure) continue;
            Of(figure.Twin);
            Of(figure.Chart);
        }
    }

    private static void Of(Table table)
    {
        Within(table.Columns.Count, ReportLimits.Columns, "columns");
        Within(table.Rows.Count, ReportLimits.Rows, "rows");
        var rows = table.Total is { } total ? table.Rows.Append(total) : table.Rows;
        if (table.Columns.Count == 0 || rows.Any(row => row.Count != table.Columns.Count))
            throw new ReportMalformedException($"A row of '{table.Caption}' has not as many cells as the table has columns.");
    }

    private static void Of(Chart chart)
    {
        switch (chart)
        {
            case DotPlot plot: Within(plot.Rows.Count, ReportLimits.Marks, "rows of a plot"); break;
            case BarChart bars: Within(bars.Bars.Count, ReportLimits.Marks, "bars"); break;
            case LineChart lines:
                Within(lines.Categories.Count, ReportLimits.Categories, "categories");
                Within(lines.Series.Count, ReportLimits.Series, "series");
                if (lines.Series.Any(series => series.Values.Count != lines.Categories.Count))
                    throw new ReportMalformedException("A series has not as many values as there are categories.");
                break;
        }
    }

    private static void Within(int count, int limit, string what)
    {
        if (count > limit) throw new ReportMalformedException($"A report has at most {limit} {what}, not {count}.");
    }
}
