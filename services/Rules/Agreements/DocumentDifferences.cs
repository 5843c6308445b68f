using System.Text.Json;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>A member that differs between two documents.</summary>
/// <param name="Path">Where it stands: "risk.allocation.retention", "parties[E1].name.en", "benefit.waterfall[2].rate".</param>
/// <param name="Before">Null when the member is new.</param>
/// <param name="After">Null when the member is gone.</param>
public sealed record DocumentDifference(string Path, JsonElement? Before, JsonElement? After);

/// <summary>
/// Compares two documents member by member. Lists whose entries all carry an own id are compared by it, so that an entry put in
/// front does not make all others look changed; other lists place by place.
/// </summary>
public static class DocumentDifferences
{
    /// <summary>Every difference, in the order of the document before, new members after them; none when both say the same.</summary>
    public static IReadOnlyList<DocumentDifference> Between(JsonElement before, JsonElement after)
    {
        var found = new List<DocumentDifference>();
        Compare("", before, after, found);
        return found;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<DocumentDifference> found)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareEntries(Members(path, before), Members(path, after), found);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
            CompareEntries(Entries(path, before, after, before), Entries(path, before, after, after), found);
        else if (!Same(before, after))
            found.Add(new DocumentDifference(path.Length == 0 ? JsonPath.Root : path, before.Clone(), after.Clone()));
    }

    private static void CompareEntries(
        IReadOnlyList<KeyValuePair<string, JsonElement>> before, IReadOnlyList<KeyValuePair<string, JsonElement>> after, List<DocumentDifference> found)
    {
        var there = after.ToDictionary(StringComparer.Ordinal);
        var here = before.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, value) in before)
        {
            if (there.TryGetValue(path, out var other)) Compare(path, value, other, found);
            else found.Add(new DocumentDifference(path, value.Clone(), null));
        }

        foreach (var (path, value) in after.Where(entry => !here.Contains(entry.Key))) found.Add(new DocumentDifference(path, null, value.Clone()));
    }

    private static List<KeyValuePair<string, JsonElement>> Members(string path, JsonElement map) =>
        [.. map.EnumerateObject().Select(member => KeyValuePair.Create(JsonPath.Member(path, member.Name), member.Value))];

    private static List<KeyValuePair<string, JsonElement>> Entries(string path, JsonElement before, JsonElement after, JsonElement list)
    {
        var named = Ids(before) is not null && Ids(after) is not null;
        return named
            ? [.. list.EnumerateArray().Select(entry => KeyValuePair.Create($"{path}[{entry.GetProperty("id").GetString()}]", entry))]
            : [.. list.EnumerateArray().Select((entry, index) => KeyValuePair.Create(JsonPath.Item(path, index), entry))];
    }

    // The ids of all entries, or null when one has none or two share one.
    private static HashSet<string>? Ids(JsonElement list)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in list.EnumerateArray())
        {
            var named = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String;
            if (!named || !ids.Add(entry.GetProperty("id").GetString()!)) return null;
        }

        return ids;
    }

    private static bool Same(JsonElement before, JsonElement after) =>
        before.ValueKind == after.ValueKind && CanonicalWriter.Write(before).AsSpan().SequenceEqual(CanonicalWriter.Write(after));
}
