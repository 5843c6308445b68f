using System.Text.Json.Nodes;
using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Imports;

/// <summary>
/// Makes the request of a single row out of a row's cells: each cell goes to its field's place in the JSON, which is then read
/// as the endpoint reads it. So a file and a request are held to the same rules.
/// </summary>
internal sealed class RowMapper(HeaderMap header, ImportKind kind)
{
    private const string Evidence = "evidence";

    /// <summary>The row with its request, or with everything that is wrong with its cells.</summary>
    public ImportRow Map(TextRow row)
    {
        if (row.Problem is { } broken) return new ImportRow(row.Line, null, [LineError.Of(row.Line, null, broken)]);
        var errors = new List<LineError>();
        var filled = new List<(Column Column, int Index, JsonNode Value)>();
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var value = CellForms.Read(header.Columns[i], row.Cells[i], out var problem);
            if (problem is not null) errors.Add(LineError.Of(row.Line, header.Written(i), problem));
            else if (value is not null) filled.Add((header.Columns[i], i, value));
        }

        // What could not be read is not missing as well.
        if (errors.Count == 0) errors.AddRange(Missing(row, filled));
        var pieces = Groups(filled, "evidence[");
        var marks = Groups(filled, "secrecy[");
        if (errors.Count > 0) return new ImportRow(row.Line, null, marks.Count == 0 ? errors : errors.ConvertAll(ImportRow.Silent));

        var (json, party, twice) = Assemble(filled, pieces, marks);
        var mapped = new ImportRow(row.Line, null, [], party, field => ColumnOf(field, row, filled, pieces, marks)) { Marked = marks.Count > 0 };
        if (twice is not null) return mapped with { Errors = [mapped.Error(twice)] };
        var request = RequestJson.Read(kind, json, out var malformed);
        return malformed is null ? mapped with { Request = request } : mapped with { Errors = [marks.Count == 0 ? mapped.Error(malformed) : ImportRow.Silent(mapped.Error(malformed))] };
    }

    private static List<string> Groups(List<(Column Column, int Index, JsonNode Value)> filled, string prefix) =>
        [.. filled.Select(cell => cell.Column.Group).OfType<string>().Where(group => group.StartsWith(prefix, StringComparison.Ordinal)).Distinct()];

    private IEnumerable<LineError> Missing(TextRow row, List<(Column Column, int Index, JsonNode Value)> filled)
    {
        var paths = filled.Select(cell => cell.Column.Path).ToHashSet(StringComparer.Ordinal);
        var groups = filled.Where(cell => cell.Column.Group is not null).Select(cell => cell.Column.Group!).Distinct().ToList();
        // Columns that the file has first: their cells have a place where the value can be written.
        foreach (var column in header.Columns.Concat(HeaderMap.FixedOf(kind)).DistinctBy(column => column.Path))
        {
            if (paths.Contains(column.Path)) continue;
            var needed = column.Need == Need.Always || (column.Need == Need.WithGroup
                && groups.Exists(group => group == column.Group || group.StartsWith(column.Group + ".", StringComparison.Ordinal)));
            if (!needed) continue;
            var at = header.Columns.ToList().FindIndex(own => own.Path == column.Path);
            yield return LineError.Of(row.Line, at < 0 ? column.En : header.Written(at), ImportProblems.CellMissing() with { Field = column.Path });
        }
    }

    private (JsonObject Json, string? Party, Rejection? Twice) Assemble(
        List<(Column Column, int Index, JsonNode Value)> filled, List<string> pieces, List<string> marks)
    {
        var json = new JsonObject();
        var secrecy = marks.ConvertAll(_ => new JsonObject());
        string? party = null;
        var items = pieces.ConvertAll(_ => new JsonObject { ["mediaType"] = "", ["size"] = 0 });
        foreach (var (column, _, value) in filled)
        {
            if (column.Path == "party") party = value.GetValue<string>();
            else if (column.Group is { } group && pieces.IndexOf(group) is >= 0 and var at) Put(items[at], column.Path[(group.Length + 1)..].Split('.'), value);
            else if (column.Group is { } mark && marks.IndexOf(mark) is >= 0 and var place) Put(secrecy[place], [column.Path[(mark.Length + 1)..]], value);
            else if (column.Path.StartsWith("attributes.", StringComparison.Ordinal)) Put(json, ["attributes", column.Path["attributes.".Length..]], value);
            else if (column.Path != Evidence) Put(json, column.Path.Split('.'), value);
        }

        if (kind != ImportKind.Contributions) return (json, party, null);
        if (secrecy.Count > 0) json["secrecy"] = new JsonArray([.. secrecy]);
        var further = filled.Find(cell => cell.Column.Path == Evidence).Value;
        if (further is not null && items.Count > 0)
            return (json, party, ImportProblems.JsonForm("evidence stands in columns of its own already") with { Field = Evidence });
        json[Evidence] = further ?? new JsonArray([.. items]);
        return (json, party, null);
    }

    private static void Put(JsonObject into, ReadOnlySpan<string> path, JsonNode value)
    {
        for (; path.Length > 1; path = path[1..])
        {
            if (into[path[0]] is not JsonObject inner) into[path[0]] = inner = [];
            into = inner;
        }

        into[path[0]] = value;
    }

    // The column of the field itself, else the first filled one within it, else the one that holds it (a JSON cell).
    private (string, string)? ColumnOf(
        string field, TextRow row, List<(Column Column, int Index, JsonNode Value)> filled, List<string> pieces, List<string> marks)
    {
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            if (field.StartsWith($"secrecy[{i}]", StringComparison.Ordinal)) { field = marks[i] + field[$"secrecy[{i}]".Length..]; break; }
        }

        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            if (field.StartsWith($"evidence[{i}]", StringComparison.Ordinal)) { field = pieces[i] + field[$"evidence[{i}]".Length..]; break; }
        }

        var paths = header.Columns.Select(column => column.Path).ToList();
        var at = paths.IndexOf(field);
        if (at < 0) at = filled.Find(cell => cell.Column.Path.StartsWith(field + ".", StringComparison.Ordinal)) is { Column: not null } within ? within.Index : -1;
        if (at < 0) at = paths.FindIndex(path => field.StartsWith(path + ".", StringComparison.Ordinal) || field.StartsWith(path + "[", StringComparison.Ordinal));
        return at < 0 ? null : (header.Written(at), row.Cells[at].Length <= 60 ? row.Cells[at] : row.Cells[at][..57] + "...");
    }
}
