namespace Ledger.ServiceDefaults.Messaging;

/// <summary>The way out to the broker. Only the relay holds it.</summary>
public interface IIntegrationEvents
{
    /// <summary>Completes when the broker has confirmed the message on every queue bound to its topic.</summary>
    /// <exception cref="UnroutableException">No queue is bound to the topic yet.</exception>
    Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct);
}

/// <summary>A contract with what travels around it.</summary>
/// <param name="Message">Instance of a type that carries <see cref="Contracts.IntegrationEventAttribute"/>.</param>
/// <param name="Headers">Where it comes from.</param>
public sealed record IntegrationEnvelope(object Message, FactHeaders Headers);

/// <summary>A message found no queue: its consumers have not declared theirs. Nothing is lost; the relay tries again.</summary>
public sealed class UnroutableException(string topic, Exception? inner = null)
    : Exception($"No queue is bound to '{topic}'.", inner);

/// <summary>Where a message comes from, carried in transport headers (names in <see cref="HeaderNames"/>).</summary>
/// <param name="MessageId">Id of the event, or derived from it when one event yields several messages.</param>
/// <param name="Tenant">Consortium; empty for pages of audit entries, which mix tenants.</param>
/// <param name="Source">Publishing service.</param>
/// <param name="Position">Gap-free number of the event in its source.</param>
/// <param name="Event">Event id in the source.</param>
/// <param name="PayloadHash">SHA-256 of the event's canonical payload.</param>
/// <param name="Stream">Stream of the event.</param>
/// <param name="StreamVersion">Its version in the stream.</param>
/// <param name="OccurredAt">Recorded time.</param>
/// <param name="By">Person who caused it.</param>
/// <param name="Traceparent">W3C trace context of the request that caused it, or null.</param>
public sealed record FactHeaders(
    Guid MessageId, string Tenant, string Source, long Position, Guid Event, string PayloadHash, Guid Stream, long StreamVersion,
    DateTimeOffset OccurredAt, string By, string? Traceparent);

/// <summary>Names of the transport headers; part of the wire format.</summary>
public static class HeaderNames
{
    public const string Tenant = "ledger-tenant";
    public const string Source = "ledger-source";
    public const string Position = "ledger-position";
    public const string Event = "ledger-event";
    public const string PayloadHash = "ledger-ph";
    public const string Stream = "ledger-stream";
    public const string StreamVersion = "ledger-stream-version";
    public const string OccurredAt = "ledger-occurred-at";
    public const string By = "ledger-by";
    public const string Traceparent = "traceparent";
}
