namespace Ledger.Contracts.V1;

/// <summary>A page of consecutive audit entries of one source, so that one publish and one commit carry many.</summary>
/// <param name="Source">Publishing service.</param>
/// <param name="Entries">In <c>source_no</c> order without gaps; at most 200.</param>
[IntegrationEvent("audit.audit-page", 1)]
public sealed record AuditPage(string Source, IReadOnlyList<AuditEntry> Entries);

/// <summary>One recorded event of one service, as the audit log keeps it.</summary>
/// <param name="Envelope">Canonical JSON text; members: <c>schemas/audit-envelope.schema.json</c>. It is the log's leaf.</param>
/// <param name="Payload">Canonical JSON text of the event; its SHA-256 is the envelope's <c>ph</c>.</param>
public sealed record AuditEntry(string Envelope, string Payload);
