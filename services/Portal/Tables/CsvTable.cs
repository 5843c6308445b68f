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
    private static readonly Cell Empty = new("", null, null);

    private sealed record Cell(string Text, string? Figure, string? Currency)
    {
        public string In(bool plain) => Figure is null ? Text : plain ? Figure : $"{Figure} {Currency}";
    }

    /// <summary>The rows of a table, its head first.</summary>
    public static string Of(IElement table)
    {
        // A named party or person goes along as its id: names change, and nobody else's file knows them.
        foreach (var named in table.QuerySelectorAll("data:not(.money)")) named.TextContent = named.GetAttribute("value") ?? named.TextContent;
        var rows = Rows(table).Where(row => row.Length > 0).ToArray();
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

    // A cell over several columns fills the first of them. One over several rows stands in each, so that a spreadsheet can sort and filter
    // the rows; an amount does not, since a sum would count it again.
    private static IEnumerable<Cell[]> Rows(IElement table)
    {
        var held = new Dictionary<int, (Cell Cell, int Left)>();
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var line = new List<Cell>();
            foreach (var cell in row.Children)
            {
                FromAbove(line);
                var (first, rows) = (Read(cell), Span(cell, "rowspan"));
                for (var column = 0; column < Span(cell, "colspan"); column++)
                {
                    var here = column == 0 ? first : Empty;
                    if (rows > 1) held[line.Count] = (here.Figure is null ? here : Empty, rows - 1);
                    line.Add(here);
                }
            }

            FromAbove(line);
            yield return [.. line];
        }

        void FromAbove(List<Cell> line)
        {
            while (held.Remove(line.Count, out var above))
            {
                if (above.Left > 1) held[line.Count] = (above.Cell, above.Left - 1);
                line.Add(above.Cell);
            }
        }
    }

    private static Cell Read(IElement cell)
    {
        var money = cell.QuerySelectorAll("data.money");
        return money is [var only] && Plain(cell.TextContent) == Plain(only.TextContent)
            ? new Cell("", only.GetAttribute("value"), only.QuerySelector("abbr")?.TextContent)
            : new Cell(Plain(string.Join(' ', cell.ChildNodes.Select(node => node.TextContent))), null, null);
    }

    private static int Span(IElement cell, string name) => int.TryParse(cell.GetAttribute(name), out var span) && span > 1 ? span : 1;

    private static string? Currency(Cell[][] rows, int column)
    {
        var used = rows.Where(row => column < row.Length && row[column].Figure is not null).Select(row => row[column].Currency).Distinct().ToArray();
        return used is [var only] ? only : null;
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@', ..] && !decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? "'" + text : text;
}
