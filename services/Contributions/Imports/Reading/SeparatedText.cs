using Ledger.Contributions.Domain;
using nietras.SeparatedValues;

namespace Ledger.Contributions.Imports;

/// <summary>
/// Text separated by commas, semicolons or tabs, with quotes as RFC 4180 has them. Read as a stream: a row at a time is in
/// memory. Blank rows are passed over.
/// </summary>
internal static class SeparatedText
{
    private const string Separators = ",;\t";

    // A header line is far shorter; the separator is found within this many characters.
    private const int Look = 1 << 16;

    /// <summary>The separator that stands most often in the first line, outside quotes; a comma when none does.</summary>
    public static char SeparatorOf(TextReader text)
    {
        var counts = new int[Separators.Length];
        var quoted = false;
        for (var i = 0; i < Look; i++)
        {
            var c = text.Read();
            if (c < 0 || (!quoted && c is '\r' or '\n' && counts.Any(count => count > 0))) break;
            if (c == '"') quoted = !quoted;
            var at = quoted ? -1 : Separators.IndexOf((char)c, StringComparison.Ordinal);
            if (at >= 0) counts[at]++;
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>Every row, the header first; a row of another number of cells than the header has a problem.</summary>
    /// <exception cref="ImportFileException">import.empty, import.row-too-long.</exception>
    public static IEnumerable<TextRow> Read(TextReader text, char separator)
    {
        using var reader = Sep.New(separator)
            .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .From(text);
        var columns = 0;
        // Counted on from the end of the row before: of the first row the parser knows only the end.
        for (var line = 1; Next(reader, line); line = reader.Current.LineNumberToExcl)
        {
            var row = Row(reader, line, columns);
            if (row is null) continue;
            if (columns == 0) columns = row.Cells.Count;
            yield return row;
        }

        if (columns == 0) throw new ImportFileException(1, ImportProblems.Empty());
    }

    private static bool Next(SepReader reader, int line)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (Exception beyond) when (beyond is NotSupportedException or ArgumentException or OverflowException)
        {
            // The parser's own bound; ours is lower, but a row is only measured once it is whole.
            throw new ImportFileException(line, ImportProblems.RowTooLong());
        }
    }

    private static TextRow? Row(SepReader reader, int line, int columns)
    {
        var row = reader.Current;
        if (row.Span.Length > ContributionLimits.ImportRowCharacters) throw new ImportFileException(line, ImportProblems.RowTooLong());
        var cells = new string[row.ColCount];
        for (var i = 0; i < cells.Length; i++) cells[i] = row[i].ToString();
        if (cells.All(string.IsNullOrWhiteSpace)) return null;
        return columns == 0 || cells.Length == columns
            ? new TextRow(line, cells)
            : new TextRow(line, cells, ImportProblems.Ragged(cells.Length, columns));
    }
}
