using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Bundles;

/// <summary>Writes bundles.</summary>
internal static class BundleWriter
{
    public static byte[] Write(Bundle bundle)
    {
        var json = new JsonObject
        {
            ["agreements"] = List(bundle.Agreements, Reference),
            ["attachments"] = List(bundle.Attachments, file => new JsonObject { ["ev"] = file.Event.ToString(), ["sha256"] = file.Sha256 }),
            ["checkpoint"] = Text(bundle.Checkpoint),
            ["complete"] = bundle.Complete,
            ["entries"] = List(bundle.Entries, Entry),
            ["format"] = Bundle.Format,
            ["head"] = bundle.Head is { } head ? Entry(head) : null,
            ["rules"] = List(bundle.Rules, rule => new JsonObject
            {
                ["ev"] = rule.Event.ToString(), ["method"] = Text(rule.Method), ["version"] = Lines.Number(rule.Version),
            }),
            ["subjects"] = List(bundle.Subjects, Reference),
            ["tenant"] = Text(bundle.Tenant),
            ["withheld"] = List(bundle.Withheld, Reference),
        };
        // A log that never changed its key is written as before, and read by every verifier there is.
        if (bundle.Keys.Count > 0) json["keys"] = List(bundle.Keys, Entry);
        if (bundle.From is { } from) json["from"] = Entry(from);
        json["sum"] = Sum(Canonical(json));
        return Canonical(json);
    }

    /// <summary>Checksum of a bundle's canonical bytes without the member <c>sum</c>.</summary>
    public static string Sum(byte[] canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    private static byte[] Canonical(JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return CanonicalJson.Bytes(document.RootElement);
    }

    private static JsonObject Entry(BundleEntry entry) => new()
    {
        ["envelope"] = Text(entry.Envelope),
        ["index"] = Lines.Number(entry.Index),
        ["openings"] = List(entry.Openings, opening => JsonValue.Create(Text(opening))),
        ["payload"] = entry.Payload is { } payload ? Text(payload) : null,
        ["proof"] = List(entry.Proof, hash => JsonValue.Create(hash.ToBase64())),
    };

    private static JsonObject Reference(EventReference reference) =>
        new() { ["ev"] = reference.Event.ToString(), ["ph"] = reference.PayloadHash };

    private static JsonArray List<T>(IReadOnlyList<T> items, Func<T, JsonNode> node) => new([.. items.Select(node)]);

    // The serializer would write a replacement character for a lone surrogate; the encoder refuses it.
    private static string Text(string text)
    {
        Lines.Encode(text);
        return text;
    }
}
