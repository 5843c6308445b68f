using AngleSharp.Dom;
using nietras.SeparatedValues;

namespace Ledger.Portal.Tables;

/// <summary>
/// A table of a page as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read Chinese). A column whose amounts are
/// all of one currency holds plain figures and names the currency in its head. Text that a spreadsheet would take for a formula is
/// marked as text.
/// </summary>
internal static class CsvTable
{
    private sealed record Cell(string Text, string? Figure, string? Currency)
    {
        public string In(bool plain) => Figure is null ? Text : plain ? Figure : $"{Figure} {Currency}";
    }

    /// <summary>The rows of a table, its head first.</summary>
    public static string Of(IElement table)
    {
        // A named party or person goes along as its id: names change, and nobody else's file knows them.
        foreach (var named in table.QuerySelectorAll("data:not(.money)")) named.TextContent = named.GetAttribute("value") ?? named.TextContent;
        var rows = table.QuerySelectorAll("tr").Select(row => row.Children.SelectMany(Cells).ToArray()).Where(row => row.Length > 0).ToArray();
        var width = rows.Select(row => row.Length).DefaultIfEmpty(0).Max();
        var currencies = Enumerable.Range(0, width).Select(column => Currency(rows, column)).ToArray();
        using var writer = Sep.New(',').Writer(options => options with { WriteHeader = false, Escape = true, DisableColCountCheck = true }).ToText();
        foreach (var (cells, first) in rows.Select((cells, index) => (cells, index == 0)))
        {
            using var line = writer.NewRow();
            for (var column = 0; column < width; column++)
            {
                var text = column < cells.Length ? cells[column].In(currencies[column] is not null) : "";
                line[column].Set(Harmless(first && currencies[column] is { } currency ? $"{text} ({currency})" : text));
            }
        }

        return "\uFEFF" + writer;
    }

    // A cell over several columns fills the first of them.
    private static IEnumerable<Cell> Cells(IElement cell)
    {
        var money = cell.QuerySelectorAll("data.money");
        yield return money is [var only] && Plain(cell.TextContent) == Plain(only.TextContent)
            ? new Cell("", only.GetAttribute("value"), only.QuerySelector("abbr")?.TextContent)
            : new Cell(Plain(string.Join(' ', cell.ChildNodes.Select(node => node.TextContent))), null, null);
        for (var further = int.TryParse(cell.GetAttribute("colspan"), out var span) ? span : 1; further > 1; further--) yield return new Cell("", null, null);
    }

    private static string? Currency(Cell[][] rows, int column)
    {
        var used = rows.Where(row => column < row.Length && row[column].Figure is not null).Select(row => row[column].Currency).Distinct().ToArray();
        return used is [var only] ? only : null;
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@', ..] && !decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? "'" + text : text;
}
