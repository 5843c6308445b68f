using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>
/// Puts the messaging seam on RabbitMQ by MassTransit 8.5. Topics are fan-out exchanges, queues are quorum queues, bodies
/// are the plain JSON of the contracts: any RabbitMQ client reads them.
/// </summary>
public static class RabbitMqSetup
{
    /// <summary>Connects the service to <c>RabbitMq:Uri</c> and subscribes its handlers.</summary>
    public static LedgerService UseRabbitMq(this LedgerService service, Action<SubscriptionList> subscribe)
    {
        service.Services.AddLedgerRabbitMq(service.Configuration, service.Name.Value, subscribe);
        return service;
    }

    /// <summary>The same for a host that is no <see cref="LedgerService"/> (tests, benchmarks).</summary>
    public static void AddLedgerRabbitMq(
        this IServiceCollection services, IConfiguration configuration, string service, Action<SubscriptionList> subscribe)
    {
        var broker = new BrokerAddress(configuration["RabbitMq:Uri"]
            ?? throw new InvalidOperationException("RabbitMq:Uri is not set."));
        var subscriptions = new SubscriptionList(service);
        subscribe(subscriptions);
        foreach (var subscription in subscriptions.All) services.AddScoped(subscription.Handler);

        services.AddSingleton(broker);
        services.AddSingleton(subscriptions);
        services.AddSingleton<IIntegrationEvents, MassTransitPublisher>();
        services.AddSingleton<IBrokerOperations, BrokerOperations>();
        // The host must serve commands while the broker is down: events wait in the outbox.
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        // MassTransit keeps its log context in a static: a second host in one process must not log into the first one's
        // disposed factory.
        LogContext.Current = null;
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "broker";
                options.MinimalFailureStatus = HealthStatus.Unhealthy;
            });
            bus.UsingRabbitMq((context, rabbit) => Bus(context, rabbit, broker, subscriptions));
        });
    }

    internal static void Bus(
        IRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BrokerAddress broker, SubscriptionList subscriptions)
    {
        rabbit.Host(broker.Uri, service => service.ConnectionName($"ledger-{subscriptions.Service}"));
        rabbit.MessageTopology.SetEntityNameFormatter(TopicNames.Instance);
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders, isDefault: true);
        rabbit.ConfigureJsonSerializerOptions(FactJson.Configure);
        foreach (var subscription in subscriptions.All)
            rabbit.ReceiveEndpoint(subscription.Queue, endpoint => Endpoint.Configure(context, endpoint, subscription));
    }
}
