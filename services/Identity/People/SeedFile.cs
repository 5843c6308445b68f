using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Identity.Settings;

namespace Ledger.Identity.People;

/// <summary>A person as a scenario file names it.</summary>
/// <param name="Subject"><c>person@consortium</c>.</param>
/// <param name="Consortium">The file's consortium.</param>
/// <param name="NameEn">English name.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="Organisation">Party id.</param>
/// <param name="Roles">Of <see cref="Role.All"/>, in that order, each once.</param>
public sealed record SeedPerson(string Subject, string Consortium, string NameEn, string NameZh, string Organisation, string[] Roles);

/// <summary>
/// Reads <c>consortium.id</c> and <c>people[]</c> of a scenario file and looks at nothing else: the rest of the file is other
/// programs' business and may change without this one.
/// </summary>
public static partial class SeedFile
{
    /// <summary>The people of the file.</summary>
    /// <exception cref="SettingsException">With the file and the line or path of every fault.</exception>
    public static IReadOnlyList<SeedPerson> Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            if (info.Exists && info.Length > Limits.SeedFileBytes)
            {
                throw new SettingsException($"Identity:SeedFiles: {file} is larger than {Limits.SeedFileBytes} bytes.");
            }

            return Parse(File.ReadAllBytes(file), file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Identity:SeedFiles: {file} cannot be read: {fault.Message}");
        }
    }

    /// <summary>The people of a scenario file's content.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">For the messages.</param>
    /// <exception cref="SettingsException">With the line or path of every fault.</exception>
    public static IReadOnlyList<SeedPerson> Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Limits.SeedDepth, AllowDuplicateProperties = false });
            var faults = new List<string>();
            var people = Read(document.RootElement, faults);
            return faults.Count == 0 ? people : throw new SettingsException([.. faults.Select(fault => $"Identity:SeedFiles: {file}: {fault}")]);
        }
        catch (JsonException fault)
        {
            throw new SettingsException($"Identity:SeedFiles: {file}({(fault.LineNumber ?? 0) + 1}): not well-formed JSON: {fault.Message}");
        }
        catch (InvalidOperationException)
        {
            // The reader checks the text of a string only when it is asked for it.
            throw new SettingsException($"Identity:SeedFiles: {file}: a text is not valid UTF-8.");
        }
    }

    private static List<SeedPerson> Read(JsonElement root, List<string> faults)
    {
        var found = new List<SeedPerson>();
        var consortium = Member(Member(root, "consortium"), "id") is { ValueKind: JsonValueKind.String } id ? id.GetString()! : "";
        if (!Identifier().IsMatch(consortium))
        {
            faults.Add("$.consortium.id has to be 1 to 63 lower-case letters, digits or '-'.");
        }

        if (Member(root, "people") is not { ValueKind: JsonValueKind.Array } people || people.GetArrayLength() > Limits.SeedPeople)
        {
            faults.Add($"$.people has to be a list of at most {Limits.SeedPeople} people.");
            return found;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var entry in people.EnumerateArray())
        {
            var path = $"$.people[{index++}]";
            var person = ReadPerson(entry, path, consortium, faults);
            if (person is not null && !seen.Add(person.Subject))
            {
                faults.Add($"{path}.id is there twice: {person.Subject}.");
            }

            if (person is not null)
            {
                found.Add(person);
            }
        }

        return found;
    }

    private static SeedPerson? ReadPerson(JsonElement entry, string path, string consortium, List<string> faults)
    {
        var before = faults.Count;
        var id = Member(entry, "id") is { ValueKind: JsonValueKind.String } idText ? idText.GetString()! : "";
        if (!Identifier().IsMatch(id))
        {
            faults.Add($"{path}.id has to be 1 to 63 lower-case letters, digits or '-'.");
        }

        var organisation = Member(entry, "organisation") is { ValueKind: JsonValueKind.String } organisationText ? organisationText.GetString()! : "";
        if (organisation.Length is 0 or > 120)
        {
            faults.Add($"{path}.organisation has to be the id of a party (1 to 120 characters).");
        }

        var (en, zh) = ReadName(Member(entry, "name"), id);
        if (en.Length > 200 || zh.Length > 200)
        {
            faults.Add($"{path}.name is longer than 200 characters.");
        }

        var roles = ReadRoles(Member(entry, "roles"), path, faults);
        return faults.Count == before ? new SeedPerson($"{id}@{consortium}", consortium, en, zh, organisation, roles) : null;
    }

    // {"en":..,"zh":..}, either of them alone, or one text for both; without a name the id stands in.
    private static (string En, string Zh) ReadName(JsonElement? name, string id)
    {
        if (name is { ValueKind: JsonValueKind.String } plain && plain.GetString() is { Length: > 0 } both)
        {
            return (both, both);
        }

        var en = Member(name, "en") is { ValueKind: JsonValueKind.String } enText ? enText.GetString() : null;
        var zh = Member(name, "zh") is { ValueKind: JsonValueKind.String } zhText ? zhText.GetString() : null;
        return (en ?? zh ?? id, zh ?? en ?? id);
    }

    private static string[] ReadRoles(JsonElement? roles, string path, List<string> faults)
    {
        if (roles is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > Limits.RolesPerPerson)
        {
            faults.Add($"{path}.roles has to be a list of at most {Limits.RolesPerPerson} roles.");
            return [];
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            var role = entry.ValueKind == JsonValueKind.String ? entry.GetString()! : "";
            if (!Role.All.Contains(role, StringComparer.Ordinal))
            {
                faults.Add($"{path}.roles[{index}] has to be one of {string.Join(", ", Role.All)}.");
            }

            found.Add(role);
            index++;
        }

        return [.. Role.All.Where(found.Contains)];
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
