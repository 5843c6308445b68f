using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Bundles;

/// <summary>Reads bundles strictly. What it returns has the right form; nothing in it is proven.</summary>
public static class BundleReader
{
    /// <summary>Largest bundle, bytes.</summary>
    public const int MaxBytes = CanonicalJson.MaxBytes;

    private const int MaxEntries = 100_000;
    private const int MaxOpenings = 4_096;
    private const int MaxListed = 100_000;
    private const int MaxMethod = 120;
    private const int MaxKeys = 1_000;

    private static readonly string[] Members =
        ["agreements", "attachments", "checkpoint", "complete", "entries", "format", "head", "rules", "subjects", "sum", "tenant", "withheld"];

    /// <summary>Reads a bundle.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="intact">Whether its checksum is right.</param>
    /// <exception cref="MalformedBundleException">Another form, with the place.</exception>
    public static Bundle Read(ReadOnlySpan<byte> utf8, out bool intact)
    {
        if (utf8.Length > MaxBytes) throw new MalformedBundleException("", $"is larger than {MaxBytes} bytes");
        var bytes = utf8.ToArray();
        using var document = Json.Canonical(bytes, "");
        var json = new Json(document.RootElement, "");
        var changed = json.Has("keys");
        var between = json.Has("from");
        json.Object([.. Members, .. changed ? ["keys"] : Array.Empty<string>(), .. between ? ["from"] : Array.Empty<string>()]);
        if (json["format"].Text(64) != Bundle.Format) throw json["format"].Wrong($"is not {Bundle.Format}");
        intact = json["sum"].Sha256() == SumWithout(bytes);

        var bundle = new Bundle(
            EnvelopeReader.Tenant(json["tenant"]), json["subjects"].List(MaxListed, item => item.Reference()),
            json["entries"].List(MaxEntries, Entry), json["head"].IsNull ? null : Entry(json["head"]), json["complete"].Bool(),
            json["agreements"].List(MaxListed, item => item.Reference()), json["rules"].List(MaxListed, Rule),
            json["attachments"].List(MaxListed, File), json["withheld"].List(MaxListed, item => item.Reference()),
            json["checkpoint"].Text(SignedNote.MaxBytes)) 
        {
            Keys = changed ? json["keys"].List(MaxKeys, Entry) : [], From = between ? Entry(json["from"]) : null,
        };
        if (bundle.Subjects.Count == 0) throw json["subjects"].Wrong("is empty");
        if (changed && bundle.Keys.Count == 0) throw json["keys"].Wrong("is empty");
        if (between && (!bundle.Complete || bundle.Head is null)) throw json["from"].Wrong("begins a period that no head ends");
        Rises(bundle.Entries, "entries");
        Rises(bundle.Keys, "keys");
        return bundle;
    }

    private static void Rises(IReadOnlyList<BundleEntry> entries, string place)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].Index <= entries[i - 1].Index) throw new MalformedBundleException($"{place}[{i}].index", "is not larger than the one before");
        }
    }

    private static BundleEntry Entry(Json json)
    {
        json.Object("envelope", "index", "openings", "payload", "proof");
        var entry = new BundleEntry(
            json["index"].Number(), json["envelope"].Text(Tiles.EntryBundle.MaxLeafBytes),
            json["payload"].IsNull ? null : json["payload"].Text(MaxBytes),
            json["openings"].List(MaxOpenings, opening => opening.Text(Disclosures.Disclosure.MaxLength)),
            json["proof"].List(InclusionProof.MaxHashes, hash => hash.Hash()));
        return entry.Payload is not null || entry.Openings.Count == 0
            ? entry
            : throw json["openings"].Wrong("opens a payload that is not there");
    }

    private static RuleUse Rule(Json json)
    {
        json.Object("ev", "method", "version");
        return new RuleUse(json["ev"].Id(), json["method"].Text(MaxMethod), json["version"].Positive());
    }

    private static Attachment File(Json json)
    {
        json.Object("ev", "sha256");
        return new Attachment(json["ev"].Id(), json["sha256"].Sha256());
    }

    private static string SumWithout(byte[] canonical)
    {
        var json = JsonNode.Parse(canonical)!.AsObject();
        json.Remove("sum");
        using var document = JsonDocument.Parse(json.ToJsonString());
        return BundleWriter.Sum(CanonicalJson.Bytes(document.RootElement));
    }
}
