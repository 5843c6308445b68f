using System.Buffers;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Finds what a payload refers to: every object with exactly the members <c>ev</c> (an event id) and <c>ph</c> (a SHA-256 in
/// lower-case hex), wherever it stands. Ordered by event id and hash, since the store keeps members in an order of its own.
/// </summary>
public static class Citations
{
    private const int HashDigits = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Each cited fact once.</summary>
    public static IReadOnlyList<Citation> In(JsonElement payload)
    {
        var found = new List<Citation>();
        Collect(payload, found);
        return [.. found.Distinct().OrderBy(cited => cited.Event.ToString(), StringComparer.Ordinal).ThenBy(cited => cited.PayloadHash, StringComparer.Ordinal)];
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

    /// <summary>The citation that this value is, or null when it is anything else.</summary>
    public static Citation? Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 2
        && value.TryGetProperty("ev", out var ev) && ev.ValueKind == JsonValueKind.String && ev.TryGetGuid(out var id)
        && value.TryGetProperty("ph", out var ph) && ph.ValueKind == JsonValueKind.String
        && ph.GetString() is { Length: HashDigits } hash && !hash.AsSpan().ContainsAnyExcept(HexDigits)
            ? new Citation(id, hash)
            : null;
}
