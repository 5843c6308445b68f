using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Tests.Running;

/// <summary>
/// A service behind HTTP, on a database of its own of <c>LEDGER_TEST_POSTGRES</c>, without a broker: messages are handed to its
/// handlers, and what it tells is kept. Without the variable the tests fail: a skipped test proves nothing.
/// </summary>
public abstract class ServiceUnderTest(string service, Func<LedgerService, LedgerService> compose) : IAsyncLifetime
{
    private readonly string name = $"ledger_{service}_t{Guid.NewGuid():N}"[..32];
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Told told = new();
    private WebApplication? app;

    private static string Superuser => Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException(
            "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");

    /// <summary>Nothing yet: a suite that runs none of the tests that need the service needs no server either.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>What the running service is made of, to hand it messages.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>A client of the person <c>person-ORGANISATION</c>.</summary>
    public Task<HttpClient> AsAsync(string organisation, string consortium, params string[] roles) =>
        PersonAsync($"person-{organisation}", organisation, consortium, roles);

    public async Task<HttpClient> PersonAsync(string person, string organisation, string consortium, params string[] roles)
    {
        await StartAsync();
        var client = new HttpClient { BaseAddress = new Uri(new Uri(app!.Urls.First()), $"/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(person, organisation, consortium, roles));
        return client;
    }

    /// <summary>Sends a command with a key of its own; the version seen goes along when it is given.</summary>
    public static async Task<(int Status, JsonElement Body)> SendAsync(HttpClient client, string path, object body, long? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: FactJson.Facts) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (version is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Hands a message to its handler, as the broker would.</summary>
    /// <returns>The delivery, to hand the same message over again.</returns>
    public async Task<DeliveryContext> DeliverAsync<TEvent, THandler>(TEvent message, string tenant, DeliveryContext? again = null)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        await StartAsync();
        return await HandAsync<TEvent, THandler>(message, tenant, again);
    }

    /// <summary>The same while the service begins.</summary>
    protected async Task<DeliveryContext> HandAsync<TEvent, THandler>(TEvent message, string tenant, DeliveryContext? again = null)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        var delivery = again ?? Delivery<TEvent>(tenant);
        await ActivatorUtilities.CreateInstance<THandler>(app!.Services).HandleAsync(message, delivery, TestContext.Current.CancellationToken);
        return delivery;
    }

    /// <summary>A delivery to hand a message over with, more than once if need be.</summary>
    public DeliveryContext Delivery<TEvent>(string tenant)
        where TEvent : class => new($"{service}.{typeof(TEvent).Name}", new FactHeaders(
            Guid.NewGuid(), tenant, "test", 1, Guid.NewGuid(), new string('a', 64), Guid.NewGuid(), 1, Timestamps.Truncate(DateTimeOffset.UtcNow), "an", null));

    /// <summary>Names of all facts that a consortium has here, by name.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync(string tenant)
    {
        await StartAsync();
        await using var session = await Services.GetRequiredService<TenantSessions>().OpenAsync(tenant, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select type from mt_events where tenant_id = $1", session.Connection) { Parameters = { new() { Value = tenant } } };
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) names.Add(rows.GetString(0));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Waits until the relay has told a message of this type.</summary>
    public async Task<TEvent> ToldAsync<TEvent>(Func<TEvent, bool>? which = null)
        where TEvent : class
    {
        for (var i = 0; i < 200; i++)
        {
            if (told.Messages.OfType<TEvent>().FirstOrDefault(message => which?.Invoke(message) ?? true) is { } found) return found;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"No {typeof(TEvent).Name} was told within 10 s.");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        starting.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"drop database {name} with (force)");
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"drop role {name}_{role}");
    }

    /// <summary>Starts the service unless it runs.</summary>
    protected async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (app is not null) return;
            foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"create role {name}_{role} login password '{role}'");
            await ExecuteAsync($"create database {name} owner {name}_owner");
            var frame = compose(LedgerService.Create([.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")], service));
            frame.Services.AddSingleton<IIntegrationEvents>(told);
            frame.Services.AddSingleton<IBrokerOperations, NoBroker>();
            frame.Services.Configure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme, options => options.Configuration = TestTokens.Configuration);
            var built = frame.Build();
            await frame.MigrateAsync(built);
            built.Urls.Add("http://127.0.0.1:0");
            await built.StartAsync();
            app = built;
            await BeginAsync();
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>What the tests of this service begin with, by messages handed over.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>What the service needs beside stores and issuer.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> MoreSettings() => [];

    private IEnumerable<KeyValuePair<string, string>> Settings() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["environment"] = "Development",
        ["ConnectionStrings:Store"] = Connection("app"),
        ["ConnectionStrings:Relay"] = Connection("relay"),
        ["ConnectionStrings:Owner"] = Connection("owner"),
        ["Identity:Issuer"] = TestTokens.Issuer,
        ["Logging:LogLevel:Default"] = "Warning",
    }.Concat(MoreSettings());

    /// <summary>Of the roles owner, app and relay.</summary>
    protected string Connection(string role) => new NpgsqlConnectionStringBuilder(Superuser)
    {
        Database = name, Username = $"{name}_{role}", Password = role, MaxPoolSize = 20,
    }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Told : IIntegrationEvents
    {
        public ConcurrentQueue<object> Messages { get; } = new();

        public Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct)
        {
            Messages.Enqueue(envelope.Message);
            return Task.CompletedTask;
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
