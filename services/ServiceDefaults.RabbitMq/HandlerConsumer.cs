using System.Diagnostics;
using System.Globalization;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Telemetry;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Hands a delivery to the service's handler, under the trace of the request that caused the fact.</summary>
internal sealed class HandlerConsumer<TEvent, THandler>(IServiceProvider services, string queue) : IConsumer<TEvent>
    where TEvent : class
    where THandler : class, IHandle<TEvent>
{
    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var headers = Headers(context);
        using var activity = Tracing.StartChild($"handle {typeof(TEvent).Name}", ActivityKind.Consumer, headers.Traceparent);
        await using var scope = services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService<THandler>();
        await handler.HandleAsync(context.Message, new DeliveryContext(queue, headers) { Account = Account(context) }, context.CancellationToken);
        FrameMetrics.EffectDelay.Record(
            (DateTimeOffset.UtcNow - headers.OccurredAt).TotalSeconds, new KeyValuePair<string, object?>("consumer", queue));
    }

    private static string? Account(ConsumeContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivered) && delivered.Properties.IsUserIdPresent() ? delivered.Properties.UserId : null;

    private static FactHeaders Headers(ConsumeContext context)
    {
        return new FactHeaders(
            context.MessageId ?? throw Missing("message id"),
            Text(HeaderNames.Tenant), Required(HeaderNames.Source), Number(HeaderNames.Position), Id(HeaderNames.Event),
            Required(HeaderNames.PayloadHash), Id(HeaderNames.Stream), Number(HeaderNames.StreamVersion),
            DateTimeOffset.Parse(Required(HeaderNames.OccurredAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            Text(HeaderNames.By), context.Headers.Get<string>(HeaderNames.Traceparent));

        string Text(string name) => context.Headers.Get<string>(name) ?? "";
        string Required(string name) => context.Headers.Get<string>(name) is { Length: > 0 } text ? text : throw Missing(name);
        long Number(string name) => long.TryParse(Required(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Missing(name);
        Guid Id(string name) => Guid.TryParseExact(Required(name), "D", out var id) ? id : throw Missing(name);
    }

    private static FormatException Missing(string header) => new($"The message carries no valid {header}.");
}
