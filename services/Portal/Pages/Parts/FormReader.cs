using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Portal.Api;

namespace Ledger.Portal.Pages.Parts;

/// <summary>What fields know of the form around them.</summary>
public interface IFormScope
{
    /// <summary>Name of the form.</summary>
    string Form { get; }

    /// <summary>Why it was refused; null when it was not.</summary>
    Fault? Fault { get; }

    /// <summary>What was typed in a field when the form was sent; null when it was not sent.</summary>
    string? Typed(string name);
}

/// <summary>Something typed cannot be made into a command.</summary>
public sealed class FormRefusedException(Fault fault) : Exception(fault.Message)
{
    /// <summary>Why.</summary>
    public Fault Fault { get; } = fault;
}

/// <summary>Ids of fields, so that a refusal can point at one.</summary>
public static class Ids
{
    /// <summary>Id of a field of a form.</summary>
    public static string Of(string form, string field) => $"{form}-{field.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal)}";
}

/// <summary>
/// Names of fields in a form. They carry a prefix: a field called <c>method</c> or <c>action</c> would hide the form's own property of
/// that name from scripts, the framework's included.
/// </summary>
public static class FormNames
{
    /// <summary>Name of the field for a member of a command.</summary>
    public static string Of(string member) => "field." + member;
}

/// <summary>What was typed, as members of a command's body. An empty field is no member.</summary>
public sealed class FormReader(IFormCollection form, LedgerApi api)
{
    /// <summary>The text of a field; null when it is empty.</summary>
    public string? Text(string name) => form[FormNames.Of(name)].LastOrDefault()?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Which further button was pressed; null when it was the form's own.</summary>
    public string? Pressed => form["_do"].LastOrDefault();

    /// <summary>Version of what the reader saw when the form was made; null when it changes nothing that was read.</summary>
    public long? Seen => long.TryParse(form["_seen"].LastOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : null;

    /// <summary>Whether a box is ticked.</summary>
    public bool Ticked(string name) => form[FormNames.Of(name)].Count > 0;

    /// <summary>Every value of a field.</summary>
    public IReadOnlyList<string> All(string name) => [.. form[FormNames.Of(name)].OfType<string>().Where(value => value.Length > 0)];

    /// <summary>
    /// A sentence in both languages from the fields <c>name.en</c> and <c>name.zh</c>; who writes one only is read in both. Null
    /// when both are empty.
    /// </summary>
    public JsonObject? Sentence(string name)
    {
        var (en, zh) = (Text(name + ".en"), Text(name + ".zh"));
        return (en ?? zh) is null ? null : new JsonObject { ["en"] = en ?? zh, ["zh"] = zh ?? en };
    }

    /// <summary>An amount; what was typed goes to the service as it is, without separators.</summary>
    public JsonObject? Amount(string name, string currency) =>
        Text(name) is { } text ? new JsonObject { ["amount"] = text.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal), ["currency"] = currency } : null;

    /// <summary>A whole number; what is none goes as text and is refused by the service with its rule.</summary>
    public JsonNode? Whole(string name) => Text(name) is not { } text ? null : long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(text);

    /// <summary>Days from the fields <c>name.from</c> and <c>name.to</c>.</summary>
    public JsonObject? Days(string name) =>
        (Text(name + ".from") ?? Text(name + ".to")) is null ? null : new JsonObject { ["from"] = Text(name + ".from"), ["to"] = Text(name + ".to") };

    /// <summary>The file of a field; null when none was chosen.</summary>
    public IFormFile? File(string name) => form.Files.GetFile(FormNames.Of(name)) is { Length: > 0 } file ? file : null;

    /// <summary>JSON that was typed.</summary>
    /// <exception cref="FormRefusedException">It is none.</exception>
    public JsonNode Json(string name, string message)
    {
        try
        {
            return JsonNode.Parse(Text(name) ?? "{}") ?? new JsonObject();
        }
        catch (JsonException broken)
        {
            var line = broken.LineNumber is { } number ? $" ({number + 1}:{broken.BytePositionInLine + 1})" : "";
            throw new FormRefusedException(new Fault(StatusCodes.Status400BadRequest, "request.malformed", message + line, name, null));
        }
    }

    /// <summary>Stores the files of a field.</summary>
    /// <exception cref="FormRefusedException">The service refused one.</exception>
    public async Task<IReadOnlyList<(IFormFile File, string MediaType, Stored Stored)>> FilesAsync(string name)
    {
        var stored = new List<(IFormFile, string, Stored)>();
        foreach (var file in form.Files.GetFiles(FormNames.Of(name)).Where(file => file.Length > 0))
        {
            var type = MediaTypes.Of(file.FileName, file.ContentType);
            var answer = await api.UploadAsync<Stored>("evidence", file, type);
            if (answer.Value is not { } kept) throw new FormRefusedException(answer.Fault! with { Field = name });
            stored.Add((file, type, kept));
        }

        return stored;
    }
}

/// <summary>Media types by file name: browsers tell them as their machine does, or not at all.</summary>
internal static class MediaTypes
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf", [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".zip"] = "application/zip",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".txt"] = "text/plain", [".csv"] = "text/csv", [".json"] = "application/json",
    };

    public static string Of(string fileName, string told) => ByEnding.TryGetValue(Path.GetExtension(fileName), out var type) ? type : told;

    /// <summary>For <c>accept</c>.</summary>
    public static string Endings => string.Join(',', ByEnding.Keys);
}
