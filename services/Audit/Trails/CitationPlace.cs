using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Outbox;

namespace Ledger.Audit.Trails;

/// <summary>A citation where it stands in a payload.</summary>
/// <param name="Cited">What is cited.</param>
/// <param name="Path">Where: member names joined by dots, places of a list in brackets; empty for the payload itself.</param>
/// <param name="Party">Text member <c>party</c> of the nearest enclosing object that has one, or null.</param>
internal sealed record CitationPlace(Citation Cited, string Path, string? Party)
{
    /// <summary>Every citation of a payload, in the order in which they stand there.</summary>
    public static IReadOnlyList<CitationPlace> In(JsonElement payload)
    {
        var found = new List<CitationPlace>();
        Collect(payload, "", null, found);
        return found;
    }

    private static void Collect(JsonElement value, string path, string? party, List<CitationPlace> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Citations.Read(value) is { } citation:
                found.Add(new CitationPlace(citation, path, party));
                break;
            case JsonValueKind.Object:
                var own = value.TryGetProperty("party", out var of) && of.ValueKind == JsonValueKind.String ? of.GetString() : party;
                foreach (var member in value.EnumerateObject())
                    Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", own, found);
                break;
            case JsonValueKind.Array:
                var place = 0;
                foreach (var item in value.EnumerateArray()) Collect(item, $"{path}[{place++}]", party, found);
                break;
        }
    }
}
