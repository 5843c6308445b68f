using System.Text.Json;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Health;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Operations;
using Ledger.ServiceDefaults.Outbox;
using Ledger.ServiceDefaults.Store;
using Ledger.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>
/// The frame of every event-sourced service. A service states its facts, its outgoing map, its subscriptions and its
/// endpoints; the frame brings the rest. The first argument <c>migrate</c> runs the migration job instead.
/// </summary>
public sealed class LedgerService
{
    private readonly WebApplicationBuilder _builder;
    private readonly ServiceName _name;
    private readonly StoreSetup _store = new();
    private readonly OutgoingMap _outgoing = new();
    private readonly List<Action<IEndpointRouteBuilder>> _endpoints = [];
    private readonly List<Func<IServiceProvider, CancellationToken, Task>> _migrations = [];
    private bool _keepsTheDesk;

    private LedgerService(string[] args, string name)
    {
        _builder = WebApplication.CreateBuilder(args);
        _name = new ServiceName(name);
        // Facts of the frame itself, in every service.
        _store.Fact<QueueReplayAsked>("queue_replay_asked.v1").Fact<QueueReplayed>("queue_replayed.v1").State<QueueReplay>(QueueReplay.None, QueueReplayFold.Evolve)
            .Fact<RecordRead>("record_read.v1").Fact<RecordReadAnswered>("record_read_answered.v1").State<RecordedRead>(RecordedRead.None, RecordedReadFold.Evolve)
            .Fact<DeskGrantHeard>("desk_grant_heard.v1").State<HeardGrant>(HeardGrant.None, HeardDeskDecider.Evolve)
            .Fact<DeskRulesHeard>("desk_rules_heard.v1").State<HeardDeskRules>(HeardDeskRules.None, HeardDeskDecider.Evolve);
    }

    public static LedgerService Create(string[] args, string name) => new(args, name);

    public ServiceName Name => _name;

    public IServiceCollection Services => _builder.Services;

    public IConfiguration Configuration => _builder.Configuration;

    /// <summary>Facts and states of the service.</summary>
    public LedgerService Store(Action<StoreSetup> configure)
    {
        configure(_store);
        return this;
    }

    /// <summary>What the service tells the others.</summary>
    public LedgerService Publishes(Action<OutgoingMap> configure)
    {
        configure(_outgoing);
        return this;
    }

    /// <summary>Maps one slice under <c>/api/v1/consortia/{consortium}</c>.</summary>
    public LedgerService Endpoint(Action<IEndpointRouteBuilder> map)
    {
        _endpoints.Add(map);
        return this;
    }

    /// <summary>The service keeps who may read as a regulator, and puts such readings on record itself: the frame does neither for it.</summary>
    public LedgerService KeepsTheDesk()
    {
        _keepsTheDesk = true;
        return this;
    }

    /// <summary>A further step of the migration job, after the store's own schema.</summary>
    public LedgerService Migrate(Func<IServiceProvider, CancellationToken, Task> step)
    {
        _migrations.Add(step);
        return this;
    }

    /// <summary>Runs the job named by the first argument, or serves until stopped.</summary>
    /// <returns>Process exit code.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        var app = Build();
        await using var _ = app;
        if (args is ["migrate", ..])
        {
            await StartUp.WaitForAsync(app.Services, () => MigrateAsync(app));
            return 0;
        }

        await StartUp.WaitForAsync(app.Services, () =>
            CaptureCheck.EnsureAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None));
        await app.RunAsync();
        return 0;
    }

    /// <summary>Migrates the store and declares the broker topology.</summary>
    public async Task MigrateAsync(WebApplication app)
    {
        await Migration.ApplyAsync(app.Configuration, _store, CancellationToken.None);
        foreach (var step in _migrations) await step(app.Services, CancellationToken.None);
        await app.Services.GetRequiredService<IBrokerOperations>().DeclareAsync(CancellationToken.None);
    }

    /// <summary>Builds the application without starting it; tests host services this way.</summary>
    public WebApplication Build()
    {
        var services = _builder.Services;
        _builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Marten logs every lost race with its SQL as an error; races are ours to decide and faults are logged where they end.
        _builder.Logging.AddFilter("Marten.IDocumentStore", LogLevel.None);
        services.AddSingleton(_name);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_outgoing);
        services.AddEventStore(_builder.Configuration, _store);
        services.AddSingleton<Commands>();
        services.AddSingleton<BulkWrites>();
        services.AddScoped<Reads>();
        services.AddSingleton<RelaySignal>();
        services.AddSingleton<RelayHealth>();
        services.AddSingleton(_ => new RelayPage(_name.Value, _store.Facts, _outgoing));
        services.AddHostedService<Relay>();
        services.AddSingleton<RelayLag>();
        services.AddSingleton<QueueReplays>();
        services.AddLedgerAccess(_builder.Configuration, _builder.Environment);
        services.AddLedgerTelemetry(_name, _builder.Configuration);
        services.AddLedgerHealth();
        services.AddExceptionHandler<FailureHandler>();
        services.AddProblemDetails();
        services.AddOpenApi(OpenApiSetup.Configure);
        services.ConfigureHttpJsonOptions(options => FactJson.ConfigureStrict(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

        var app = _builder.Build();
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RequestBody>();
        if (!_keepsTheDesk) app.UseMiddleware<RegulatorReads>();
        app.MapLedgerHealth();
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        var consortium = app.MapGroup("/api/v1/consortia/{consortium}");
        foreach (var map in _endpoints) map(consortium);
        OperationsEndpoints.Map(app, _name);
        return app;
    }
}
