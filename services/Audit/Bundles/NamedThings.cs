using System.Text.Json;
using Ledger.Audit.Log;
using Ledger.Transparency.Bundles;

namespace Ledger.Audit.Bundles;

/// <summary>What payloads name, found by shape, whatever the service: rules that were applied, and files.</summary>
internal static class NamedThings
{
    private const int HashDigits = 64;

    /// <summary>Every calculation: an object with <c>ruleId</c> and <c>ruleVersion</c>.</summary>
    public static IEnumerable<RuleUse> Rules(LoggedEntry entry) => Objects(entry.Payload)
        .Where(item => Text(item, "ruleId") is not null && item.TryGetProperty("ruleVersion", out var version) && version.TryGetInt64(out _))
        .Select(item => new RuleUse(entry.Envelope.Event, Text(item, "ruleId")!, item.GetProperty("ruleVersion").GetInt64()));

    /// <summary>Every file: an object with <c>sha256</c>.</summary>
    public static IEnumerable<Attachment> Files(LoggedEntry entry) => Objects(entry.Payload)
        .Select(item => Text(item, "sha256"))
        .Where(hash => hash is { Length: HashDigits } && hash.All(char.IsAsciiHexDigitLower))
        .Select(hash => new Attachment(entry.Envelope.Event, hash!));

    private static IEnumerable<JsonElement> Objects(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(value),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
