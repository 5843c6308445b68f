using System.Text;

namespace Ledger.Rules;

/// <summary>
/// Columns of plain text that line up in a fixed-width font, Chinese characters counted as two columns. Long cells are broken
/// at blanks. Pure: it knows no terminal.
/// </summary>
/// <param name="headings">One per column.</param>
/// <param name="right">Columns whose figures stand at the right, from 0.</param>
public sealed class TextTable(IReadOnlyList<string> headings, params IReadOnlyList<int> right)
{
    /// <summary>Widest column; longer cells go on in the next line.</summary>
    public const int Widest = 60;

    private readonly List<IReadOnlyList<string>> rows = [];

    /// <summary>Adds a row; missing cells at its end are empty.</summary>
    /// <exception cref="ArgumentException">More cells than columns.</exception>
    public TextTable Row(params IReadOnlyList<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count > headings.Count) throw new ArgumentException("More cells than columns.", nameof(cells));
        rows.Add([.. Enumerable.Range(0, headings.Count).Select(i => i < cells.Count ? cells[i] ?? "" : "")]);
        return this;
    }

    /// <summary>The table with a line under its headings; every line ends with a line feed and without trailing blanks.</summary>
    public override string ToString()
    {
        List<List<string>[]> lines = [Broken(headings), .. rows.Select(Broken)];
        var widths = Enumerable.Range(0, headings.Count).Select(column => lines.Max(cells => cells[column].Max(Width))).ToList();
        var text = new StringBuilder();
        Write(text, lines[0], widths);
        text.AppendJoin("  ", widths.Select(width => new string('-', width))).Append('\n');
        foreach (var cells in lines.Skip(1)) Write(text, cells, widths);
        return text.ToString();
    }

    /// <summary>Columns a text takes on a terminal.</summary>
    public static int Width(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Sum(rune => IsWide(rune.Value) ? 2 : 1);
    }

    private void Write(StringBuilder text, List<string>[] cells, List<int> widths)
    {
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            var row = new StringBuilder();
            for (var column = 0; column < cells.Length; column++)
            {
                var cell = line < cells[column].Count ? cells[column][line] : "";
                var blanks = new string(' ', widths[column] - Width(cell));
                if (column > 0) row.Append("  ");
                row.Append(right.Contains(column) ? blanks + cell : cell + blanks);
            }

            text.Append(row.ToString().TrimEnd(' ')).Append('\n');
        }
    }

    private static List<string>[] Broken(IReadOnlyList<string> cells) => [.. cells.Select(cell => cell.Split('\n').SelectMany(Break).ToList())];

    private static IEnumerable<string> Break(string cell)
    {
        var line = "";
        foreach (var word in cell.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Width(longer) <= Widest)
            {
                line = longer;
                continue;
            }

            yield return line;
            line = word;
        }

        yield return line;
    }

    // East Asian wide and full-width blocks.
    private static bool IsWide(int rune) => rune is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD;
}
