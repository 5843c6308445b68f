using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Rules;

/// <summary>
/// A result as people and programs read it: one type that prints as a table and as JSON, so that both say the same. Format
/// "ledger-result/1".
/// </summary>
/// <param name="Format">The only format there is.</param>
/// <param name="Rule">"market.comparables".</param>
/// <param name="Version">Version of the rule.</param>
/// <param name="Name">Of the method.</param>
/// <param name="InputsHash">SHA-256 of the canonical inputs.</param>
/// <param name="Value">The figures.</param>
/// <param name="Steps">The lines of the calculation; null where only the figures are wanted.</param>
/// <param name="Rounding">How each named line was rounded.</param>
/// <param name="Residual">Smallest units given out by largest remainder.</param>
public sealed record ResultTable(
    string Format,
    string Rule,
    int Version,
    Text Name,
    string InputsHash,
    JsonElement Value,
    IReadOnlyList<Step>? Steps,
    Rounding Rounding,
    IReadOnlyList<ResidualNote> Residual)
{
    // People read this on a terminal: Chinese is written as it is. It is never put into a web page.
    private static readonly JsonSerializerOptions Indented = new(RuleJson.Results)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The table of a result.</summary>
    /// <param name="result">Of a method that the catalogue knows.</param>
    /// <param name="withSteps">Whether the lines of the calculation belong to it.</param>
    /// <exception cref="ArgumentException">The catalogue does not know the rule.</exception>
    public static ResultTable Of(MethodResult result, bool withSteps)
    {
        ArgumentNullException.ThrowIfNull(result);
        var method = MethodCatalogue.Find(result.RuleId, result.RuleVersion)
            ?? throw new ArgumentException($"There is no {result.RuleId} version {Problems.Invariant(result.RuleVersion)}.", nameof(result));
        return new ResultTable(
            "ledger-result/1", result.RuleId, result.RuleVersion, method.Name, result.InputsHash, result.Value, withSteps ? result.Steps : null,
            result.Rounding, result.Residual);
    }

    /// <summary>One JSON document, indented, with a line end. Texts are in both languages.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Indented) + "\n";

    /// <summary>Tables of plain text.</summary>
    public string ToText(Language language)
    {
        var text = new StringBuilder();
        text.Append($"{Name.In(language)}  ({Rule} v{Problems.Invariant(Version)})\n");
        text.Append($"{Say("inputs", "输入")} {InputsHash}\n\n");

        var figures = new TextTable([Say("Figure", "项目"), Say("Value", "数值")], 1);
        foreach (var (path, value) in Flatten("", Value)) figures.Row(path, value);
        text.Append(figures);
        if (Steps is { } lines)
        {
            var steps = new TextTable([Say("Line", "步骤"), Say("Calculation", "算式"), Say("Value", "数值"), Say("Unit", "单位")], 2);
            foreach (var line in lines) steps.Row(line.Name.In(language), How(line), line.Value, line.Unit);
            text.Append('\n').Append(steps);
        }

        text.Append($"\n{Say("Each line rounded", "各项舍入")}: {KebabCase.Name(Rounding)}\n");
        if (Residual.Count > 0)
        {
            var left = new TextTable([Say("Smallest unit left on", "尾差所在"), Say("given to", "归于"), Say("cut off", "被舍部分")], 2);
            foreach (var note in Residual) left.Row(note.Line, note.Party, note.Remainder.ToString());
            text.Append('\n').Append(left);
            text.Append(Say("Largest remainder first, ties by id ascending.", "余数大者优先，相同时按标识升序。")).Append('\n');
        }

        return text.ToString();

        string Say(string en, string zh) => new Text(en, zh).In(language);

        string How(Step line) => string.Join("\n", new[] { line.Formula, line.Note?.In(language) }.OfType<string>());
    }

    /// <summary>Every figure under its JSON path, an amount as one figure: ("shares.E1", "252995.31 CNY").</summary>
    public static IEnumerable<(string Path, string Value)> Flatten(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when AsAmount(value) is { } amount => [(path, amount)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Flatten(JsonPath.Member(path, member.Name), member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((entry, index) => Flatten(JsonPath.Item(path, index), entry)),
        JsonValueKind.String => [(path, value.GetString()!)],
        _ => [(path, value.GetRawText())],
    };

    private static string? AsAmount(JsonElement value) =>
        value.EnumerateObject().Count() == 2 && value.TryGetProperty("amount", out var amount) && value.TryGetProperty("currency", out var currency)
            && amount.ValueKind == JsonValueKind.String && currency.ValueKind == JsonValueKind.String
            ? $"{amount.GetString()} {currency.GetString()}"
            : null;
}
