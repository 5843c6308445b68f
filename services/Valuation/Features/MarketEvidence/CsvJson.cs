using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>Reads a row as the request of a single item, so that a file is judged by the same rules as the API.</summary>
internal static class CsvJson
{
    private static readonly JsonSerializerOptions Strict = FactJson.ConfigureStrict(new JsonSerializerOptions());

    /// <summary>The request, or null and what is wrong with the line.</summary>
    public static T? Read<T>(CsvFile file, CsvRow row, out LineError? error)
        where T : class
    {
        error = null;
        try
        {
            return Object(file.Columns, row.Cells).Deserialize<T>(Strict);
        }
        catch (RejectedJsonException broken)
        {
            error = LineError.Of(row.Line, broken.Rejection.At(Path(broken) is { } at ? JsonPath.Within(at, broken.Rejection.Field) : broken.Rejection.Field ?? JsonPath.Root));
        }
        catch (JsonException broken)
        {
            var detail = broken.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0];
            error = new LineError(row.Line, Path(broken), null, "request.malformed", new Text($"The row cannot be read: {detail}", $"该行无法读取：{detail}"));
        }

        return null;
    }

    private static JsonObject Object(IReadOnlyList<CsvColumn> columns, IReadOnlyList<string> cells)
    {
        var root = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
        {
            // An empty cell says nothing; what is required is then missing.
            if (cells[i].Length == 0) continue;
            var parts = columns[i].Path.Split('.');
            var owner = root;
            foreach (var part in parts[..^1])
            {
                if (owner[part] is not JsonObject next) owner[part] = next = [];
                owner = next;
            }

            owner[parts[^1]] = Value(columns[i].Form, cells[i]);
        }

        return root;
    }

    private static JsonValue Value(CsvForm form, string cell) => form switch
    {
        CsvForm.Whole when int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        CsvForm.YesNo when cell is "true" or "yes" or "是" => JsonValue.Create(true),
        CsvForm.YesNo when cell is "false" or "no" or "否" => JsonValue.Create(false),
        _ => JsonValue.Create(cell),
    };

    private static string? Path(JsonException broken) => broken.Path is null or "$" ? null : broken.Path.TrimStart('$', '.');
}
