using Ledger.ServiceDefaults.Messaging;
using MassTransit;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>One queue: durable, replicated, bounded redelivery, nothing dropped without a trace.</summary>
internal static class Endpoint
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    // While the store is away the endpoint holds its messages and tries on: about a day at the longest interval. After that
    // they go to the error queue and can be replayed.
    private const int OutageRetries = 10_000;

    public static string ErrorQueue(string queue) => $"{queue}_error";

    public static string DeadLetterQueue(string queue) => $"{queue}_dead";

    public static void Configure(
        IRegistrationContext context, IRabbitMqReceiveEndpointConfigurator endpoint, Subscription subscription)
    {
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", Limits.Deliveries);
        // At-least-once dead-lettering needs a queue that rejects publishes instead of dropping its head.
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        var dead = DeadLetterQueue(subscription.Queue);
        endpoint.BindDeadLetterQueue(dead, dead, queue => queue.SetQueueArgument("x-queue-type", "quorum"));
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = Limits.Prefetch;
        endpoint.ConcurrentMessageLimit = subscription.Ordered ? 1 : Limits.HandlersPerQueue;
        endpoint.SingleActiveConsumer = subscription.Ordered;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Outage.Is);
            retry.Exponential(OutageRetries, FirstRetry, LongestRetry, FirstRetry);
        });
        typeof(Endpoint).GetMethod(nameof(Consume), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(subscription.Event, subscription.Handler)
            .Invoke(null, [context, endpoint, subscription]);
    }

    private static void Consume<TEvent, THandler>(
        IRegistrationContext context, IRabbitMqReceiveEndpointConfigurator endpoint, Subscription subscription)
        where TEvent : class
        where THandler : class, IHandle<TEvent> =>
        endpoint.Consumer(() => new HandlerConsumer<TEvent, THandler>(context, subscription.Queue));
}
