using System.Text;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Imports;

/// <summary>One JSON object a line; blank lines are passed over. No line is read further than the limit of a row.</summary>
internal static class JsonLines
{
    public static IEnumerable<TextRow> Read(TextReader text)
    {
        var line = 0;
        var rows = 0;
        while (Line(text, line + 1) is { } found)
        {
            line++;
            if (string.IsNullOrWhiteSpace(found)) continue;
            rows++;
            yield return new TextRow(line, [found]);
        }

        if (rows == 0) throw new ImportFileException(1, ImportProblems.Empty());
    }

    private static string? Line(TextReader text, int line)
    {
        if (text.Peek() < 0) return null;
        var found = new StringBuilder();
        for (int c; (c = text.Read()) >= 0 && c != '\n';)
        {
            if (found.Length >= ContributionLimits.ImportRowCharacters) throw new ImportFileException(line, ImportProblems.RowTooLong());
            if (c != '\r') found.Append((char)c);
        }

        return found.ToString();
    }
}
