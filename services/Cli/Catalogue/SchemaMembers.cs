using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>One member of a schema, for a table.</summary>
/// <param name="Path">"[]" marks the entries of a list, "{id}" those of a map.</param>
/// <param name="Type">Its JSON type, or the values it may have.</param>
/// <param name="Required">Whether the object around it must have it.</param>
/// <param name="Description">Meaning, unit, limits.</param>
public sealed record SchemaMember(string Path, string Type, bool Required, string Description);

/// <summary>The members of a method's JSON Schema, flat.</summary>
public static class SchemaMembers
{
    private static readonly string[] ChoiceKeywords = ["oneOf", "anyOf"];

    /// <summary>Every member once, in the order of the schema.</summary>
    public static IEnumerable<SchemaMember> Of(JsonElement schema) => Of(schema, schema, "").Distinct();

    /// <summary>What a "$ref" within the document points at; anything else is itself.</summary>
    public static JsonElement Resolve(JsonElement root, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var reference)) return schema;
        var found = reference.GetString()!.TrimStart('#', '/').Split('/')
            .Aggregate((JsonElement?)root, (at, step) => at is { } here && here.TryGetProperty(step, out var next) ? next : null);
        return found ?? schema;
    }

    /// <summary>The alternatives of a schema; none when there is no choice.</summary>
    public static IEnumerable<JsonElement> Choices(JsonElement schema) => ChoiceKeywords
        .SelectMany(name => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var choices) ? choices.EnumerateArray() : default);

    private static IEnumerable<SchemaMember> Of(JsonElement root, JsonElement given, string path)
    {
        var schema = Resolve(root, given);
        if (schema.ValueKind != JsonValueKind.Object) return [];
        return
        [
            .. Entries(schema, "properties").SelectMany(member => Member(root, schema, member, path)),
            .. schema.TryGetProperty("items", out var items) ? Of(root, items, path + "[]") : [],
            .. Entries(schema, "patternProperties").SelectMany(entry => Entry(root, entry.Value, path + ".{id}")),
            .. schema.TryGetProperty("additionalProperties", out var map) && map.ValueKind == JsonValueKind.Object ? Entry(root, map, path + ".{id}") : [],
            .. Choices(schema).SelectMany(choice => Of(root, choice, path)),
        ];
    }

    private static IEnumerable<SchemaMember> Member(JsonElement root, JsonElement around, JsonProperty member, string path)
    {
        var required = around.TryGetProperty("required", out var names) && names.EnumerateArray().Any(name => name.ValueEquals(member.Name));
        return Described(root, member.Value, JsonPath.Member(path, member.Name), required);
    }

    private static IEnumerable<SchemaMember> Entry(JsonElement root, JsonElement given, string path) => Described(root, given, path, required: false);

    private static IEnumerable<SchemaMember> Described(JsonElement root, JsonElement given, string path, bool required)
    {
        var schema = Resolve(root, given);
        var description = given.TryGetProperty("description", out var own) || schema.TryGetProperty("description", out own) ? own.ToString() : "";
        return [new SchemaMember(path, Type(schema), required, description), .. Of(root, schema, path)];
    }

    private static JsonElement.ObjectEnumerator Entries(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var entries) ? entries.EnumerateObject() : default;

    private static string Type(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values)) return string.Join(" | ", values.EnumerateArray().Select(value => value.ToString()));
        if (schema.TryGetProperty("const", out var constant)) return constant.ToString();
        return schema.TryGetProperty("type", out var type) ? type.ToString() : "";
    }
}
