using System.Globalization;
using Ledger.Contracts;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using MassTransit;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Publishes mandatory and confirmed: returns only when the broker has the message on a queue.</summary>
internal sealed class MassTransitPublisher(IBus bus, BrokerAddress broker) : IIntegrationEvents
{
    public async Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct)
    {
        try
        {
            await bus.Publish(envelope.Message, envelope.Message.GetType(), Pipe.Execute<PublishContext>(context => Address(context, envelope)), ct);
        }
        catch (Exception returned) when (returned is MessageReturnedException or { InnerException: MessageReturnedException })
        {
            throw new UnroutableException(IntegrationEventAttribute.TopicOf(envelope.Message.GetType()), returned);
        }
    }

    private void Address(PublishContext context, IntegrationEnvelope envelope)
    {
        var headers = envelope.Headers;
        var rabbit = context.GetPayload<RabbitMqSendContext>();
        rabbit.Mandatory = true;
        // The broker takes no other name than the publisher's own; Audit holds it against the page. Only there: a message that names
        // its publisher can be put on an error queue by its hearer only if that account may speak for others, as Audit's may.
        if (envelope.Message is AuditPage) rabbit.BasicProperties.UserId = broker.Account;
        context.MessageId = headers.MessageId;
        Set(HeaderNames.Tenant, headers.Tenant);
        Set(HeaderNames.Source, headers.Source);
        Set(HeaderNames.Position, headers.Position.ToString(CultureInfo.InvariantCulture));
        Set(HeaderNames.Event, headers.Event.ToString());
        Set(HeaderNames.PayloadHash, headers.PayloadHash);
        Set(HeaderNames.Stream, headers.Stream.ToString());
        Set(HeaderNames.StreamVersion, headers.StreamVersion.ToString(CultureInfo.InvariantCulture));
        Set(HeaderNames.OccurredAt, Timestamps.Text(headers.OccurredAt));
        Set(HeaderNames.By, headers.By);
        Set(HeaderNames.Traceparent, System.Diagnostics.Activity.Current?.Id ?? headers.Traceparent);

        void Set(string name, string? value)
        {
            if (value is not null) context.Headers.Set(name, value);
        }
    }
}
