using Ledger.Benchmarks.Sample;
using Ledger.ServiceDefaults.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>The frame's own publisher, with a look at the clock before and after.</summary>
internal sealed class StampedPublisher(IIntegrationEvents inner, Journeys journeys) : IIntegrationEvents
{
    /// <summary>Puts itself around the publisher that is registered.</summary>
    public static void Around(IServiceCollection services, Journeys journeys)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IIntegrationEvents));
        services.Remove(registered);
        services.AddSingleton<IIntegrationEvents>(provider => new StampedPublisher(
            (IIntegrationEvents)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!), journeys));
    }

    public async Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct)
    {
        var journey = envelope.Message is ItemTold ? journeys.Of(envelope.Headers.Stream) : null;
        journey?.Pass(Stop.Sent);
        await inner.PublishAsync(envelope, ct);
        journey?.Pass(Stop.Confirmed);
    }
}
