using System.Text;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>
/// CSV as RFC 4180 writes it, safe to open in a spreadsheet: a cell that would be read as a formula gets an apostrophe in
/// front, which shows it as text.
/// </summary>
public static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>One line with its end.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>The text of a cell that <see cref="Line"/> wrote, or that a person wrote with an apostrophe to keep it from being a formula.</summary>
    public static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && NeedsApostrophe(cell[1..]) ? cell[1..] : cell;

    // A text that begins with an apostrophe gets another one, so that reading a cell back is unambiguous. Spreadsheets skip
    // blanks before they look for a formula.
    private static bool NeedsApostrophe(string text)
    {
        var start = text.TrimStart(' ');
        return text[0] == '\'' || FormulaStarts.Contains(text[0], StringComparison.Ordinal)
            || (start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal));
    }

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = NeedsApostrophe(text) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n'") ? new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : safe;
    }
}
