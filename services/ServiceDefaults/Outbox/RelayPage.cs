using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Turns numbered rows into what leaves the service: audit entries of every event, and the integration events that the
/// service's map yields. Pure; refuses a row whose payload no longer matches its hash.
/// </summary>
internal sealed class RelayPage(string service, FactTypes facts, OutgoingMap outgoing)
{
    /// <exception cref="RelayStoppedException">A row cannot be trusted or mapped; the relay must stop before it.</exception>
    public (IReadOnlyList<IntegrationEnvelope> AuditPages, IReadOnlyList<IntegrationEnvelope> Events) Of(IReadOnlyList<OutboxRow> rows)
    {
        var entries = new List<(OutboxRow Row, AuditEntry Entry)>(rows.Count);
        var events = new List<IntegrationEnvelope>();
        var versions = new Dictionary<(string, Guid), long>();
        foreach (var row in rows)
        {
            if (versions.TryGetValue((row.Tenant, row.Stream), out var before) && row.Version != before + 1)
                throw new RelayStoppedException(row.SourceNo, $"stream {row.Stream} continues with version {row.Version} after {before}");
            versions[(row.Tenant, row.Stream)] = row.Version;

            using var data = JsonDocument.Parse(row.Data);
            entries.Add((row, Entry(row, data.RootElement)));
            if (Event(row, data.RootElement) is { } message) events.Add(message);
        }

        return ([.. Pages(entries)], events);
    }

    private AuditEntry Entry(OutboxRow row, JsonElement data)
    {
        byte[] payload;
        try
        {
            payload = CanonicalJson.Bytes(data);
        }
        catch (FormatException malformed)
        {
            throw new RelayStoppedException(row.SourceNo, malformed.Message);
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload));
        if (hash != row.PayloadHash)
            throw new RelayStoppedException(row.SourceNo, $"payload hash of event {row.Event} is {hash}, recorded was {row.PayloadHash ?? "none"}");

        var references = Citations.In(data);
        if (references.Count > Limits.Citations)
            throw new RelayStoppedException(row.SourceNo, $"event {row.Event} cites {references.Count} events; {Limits.Citations} is the limit");
        var envelope = new AuditEnvelope(service, row, hash, references);
        return new AuditEntry(Encoding.UTF8.GetString(envelope.Canonical()), Encoding.UTF8.GetString(payload));
    }

    private IntegrationEnvelope? Event(OutboxRow row, JsonElement data)
    {
        if (!facts.ByName.TryGetValue(row.Type, out var type))
            throw new RelayStoppedException(row.SourceNo, $"the fact type {row.Type} is not known to this build");
        if (!outgoing.Publishes(type)) return null;
        try
        {
            var fact = data.Deserialize(type, FactJson.Facts)!;
            return outgoing.Apply(fact, new FactContext(row.Tenant, row.Stream, row.Version, row.Timestamp)) is { } contract
                ? new IntegrationEnvelope(contract, Headers(row, row.Event, row.Tenant))
                : null;
        }
        catch (JsonException malformed)
        {
            throw new RelayStoppedException(row.SourceNo, malformed.Message);
        }
    }

    // One page per broker message; a page splits before it grows past the limit.
    private IEnumerable<IntegrationEnvelope> Pages(List<(OutboxRow Row, AuditEntry Entry)> entries)
    {
        var start = 0;
        var size = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var length = entries[i].Entry.Envelope.Length + entries[i].Entry.Payload.Length;
            if (i > start && size + length > Limits.AuditPageCharacters)
            {
                yield return Page(entries[start..i]);
                (start, size) = (i, 0);
            }

            size += length;
        }

        if (entries.Count > start) yield return Page(entries[start..]);
    }

    private IntegrationEnvelope Page(List<(OutboxRow Row, AuditEntry Entry)> entries)
    {
        var first = entries[0].Row;
        return new IntegrationEnvelope(
            new AuditPage(service, [.. entries.Select(entry => entry.Entry)]),
            Headers(first, StreamId.Derived(first.Event, "audit-page"), tenant: ""));
    }

    private FactHeaders Headers(OutboxRow row, Guid messageId, string tenant) => new(
        messageId, tenant, service, row.SourceNo, row.Event, row.PayloadHash!, row.Stream, row.Version, row.Timestamp, row.By,
        row.Traceparent);
}

/// <summary>The relay met an event that must not leave; nothing behind it leaves either until an operator has looked.</summary>
public sealed class RelayStoppedException(long sourceNo, string reason)
    : Exception($"The relay stopped before number {sourceNo}: {reason}.")
{
    public long SourceNo { get; } = sourceNo;
}
