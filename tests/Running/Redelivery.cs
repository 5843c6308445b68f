using JasperFx;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.Tests.Running;

/// <summary>How messages come.</summary>
public enum Coming
{
    /// <summary>As they were told, each twice in a row, and all of them once more after the last.</summary>
    InOrder,

    /// <summary>The same, last told first.</summary>
    Reversed,

    /// <summary>Each twice, all at the same time.</summary>
    AtOnce,
}

/// <summary>A message that a service consumes, with its handler: to be delivered more than once and in any order, as brokers do.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Deliver">A delivery of it.</param>
/// <param name="Hand">Hands it over.</param>
public sealed record Redelivery(
    Type Handler, Func<ServiceUnderTest, string, DeliveryContext> Deliver, Func<ServiceUnderTest, string, DeliveryContext, Task> Hand)
{
    public static Redelivery Of<TEvent, THandler>(TEvent message)
        where TEvent : class
        where THandler : class, IHandle<TEvent> => new(
            typeof(THandler), (running, tenant) => running.Delivery<TEvent>(tenant),
            (running, tenant, delivery) => running.DeliverAsync<TEvent, THandler>(message, tenant, delivery));

    /// <summary>Every handler of messages that an assembly has: a table that lists them all misses none.</summary>
    public static IEnumerable<string> HandlersOf(Type service) => service.Assembly.GetTypes()
        .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IHandle<>)))
        .Select(type => type.Name).Order(StringComparer.Ordinal);

    /// <summary>Hands all of them over.</summary>
    public static async Task HandAsync(ServiceUnderTest running, string tenant, IReadOnlyList<Redelivery> messages, Coming coming)
    {
        var deliveries = messages.Select(message => (Message: message, Delivery: message.Deliver(running, tenant))).ToList();
        if (coming == Coming.AtOnce)
        {
            await Task.WhenAll(deliveries.Concat(deliveries).Select(entry => UntilTakenAsync(entry.Message, entry.Delivery)));
            return;
        }

        if (coming == Coming.Reversed) deliveries.Reverse();
        foreach (var (message, delivery) in deliveries.SelectMany(entry => new[] { entry, entry }).Concat(deliveries).ToList())
            await message.Hand(running, tenant, delivery);

        // Who lost every race gets it again from the broker.
        async Task UntilTakenAsync(Redelivery message, DeliveryContext delivery)
        {
            while (true)
            {
                try
                {
                    await message.Hand(running, tenant, delivery);
                    return;
                }
                catch (ConcurrencyException)
                {
                }
            }
        }
    }
}
