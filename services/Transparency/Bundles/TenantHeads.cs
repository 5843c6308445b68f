using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Bundles;

/// <summary>What the log holds of one consortium from one source.</summary>
/// <param name="Count">Entries: the last <c>tv</c>.</param>
/// <param name="Leaf">Leaf hash of the last one.</param>
public sealed record SourceHead(long Count, MerkleHash Leaf);

/// <summary>
/// The daily entry that makes completeness provable: one digest for each consortium, so that one head can be opened without the
/// others. Payload <c>{"day":"yyyy-MM-dd","size":"6","tenants":{"_sd":[...]}}</c>: it counts the entries of the log below that size,
/// for it is recorded a moment after it was counted, and the log goes on meanwhile. A disclosure's name is the consortium, its value
/// <c>{"source":{"count":"12","leaf":"hex"}}</c> with one member for each source that has entries of it.
/// </summary>
public static class TenantHeads
{
    /// <summary>Stored name of the entry.</summary>
    public const string EventType = "tenant_heads.v1";

    /// <summary>The source that writes it.</summary>
    public const string Source = "audit";

    /// <summary>Most sources of one head.</summary>
    public const int MaxSources = 256;

    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The head of one consortium, to be kept for whoever may see it.</summary>
    /// <param name="salt">At least 16 random bytes, never used twice.</param>
    /// <param name="tenant">The consortium.</param>
    /// <param name="heads">By source.</param>
    /// <exception cref="FormatException">The salt is too short, or the name is reserved.</exception>
    public static Disclosure Disclose(ReadOnlySpan<byte> salt, string tenant, IReadOnlyDictionary<string, SourceHead> heads)
    {
        var value = new JsonObject();
        foreach (var (source, head) in heads)
            value.Add(source, new JsonObject { ["count"] = Lines.Number(head.Count), ["leaf"] = head.Leaf.ToString() });
        using var json = JsonDocument.Parse(value.ToJsonString());
        return Disclosure.Of(salt, tenant, json.RootElement);
    }

    /// <summary>Reads what <see cref="Disclose"/> wrote.</summary>
    /// <param name="opening">The disclosure's text.</param>
    /// <returns>The consortium and its heads by source.</returns>
    /// <exception cref="FormatException">Another form.</exception>
    public static (string Tenant, IReadOnlyDictionary<string, SourceHead> Heads) Open(string opening)
    {
        var head = Disclosure.Parse(opening);
        return (head.Name ?? throw new FormatException("The disclosure has no name."), Read(head.Value, "opening"));
    }

    /// <summary>Canonical payload of the entry; the digests are sorted, so that their order says nothing.</summary>
    public static byte[] Payload(DateOnly day, long size, IEnumerable<Disclosure> heads)
    {
        var digests = heads.Select(head => head.Digest).Order(StringComparer.Ordinal).Select(digest => (JsonNode)digest);
        var payload = new JsonObject
        {
            ["day"] = day.ToString(DayForm, CultureInfo.InvariantCulture),
            ["size"] = Lines.Number(size),
            ["tenants"] = new JsonObject { ["_sd"] = new JsonArray([.. digests]) },
        };
        using var json = JsonDocument.Parse(payload.ToJsonString());
        return CanonicalJson.Bytes(json.RootElement);
    }

    /// <exception cref="MalformedBundleException">Another shape.</exception>
    internal static (string Day, long Size) ReadCount(string payload, string place)
    {
        using var document = JsonDocument.Parse(payload);
        var json = new Json(document.RootElement, place).Object("day", "size", "tenants");
        json["tenants"].Object("_sd");
        return DateOnly.TryParseExact(json["day"].Text(DayForm.Length), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? (json["day"].Text(DayForm.Length), json["size"].Positive())
            : throw json["day"].Wrong("is no day");
    }

    /// <exception cref="MalformedBundleException">Another shape.</exception>
    internal static IReadOnlyDictionary<string, SourceHead> Read(JsonElement value, string place)
    {
        var heads = new Dictionary<string, SourceHead>(StringComparer.Ordinal);
        var json = new Json(value, place);
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() > MaxSources) throw json.Wrong("is not a head");
        foreach (var source in value.EnumerateObject())
        {
            var head = json[source.Name].Object("count", "leaf");
            heads.Add(source.Name, new SourceHead(head["count"].Positive(), MerkleHash.Parse(head["leaf"].Sha256())));
        }

        return heads;
    }
}
