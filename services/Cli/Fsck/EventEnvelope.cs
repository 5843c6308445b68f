using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency;

namespace Ledger.Cli.Fsck;

/// <summary>Writes the envelope that an event must have in the log, from the event's own row: apart from how the relay does it.</summary>
internal static class EventEnvelope
{
    private const int HashDigits = 64;

    /// <summary>The canonical bytes.</summary>
    public static byte[] Of(StoredEvent stored, string source, KnownEntry numbers, string payloadHash, JsonElement payload)
    {
        var cited = Cited(payload);
        var json = new JsonObject
        {
            ["at"] = stored.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["ev"] = stored.Id.ToString(),
            ["k"] = "ledger-envelope/1",
            ["n"] = stored.Type,
            ["ph"] = payloadHash,
            ["refs"] = new JsonArray([.. cited.Select(item => new JsonObject { ["ev"] = item.Event, ["ph"] = item.Hash })]),
            ["seq"] = stored.Sequence.ToString(CultureInfo.InvariantCulture),
            ["sn"] = numbers.SourceNumber,
            ["src"] = source,
            ["st"] = stored.Stream.ToString(),
            ["tn"] = stored.Tenant,
            ["tv"] = numbers.TenantNumber,
            ["ver"] = stored.Version.ToString(CultureInfo.InvariantCulture),
        };
        using var document = JsonDocument.Parse(json.ToJsonString());
        return CanonicalJson.Bytes(document.RootElement);
    }

    /// <summary>What a payload cites, each once, by event and hash.</summary>
    public static SortedSet<(string Event, string Hash)> Cited(JsonElement payload)
    {
        var cited = new SortedSet<(string Event, string Hash)>(Comparer<(string Event, string Hash)>.Create((a, b) =>
            string.CompareOrdinal(a.Event, b.Event) is var first and not 0 ? first : string.CompareOrdinal(a.Hash, b.Hash)));
        Collect(payload, cited);
        return cited;
    }

    private static void Collect(JsonElement value, SortedSet<(string Event, string Hash)> cited)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Collect(item, cited);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.GetPropertyCount() == 2
                && value.TryGetProperty("ev", out var ev) && ev.ValueKind == JsonValueKind.String && ev.TryGetGuid(out var id)
                && value.TryGetProperty("ph", out var ph) && ph.ValueKind == JsonValueKind.String
                && ph.GetString() is { Length: HashDigits } hash && hash.All(char.IsAsciiHexDigitLower))
            {
                cited.Add((id.ToString(), hash));
                return;
            }

            foreach (var member in value.EnumerateObject()) Collect(member.Value, cited);
        }
    }
}

/// <summary>An event as its service keeps it.</summary>
internal sealed record StoredEvent(
    long Sequence, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset At, string Tenant, string Data, string? HeaderHash);
