using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Portal.Web;

namespace Ledger.Portal.Pages.Parts;

/// <summary>How a member of a method's inputs is asked for.</summary>
public enum SchemaForm
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, as text.</summary>
    Number,

    /// <summary>A day.</summary>
    Day,

    /// <summary>One of some.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Tick,

    /// <summary>A list of texts, one a line.</summary>
    Lines,

    /// <summary>An object.</summary>
    Group,

    /// <summary>A list of objects.</summary>
    Rows,

    /// <summary>What fields cannot show.</summary>
    Json,
}

/// <summary>A member of the JSON Schema of a method's inputs, read as a field; and what was typed read back into JSON.</summary>
public sealed record SchemaMember(string Name, JsonElement Schema, bool Required)
{
    private const int MostRows = 40;

    /// <summary>The members of a schema of an object.</summary>
    public static IEnumerable<SchemaMember> Of(JsonElement schema)
    {
        if (In(schema, "properties") is not { ValueKind: JsonValueKind.Object } members) return [];
        var required = In(schema, "required") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return members.EnumerateObject().Select(member => new SchemaMember(member.Name, member.Value, required.Contains(member.Name)));
    }

    /// <summary>The description: "English / 中文".</summary>
    public Text Words
    {
        get
        {
            var said = Plain(In(Schema, "description")) ?? "";
            var middle = said.LastIndexOf(" / ", StringComparison.Ordinal);
            return middle < 0 ? new Text(said, said) : new Text(said[..middle], said[(middle + 3)..]);
        }
    }

    /// <summary>Its name as words: "months lent" of <c>monthsLent</c>.</summary>
    public string Title => char.ToUpperInvariant(Name[0]) + string.Concat(Name[1..].Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>The Chinese description up to its first stop.</summary>
    public string Short => Words.Zh.Split('，', '。', '；', '：', '（')[0];

    /// <summary>Of what it may be one.</summary>
    public IReadOnlyList<string> Choices => In(Schema, "enum") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(choice => Plain(choice) ?? "")] : [];

    /// <summary>Schema of the entries of a list.</summary>
    public JsonElement Items => In(Schema, "items");

    /// <summary>Most entries that a form offers.</summary>
    public int MaxItems => In(Schema, "maxItems") is { ValueKind: JsonValueKind.Number } most ? Math.Min(most.GetInt32(), MostRows) : MostRows;

    /// <summary>How it is asked for.</summary>
    public SchemaForm Form => Choices.Count > 0 ? SchemaForm.Choice : Plain(In(Schema, "type")) switch
    {
        "boolean" => SchemaForm.Tick,
        "integer" or "number" => SchemaForm.Number,
        "object" => IsPlain(Schema) ? SchemaForm.Group : SchemaForm.Json,
        "array" => Plain(In(Items, "type")) switch
        {
            "string" or "integer" => SchemaForm.Lines,
            "object" when IsPlain(Items) => SchemaForm.Rows,
            _ => SchemaForm.Json,
        },
        "string" when Plain(In(Schema, "format")) == "date" || Plain(In(Schema, "pattern")) == "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => SchemaForm.Day,
        "string" => Plain(In(Schema, "pattern")) is { } pattern && pattern.Contains("[0-9]", StringComparison.Ordinal) && !pattern.Contains("A-Z", StringComparison.Ordinal) ? SchemaForm.Number : SchemaForm.Text,
        _ => SchemaForm.Json,
    };

    /// <summary>A member of an object; undefined where there is none.</summary>
    public static JsonElement In(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) ? member : default;

    /// <summary>An entry of a list; undefined where there is none.</summary>
    public static JsonElement At(JsonElement list, int index) =>
        list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength() ? list[index] : default;

    /// <summary>A text, number or truth value as text; null for anything else.</summary>
    public static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        _ => null,
    };

    /// <summary>A list as lines.</summary>
    public static string? Lines(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join('\n', value.EnumerateArray().Select(Plain)) : null;

    /// <summary>As JSON; null for nothing.</summary>
    public static string? Raw(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText();

    /// <summary>What was typed into the fields of a schema; null where nothing was.</summary>
    /// <param name="form">The form.</param>
    /// <param name="schema">Schema of an object.</param>
    /// <param name="prefix">Path of the object in the command's body.</param>
    /// <param name="skip">Members that were not asked for.</param>
    /// <param name="broken">Said where JSON was asked for and none was typed.</param>
    public static JsonObject? Read(FormReader form, JsonElement schema, string prefix, IReadOnlyCollection<string> skip, string broken)
    {
        ArgumentNullException.ThrowIfNull(form);
        var read = new JsonObject();
        foreach (var member in Of(schema).Where(member => !skip.Contains(member.Name)))
        {
            if (member.Read(form, $"{prefix}.{member.Name}", broken) is { } value) read[member.Name] = value;
        }

        return read.Count == 0 ? null : read;
    }

    private JsonNode? Read(FormReader form, string name, string broken) => Form switch
    {
        SchemaForm.Group => Read(form, Schema, name, [], broken),
        SchemaForm.Rows => Rows(form, name, broken),
        SchemaForm.Lines => form.Text(name) is { } lines ? new JsonArray([.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonValue.Create(line))]) : null,
        SchemaForm.Json => form.Text(name) is null ? null : form.Json(name, broken),
        SchemaForm.Tick => form.Ticked(name) ? JsonValue.Create(true) : Required ? JsonValue.Create(false) : null,
        _ => Plain(In(Schema, "type")) is "integer" or "number" ? form.Whole(name) : form.Text(name) is { } text ? JsonValue.Create(text) : null,
    };

    private JsonArray? Rows(FormReader form, string name, string broken)
    {
        var rows = new JsonArray();
        for (var i = 0; i < MaxItems; i++)
        {
            // A box that is not ticked says nothing; a row of nothing else is none.
            if (Read(form, Items, $"{name}[{i}]", [], broken) is { } row && row.Any(member => member.Value!.GetValueKind() != JsonValueKind.False)) rows.Add(row);
        }

        return rows.Count == 0 ? null : rows;
    }

    private static bool IsPlain(JsonElement schema) =>
        In(schema, "properties").ValueKind == JsonValueKind.Object && In(schema, "oneOf").ValueKind == JsonValueKind.Undefined
        && In(schema, "anyOf").ValueKind == JsonValueKind.Undefined && In(schema, "$ref").ValueKind == JsonValueKind.Undefined;
}
