using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Imports;

/// <summary>Turns a cell into the JSON value that the request of a single row has, or says how it should be written.</summary>
internal static partial class CellForms
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private static readonly string[] Times = ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss"];

    private static readonly char[] Between = [' ', ',', ';', '\u3000', '，', '；', '、'];

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = ServiceDefaults.Limits.JsonDepth };

    /// <summary>The value; null with no problem means that the cell is empty.</summary>
    public static JsonNode? Read(Column column, string cell, out Rejection? problem)
    {
        problem = null;
        if (column.Form == CellForm.Ignored) return null;
        if (cell.Length > ContributionLimits.ImportCellCharacters)
        {
            problem = ImportProblems.CellTooLong();
            return null;
        }

        if (cell.Contains('\0', StringComparison.Ordinal))
        {
            problem = ImportProblems.Character();
            return null;
        }

        var text = CsvText.Plain(cell);
        if (column.Form == CellForm.Text) return string.IsNullOrWhiteSpace(text) ? null : text;
        text = text.Trim(' ', '\t', '\u3000', '\u00A0');
        if (text.Length == 0) return null;
        return column.Form switch
        {
            CellForm.Word => column.Words?.GetValueOrDefault(text) ?? text,
            CellForm.Number => Plain().IsMatch(text) ? text : No(ImportProblems.NumberForm(text), out problem),
            CellForm.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole : No(ImportProblems.WholeForm(text), out problem),
            CellForm.Date => DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : No(ImportProblems.DateForm(text), out problem),
            CellForm.Time => TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : No(ImportProblems.TimeForm(text), out problem),
            CellForm.YesNo => text.ToUpperInvariant() switch
            {
                "YES" or "TRUE" or "是" => true,
                "NO" or "FALSE" or "否" => false,
                _ => No(ImportProblems.YesOrNoForm(text), out problem),
            },
            CellForm.Words => new JsonArray([.. text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word => JsonValue.Create(word))]),
            CellForm.Json => Parse(text, out problem),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static JsonNode? Parse(string text, out Rejection? problem)
    {
        problem = null;
        try
        {
            return JsonNode.Parse(text, documentOptions: Json);
        }
        catch (JsonException malformed)
        {
            return No(ImportProblems.JsonForm(malformed.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0]), out problem);
        }
    }

    private static JsonNode? No(Rejection rejection, out Rejection? problem)
    {
        problem = rejection;
        return null;
    }

    // Also a fraction, "2/3", as everywhere exact numbers are taken; whether it fits is judged where it is used.
    [GeneratedRegex("^-?[0-9]+([.][0-9]+|/[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
