using System.Net.Http.Headers;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Audit.Tests.Running;

/// <summary>
/// The service itself behind HTTP, on a database of its own: frame, relay, access and endpoints are the real ones; instead
/// of a broker, what the relay publishes is handed to the service's own handler.
/// </summary>
internal sealed class RunningAudit : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningAudit(WebApplication app, LogDatabase database)
    {
        _app = app;
        Database = database;
    }

    public LogDatabase Database { get; }

    public AuditLog Log => _app.Services.GetRequiredService<AuditLog>();

    /// <summary>A part of the running service.</summary>
    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<RunningAudit> StartAsync(PostgresServer server) => await StartAsync(await server.DatabaseAsync());

    /// <summary>On a database that may hold something already.</summary>
    /// <param name="database">The database.</param>
    /// <param name="settings">Settings that come over those of the database.</param>
    public static async Task<RunningAudit> StartAsync(LogDatabase database, params (string Name, string? Value)[] settings)
    {
        var service = AuditService.Compose(LedgerService.Create([], "audit"));
        ((IConfigurationBuilder)service.Configuration).AddConfiguration(database.Configuration);
        ((IConfigurationBuilder)service.Configuration).AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        service.Services.AddSingleton<IIntegrationEvents, LoopBack>();
        service.Services.AddSingleton<IBrokerOperations, NoBroker>();
        service.Services.AddScoped<WhenAuditPage>();
        service.Services.Configure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme, options => options.Configuration = TestTokens.Configuration);
        var app = service.Build();
        app.Urls.Add("http://127.0.0.1:0");
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RunningAudit(app, database);
    }

    /// <summary>Signs the log as it is now, instead of waiting until the service does.</summary>
    public async Task SealedAsync(long size, CancellationToken ct)
    {
        while (true)
        {
            await using var connection = await Database.App.OpenConnectionAsync(ct);
            try
            {
                Assert.True(await _app.Services.GetRequiredService<Sealing>().SealAsync(connection, ct) >= size);
                return;
            }
            catch (Exception race) when (race is Npgsql.PostgresException or IOException)
            {
                // The service signed, or published what it signed, in the same moment.
            }
        }
    }

    /// <summary>A client that is signed in.</summary>
    public HttpClient As(string person, string consortium = "taihu", params string[] roles)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, $"/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", TestTokens.For(person, $"{person}-office", consortium, roles));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class LoopBack(IServiceProvider services) : IIntegrationEvents
    {
        public async Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct)
        {
            // What Audit tells the other services is none of its own business.
            if (envelope.Message is not AuditPage page) return;
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<WhenAuditPage>()
                .HandleAsync(page, new DeliveryContext("audit.audit-page.v1", envelope.Headers) { Account = "audit" }, ct);
        }
    }

    private sealed class NoBroker : IBrokerOperations
    {
        public Task DeclareAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<QueueDepth>>([]);

        public Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct) => Task.FromResult<QueueFault?>(null);

        public Task<int?> ReplayAsync(string queue, CancellationToken ct) => Task.FromResult<int?>(null);
    }
}
