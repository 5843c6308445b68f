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

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // Spreadsheets skip blanks before they look for a formula.
        var start = text.TrimStart(' ');
        var safe = FormulaStarts.Contains(text[0], StringComparison.Ordinal) || (start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal))
            ? "'" + text
            : text;
        return safe.AsSpan().ContainsAny(",\"\r\n'") ? new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : safe;
    }
}
