using Ledger.Rules;

namespace Ledger.ServiceDefaults.Messaging;

/// <summary>Handles one contract. Translates it into a command of this service; inbox and transaction live in <c>Commands</c>.</summary>
public interface IHandle<in TEvent>
    where TEvent : class
{
    /// <summary>Returns when the effect is committed; throwing means the message comes again.</summary>
    Task HandleAsync(TEvent message, DeliveryContext delivery, CancellationToken ct);
}

/// <summary>One delivery of a message to one consumer.</summary>
/// <param name="Consumer">Queue name: with the message id the key of the inbox.</param>
/// <param name="Headers">Where the message comes from.</param>
public sealed record DeliveryContext(string Consumer, FactHeaders Headers)
{
    /// <summary>The broker's account that published the message, as the broker vouches for it; null when the message names none.</summary>
    public string? Account { get; init; }

    public Guid MessageId => Headers.MessageId;

    public string Tenant => Headers.Tenant;

    public DateTimeOffset OccurredAt => Headers.OccurredAt;

    /// <summary>The fact that caused this delivery, citable by id and payload hash.</summary>
    public Citation Cause => new(Headers.Event, Headers.PayloadHash);

    /// <summary>Who acts when a message is handled: the service, on behalf of the person who caused the fact.</summary>
    public Actor By => new(Headers.By, Headers.Source);
}
