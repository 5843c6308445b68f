using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>
/// What-if changes of a document: "PATH=VALUE" replaces the value at a JSON path as rejections write it
/// ("contributions[0].claimed"). Where a string stands, the value is taken letter by letter; anywhere else it is JSON.
/// "PATH:=JSON" sets JSON whatever stands there, and may add a member to an object. Nothing else is ever created.
/// </summary>
public static class Overrides
{
    /// <summary>The document with all changes made, one after the other, or why one cannot be made.</summary>
    /// <returns>Problems: override.malformed, override.unknown-path, override.not-json.</returns>
    public static (JsonElement Root, IReadOnlyList<ScenarioProblem> Problems) Apply(JsonElement root, IReadOnlyList<string> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);

        // What holds half of a character cannot be copied; the reader names the fault.
        if (overrides.Count == 0 || !new InputReader(root).Clean) return (root, []);
        var problems = new List<ScenarioProblem>();
        foreach (var text in overrides)
        {
            var (changed, problem) = Apply(root, text);
            root = changed;
            if (problem is not null) problems.Add(problem);
        }

        return (root, problems);
    }

    private static (JsonElement Root, ScenarioProblem? Problem) Apply(JsonElement root, string text)
    {
        if (OverridePath.Parse(text) is not { } path)
        {
            return (root, Problem(text, JsonPath.Root, "override.malformed",
                new("Write PATH=VALUE or PATH:=JSON, the path like contributions[0].claimed.", "请写作 路径=值 或 路径:=JSON，路径如 contributions[0].claimed。")));
        }

        var found = Find(root, path.Steps);
        var mayAdd = path.IsJson && path.Steps[^1].Name is not null && Find(root, path.Steps[..^1]) is { ValueKind: JsonValueKind.Object };
        if (found is null && !mayAdd)
        {
            return (root, Problem(text, path.ToString(), "override.unknown-path",
                new($"There is nothing at '{path}'.", $"“{path}”处没有任何内容。")));
        }

        var value = !path.IsJson && found is { ValueKind: JsonValueKind.String } ? JsonSerializer.SerializeToElement(path.Value) : Json(path.Value);
        return value is { } json
            ? (Replaced(root, path.Steps, json), null)
            : (root, Problem(text, path.ToString(), "override.not-json", new("The value is not JSON.", "该值不是合法的 JSON。")));
    }

    private static ScenarioProblem Problem(string text, string path, string code, Text message) => new($"--set {text}", 0, 0, path, code, message, text);

    private static JsonElement? Find(JsonElement value, IReadOnlyList<OverrideStep> steps)
    {
        foreach (var step in steps)
        {
            if (step.Name is { } name && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member)) value = member;
            else if (step.Name is null && value.ValueKind == JsonValueKind.Array && step.Index < value.GetArrayLength()) value = value[step.Index];
            else return null;
        }

        return value;
    }

    private static JsonElement? Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Replaced(JsonElement root, ReadOnlySpan<OverrideStep> steps, JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, root, steps, value);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement here, ReadOnlySpan<OverrideStep> steps, JsonElement value)
    {
        if (steps.IsEmpty)
        {
            value.WriteTo(writer);
        }
        else if (steps[0].Name is { } name)
        {
            writer.WriteStartObject();
            var there = false;
            foreach (var member in here.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                if (member.Name == name) Write(writer, member.Value, steps[1..], value);
                else member.Value.WriteTo(writer);
                there |= member.Name == name;
            }

            if (!there)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
        else
        {
            writer.WriteStartArray();
            foreach (var (index, entry) in here.EnumerateArray().Index())
            {
                if (index == steps[0].Index) Write(writer, entry, steps[1..], value);
                else entry.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }
}

/// <summary>One step of a path: a member, or an entry of a list.</summary>
/// <param name="Name">Null for an entry.</param>
/// <param name="Index">From 0.</param>
internal readonly record struct OverrideStep(string? Name, int Index);

/// <summary>A change as it was written.</summary>
/// <param name="Steps">At least one.</param>
/// <param name="IsJson">Written with ":=".</param>
/// <param name="Value">What follows.</param>
internal sealed record OverridePath(OverrideStep[] Steps, bool IsJson, string Value)
{
    /// <summary>Reads "a.b[0]["odd name"]=value"; a leading "$." is taken too. Null when it is not of this form.</summary>
    public static OverridePath? Parse(string text)
    {
        var steps = new List<OverrideStep>();
        var rest = text.StartsWith("$.", StringComparison.Ordinal) ? text.AsSpan(2) : text.StartsWith("$[", StringComparison.Ordinal) ? text.AsSpan(1) : text;
        while (true)
        {
            if (Step(ref rest) is not { } step) return null;
            steps.Add(step);
            switch (rest)
            {
                case ['=', ..]: return new OverridePath([.. steps], false, rest[1..].ToString());
                case [':', '=', ..]: return new OverridePath([.. steps], true, rest[2..].ToString());
                case ['.', not '[', ..]: rest = rest[1..]; break;
                case ['[', ..]: break;
                default: return null;
            }
        }
    }

    /// <summary>The path as rejections write it.</summary>
    public override string ToString() =>
        Steps.Aggregate("", (path, step) => step.Name is { } name ? JsonPath.Member(path, name) : JsonPath.Item(path, step.Index));

    private static OverrideStep? Step(ref ReadOnlySpan<char> rest)
    {
        if (rest is ['[', '"', ..]) return Quoted(ref rest);
        if (rest is ['[', ..])
        {
            var close = rest.IndexOf(']');
            if (close < 0 || !int.TryParse(rest[1..close], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
            rest = rest[(close + 1)..];
            return new OverrideStep(null, index);
        }

        var end = rest.IndexOfAny(".[=:");
        if (end <= 0) return null;
        var name = rest[..end].ToString();
        rest = rest[end..];
        return new OverrideStep(name, 0);
    }

    private static OverrideStep? Quoted(ref ReadOnlySpan<char> rest)
    {
        var close = rest.IndexOf("\"]", StringComparison.Ordinal);
        if (close < 0) return null;
        try
        {
            var name = JsonSerializer.Deserialize<string>(rest[1..(close + 1)]);
            rest = rest[(close + 2)..];
            return new OverrideStep(name, 0);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
