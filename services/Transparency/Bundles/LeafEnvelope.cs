namespace Ledger.Transparency.Bundles;

/// <summary>What a leaf of the log says about its event; shape: contracts/schemas/audit-envelope.schema.json.</summary>
/// <param name="Event">Event id (<c>ev</c>).</param>
/// <param name="Type">Stored name of the fact with its version (<c>n</c>).</param>
/// <param name="PayloadHash">SHA-256 of the canonical payload, lower-case hex (<c>ph</c>).</param>
/// <param name="References">What the payload cites (<c>refs</c>).</param>
/// <param name="Source">Service that recorded the event (<c>src</c>).</param>
/// <param name="SourceNumber">Gap-free number in the source, from 1 (<c>sn</c>).</param>
/// <param name="Tenant">Consortium (<c>tn</c>).</param>
/// <param name="TenantNumber">Gap-free number within source and consortium, from 1 (<c>tv</c>).</param>
/// <param name="Stream">Stream of the event (<c>st</c>).</param>
/// <param name="Version">Its version in the stream, from 1 (<c>ver</c>).</param>
/// <param name="RecordedAt">When the source recorded it, UTC with microseconds, as written (<c>at</c>).</param>
public sealed record LeafEnvelope(
    Guid Event, string Type, string PayloadHash, IReadOnlyList<EventReference> References, string Source, long SourceNumber,
    string Tenant, long TenantNumber, Guid Stream, long Version, string RecordedAt);
