namespace Ledger.ServiceDefaults.Outbox;

/// <summary>A numbered event on its way out, as it stands in the store.</summary>
internal sealed record OutboxRow(
    long SourceNo, long TenantNo, long SeqId, Guid Event, Guid Stream, long Version, string Data, string Type,
    DateTimeOffset Timestamp, string Tenant, string? PayloadHash, string? Traceparent, string By);
