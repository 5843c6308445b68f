using System.Text.Json;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Finds what a payload refers to: every object with exactly the members <c>ev</c> and <c>ph</c>, wherever it stands, in
/// order of first appearance.
/// </summary>
internal static class Citations
{
    public static IReadOnlyList<Citation> In(JsonElement payload)
    {
        var found = new List<Citation>();
        Collect(payload, found);
        return [.. found.Distinct()];
    }

    private static void Collect(JsonElement value, List<Citation> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Read(value) is { } citation:
                found.Add(citation);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Collect(member.Value, found);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(item, found);
                break;
        }
    }

    private static Citation? Read(JsonElement value) =>
        value.GetPropertyCount() == 2
        && value.TryGetProperty("ev", out var ev) && ev.ValueKind == JsonValueKind.String && ev.TryGetGuid(out var id)
        && value.TryGetProperty("ph", out var ph) && ph.ValueKind == JsonValueKind.String
            ? new Citation(id, ph.GetString()!)
            : null;
}
