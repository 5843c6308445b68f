using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Bundles;

/// <summary>One entry held against the log: its leaf, its payload and its disclosures.</summary>
internal sealed class CheckedEntry
{
    /// <exception cref="MalformedBundleException">A text of the entry is of another form.</exception>
    public CheckedEntry(BundleEntry entry, string place, Checkpoint checkpoint, BundleCheck check)
    {
        (Entry, Place) = (entry, place);
        var leaf = Bytes(entry.Envelope, $"{place}.envelope");
        if (leaf.Length > Tiles.EntryBundle.MaxLeafBytes) throw new MalformedBundleException($"{place}.envelope", "is larger than a leaf may be");
        using (var json = Json.Canonical(leaf, $"{place}.envelope")) Envelope = EnvelopeReader.Read(json.RootElement, $"{place}.envelope");
        Leaf = MerkleTree.Leaf(leaf);
        if (!InclusionProof.Verify(Leaf, entry.Index, checkpoint.Size, entry.Proof, checkpoint.Root))
        {
            check.Tampered("entry.not-in-log", place, $"The log does not hold this entry at index {entry.Index}.", $"日志在序号 {entry.Index} 处没有该条目。");
        }

        Openings = [.. entry.Openings.Select((text, i) => Opening(text, $"{place}.openings[{i}]"))];
        if (entry.Payload is { } payload) (Payload, Closed) = Opened(payload, check);
    }

    public BundleEntry Entry { get; }

    public string Place { get; }

    public LeafEnvelope Envelope { get; }

    public MerkleHash Leaf { get; }

    public IReadOnlyList<Disclosure> Openings { get; }

    /// <summary>With the disclosed fields put in; null when not in the bundle or not openable.</summary>
    public JsonElement? Payload { get; }

    public int Closed { get; }

    public ProvenEntry Proven => new(Entry.Index, Envelope, Payload, Closed);

    private (JsonElement? Payload, int Closed) Opened(string text, BundleCheck check)
    {
        var place = $"{Place}.payload";
        var bytes = Bytes(text, place);
        using var json = Json.Canonical(bytes, place);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != Envelope.PayloadHash)
            check.Tampered("entry.payload-differs", place, "This is not the payload that was logged.", "这不是当初记入日志的内容。");
        if (!Envelope.References.SequenceEqual(EnvelopeReader.Citations(json.RootElement)))
            check.Tampered("entry.references-differ", place, "The envelope names other events than the payload cites.", "信封所列引用与内容中的引用不一致。");
        try
        {
            var opened = DisclosedPayload.Open(json.RootElement, [.. Openings]);
            return (opened.Value, opened.Closed);
        }
        catch (FormatException refused)
        {
            check.Tampered("entry.opening-refused", $"{Place}.openings", $"The disclosed fields do not belong to this payload: {refused.Message}", $"披露的字段不属于该内容：{refused.Message}");
            return (null, 0);
        }
    }

    private static Disclosure Opening(string text, string place)
    {
        try
        {
            return Disclosure.Parse(text);
        }
        catch (FormatException malformed)
        {
            throw new MalformedBundleException(place, malformed.Message, malformed);
        }
    }

    // The bundle itself is valid UTF-8, so the texts inside it are.
    private static byte[] Bytes(string text, string place)
    {
        try
        {
            return Lines.Encode(text);
        }
        catch (FormatException malformed)
        {
            throw new MalformedBundleException(place, malformed.Message, malformed);
        }
    }
}
