using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Audit.Tests.Running;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Agreements.Tests.Running;

/// <summary>
/// The service itself behind HTTP, on a database of its own of <c>LEDGER_TEST_POSTGRES</c>, without a broker; it trusts the test
/// authorities. Without the variable the tests fail: a skipped test proves nothing.
/// </summary>
public sealed class RunningAgreements : IAsyncLifetime
{
    private readonly string name = $"ledger_agreements_t{Guid.NewGuid():N}"[..32];
    private WebApplication? app;

    private static string Superuser => Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException(
            "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");

    /// <summary>What the service is made of, to hand it messages.</summary>
    public IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"create role {name}_{role} login password '{role}'");
        await ExecuteAsync($"create database {name} owner {name}_owner");
        var service = AgreementsService.Compose(LedgerService.Create([.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")], "agreements"));
        service.Services.AddSingleton<IIntegrationEvents, Silence>();
        service.Services.AddSingleton<IBrokerOperations, NoBroker>();
        service.Services.Configure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme, options => options.Configuration = TestTokens.Configuration);
        app = service.Build();
        await service.MigrateAsync(app);
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
    }

    /// <summary>A client of a person of an organisation who may do everything that agreements need.</summary>
    public HttpClient As(string organisation, string consortium, params string[] roles)
    {
        var client = new HttpClient { BaseAddress = new Uri(new Uri(app!.Urls.First()), $"/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestTokens.For($"person-{organisation}", organisation, consortium, roles.Length == 0 ? ["administrator", "signatory"] : roles));
        return client;
    }

    /// <summary>Sends a command with a key of its own.</summary>
    public static async Task<(int Status, JsonElement Body)> SendAsync(HttpClient client, string path, object body, long? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: FactJson.Facts) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (version is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads whatever is answered.</summary>
    public static async Task<(int Status, JsonElement Body)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"drop database {name} with (force)");
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"drop role {name}_{role}");
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Owner"] = As("owner"), ["ConnectionStrings:Store"] = As("app"), ["ConnectionStrings:Relay"] = As("relay"),
            ["Identity:Issuer"] = TestTokens.Issuer, ["Logging:LogLevel:Default"] = "Error",
        };
        for (var i = 0; i < Authority.Ids.Length; i++)
        {
            settings[$"Profiles:Authorities:{i}:Id"] = Authority.Ids[i];
            settings[$"Profiles:Authorities:{i}:PublicKey"] = Authority.PublicKey;
        }

        return settings;
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(Superuser)
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

    private sealed class Silence : IIntegrationEvents
    {
        public Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class NoBroker : IBrokerOperations
    {
        public Task DeclareAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<QueueDepth>>([]);

        public Task<int?> ReplayAsync(string queue, CancellationToken ct) => Task.FromResult<int?>(null);
    }
}
