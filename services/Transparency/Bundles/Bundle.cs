namespace Ledger.Transparency.Bundles;

/// <summary>An entry of the log in a bundle.</summary>
/// <param name="Index">Index of its leaf.</param>
/// <param name="Envelope">Canonical text of the envelope: the leaf.</param>
/// <param name="Payload">Canonical text of the payload; null when the reader may not see it.</param>
/// <param name="Openings">Disclosures of hidden fields of the payload that the reader may see.</param>
/// <param name="Proof">Inclusion proof of the leaf in the bundle's checkpoint.</param>
public sealed record BundleEntry(
    long Index, string Envelope, string? Payload, IReadOnlyList<string> Openings, IReadOnlyList<MerkleHash> Proof);

/// <summary>A rule that an event says was applied.</summary>
/// <param name="Event">The event, an entry of the bundle.</param>
/// <param name="Method">Rule id, for example <c>sharing.waterfall</c>.</param>
/// <param name="Version">Rule version.</param>
public sealed record RuleUse(Guid Event, string Method, long Version);

/// <summary>A file that an event names by its hash. The bundle does not hold the file.</summary>
/// <param name="Event">The event, an entry of the bundle.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record Attachment(Guid Event, string Sha256);

/// <summary>
/// Evidence that can be checked without network and database: entries of the log, as much of their payloads as its reader may
/// see, and the proofs. Written as one canonical JSON object, <c>ledger-bundle/1</c>.
/// </summary>
/// <param name="Tenant">Consortium of all entries.</param>
/// <param name="Subjects">What the bundle is about, for example the event of a settlement; at least one.</param>
/// <param name="Entries">The entries, by index.</param>
/// <param name="Head">A <c>tenant_heads</c> entry of the log, opened for this consortium; null when there is none.</param>
/// <param name="Complete">Claims that no entry of the consortium up to the head is left out.</param>
/// <param name="Agreements">Entries that are the agreement versions the subjects rest on.</param>
/// <param name="Rules">Rules applied.</param>
/// <param name="Attachments">Files named.</param>
/// <param name="Withheld">Events that entries cite and the bundle leaves out on purpose.</param>
/// <param name="Checkpoint">The signed and cosigned checkpoint of all proofs.</param>
public sealed record Bundle(
    string Tenant, IReadOnlyList<EventReference> Subjects, IReadOnlyList<BundleEntry> Entries, BundleEntry? Head, bool Complete,
    IReadOnlyList<EventReference> Agreements, IReadOnlyList<RuleUse> Rules, IReadOnlyList<Attachment> Attachments,
    IReadOnlyList<EventReference> Withheld, string Checkpoint)
{
    /// <summary>Entries by which the log changed its key, by index: who trusts an older key is led to the one of the checkpoint.</summary>
    public IReadOnlyList<BundleEntry> Keys { get; init; } = [];

    /// <summary>
    /// An earlier count, opened like <see cref="Head"/>: a complete bundle then claims that no entry between the two is left out. Entries
    /// below it may be there as causes. Null: complete from the beginning.
    /// </summary>
    public BundleEntry? From { get; init; }

    /// <summary>Name and version of the format.</summary>
    public const string Format = "ledger-bundle/1";

    /// <summary>The file: canonical JSON with a checksum, which finds damage in what no signature covers.</summary>
    /// <exception cref="FormatException">A text of the bundle has no UTF-8 form.</exception>
    public byte[] ToBytes() => BundleWriter.Write(this);
}
