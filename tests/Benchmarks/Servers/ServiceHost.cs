using Ledger.Benchmarks.Sample;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Servers;

/// <summary>A service of the frame in this process, migrated, with a database of its own.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly WebApplication _app;

    private ServiceHost(WebApplication app, BenchDatabase database, bool relays)
    {
        (_app, Database, Relays) = (app, database, relays);
        Commands = app.Services.GetRequiredService<Commands>();
    }

    public BenchDatabase Database { get; }

    /// <summary>Whether relay and consumers run.</summary>
    public bool Relays { get; }

    public Commands Commands { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="name">Service name; prefix of its queues.</param>
    /// <param name="relays">False: commands only, nothing is passed on.</param>
    /// <param name="subscribe">Queues of the service.</param>
    /// <param name="configure">Further services for its handlers.</param>
    /// <param name="traced">False: the service's own telemetry is off, for measurements that switch it themselves.</param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task<ServiceHost> StartAsync(
        string name, bool relays, Action<SubscriptionList>? subscribe, Action<IServiceCollection>? configure, bool traced, CancellationToken ct)
    {
        var database = await BenchDatabase.CreateAsync(ct);
        string[] args =
        [
            "--environment=Production", "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Store={database.Store}", $"--ConnectionStrings:Relay={database.Relay}",
            $"--ConnectionStrings:Owner={database.Owner}", $"--RabbitMq:Uri={Addresses.RabbitMq}",
            "--Identity:Issuer=https://issuer.invalid", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:MassTransit=Error",
            $"--OTEL_SDK_DISABLED={(traced ? "false" : "true")}",
        ];
        var job = Create();
        await using (var migrating = job.Build()) await job.MigrateAsync(migrating);
        var app = Create().Build();
        if (relays) await app.StartAsync(ct);
        return new ServiceHost(app, database, relays);

        LedgerService Create()
        {
            var service = LedgerService.Create(args, name).Store(ItemService.Store).Publishes(ItemService.Outgoing)
                .UseRabbitMq(subscribe ?? (_ => { }));
            configure?.Invoke(service.Services);
            return service;
        }
    }

    /// <summary>Returns when every fact of this service has been passed on.</summary>
    public async Task RelayedAsync(CancellationToken ct)
    {
        while (await Database.CountAsync("select count(*) from outbox", ct) > 0) await Task.Delay(Look, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (Relays) await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }
}
