using System.Text;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Imports;

/// <summary>The columns of one file, as its header names them: English, Chinese, or the JSON path of the field.</summary>
internal sealed class HeaderMap
{
    private readonly IReadOnlyList<string> _written;

    private HeaderMap(IReadOnlyList<string> written, IReadOnlyList<Column> columns) => (_written, Columns) = (written, columns);

    /// <summary>What each cell of a row is.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The name that the file gives to a column.</summary>
    public string Written(int index) => _written[index];

    /// <summary>Reads a header.</summary>
    /// <param name="header">Its row.</param>
    /// <param name="kind">What the rows are.</param>
    /// <param name="errors">Every column that is unknown, missing or there twice.</param>
    /// <returns>Null when there are errors.</returns>
    public static HeaderMap? Read(TextRow header, ImportKind kind, out IReadOnlyList<LineError> errors)
    {
        if (header.Cells.Count > ContributionLimits.ImportColumns)
        {
            errors = [LineError.Of(header.Line, null, ImportProblems.TooManyColumns())];
            return null;
        }

        var known = FixedOf(kind);
        var byName = Names(known);
        var found = new List<LineError>();
        var columns = new List<Column>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var written in header.Cells)
        {
            var name = Normal(written);
            var column = byName.GetValueOrDefault(name) ?? (kind == ImportKind.Contributions ? ContributionColumns.Open(name, written) : null);
            if (column is null) found.Add(LineError.Of(header.Line, written, ImportProblems.UnknownColumn(written)));
            else if (!seen.Add(column.Path)) found.Add(LineError.Of(header.Line, written, ImportProblems.DuplicateColumn(written)));
            else columns.Add(column);
        }

        found.AddRange(known.Where(column => column.Need == Need.Always && !seen.Contains(column.Path))
            .Select(column => LineError.Of(header.Line, null, ImportProblems.MissingColumn(column.En, column.Zh))));
        errors = found;
        return found.Count == 0 ? new HeaderMap(header.Cells, columns) : null;
    }

    /// <summary>Columns of a kind that are known by name.</summary>
    public static IReadOnlyList<Column> FixedOf(ImportKind kind) =>
        kind == ImportKind.Contributions ? ContributionColumns.Fixed : HoursColumns.Fixed;

    /// <summary>A name in the form in which it is compared: half width, lower case, single blanks, none beside brackets.</summary>
    public static string Normal(string name)
    {
        var normal = new StringBuilder(name.Length);
        foreach (var c in name.Trim('\uFEFF', ' ', '\t', '\u3000'))
        {
            var narrow = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c is '\u3000' or '\t' or '\r' or '\n' ? ' ' : c;
            if (narrow == ' ' && (normal.Length == 0 || normal[^1] == ' ')) continue;
            normal.Append(char.ToLowerInvariant(narrow));
        }

        return normal.Replace(" (", "(").Replace("( ", "(").Replace(" )", ")").Replace(" :", ":").Replace(": ", ":").ToString();
    }

    private static Dictionary<string, Column> Names(IReadOnlyList<Column> columns)
    {
        var names = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            foreach (var name in new[] { column.En, column.Zh, column.Path }) names.TryAdd(Normal(name), column);
        }

        return names;
    }
}
