using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests.Running;
using Ledger.Contracts.V1;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Contributions.Tests.Running.RunningContributions))]

namespace Ledger.Contributions.Tests.Running;

/// <summary>
/// The service itself behind HTTP, on a database of its own of <c>LEDGER_TEST_POSTGRES</c>, without a broker. Two consortia
/// share it, each with the agreement of Sample A, a third ("archive") whose agreement says how long papers are kept, and a fourth
/// ("province") whose agreement stands under a region policy profile. Without the variable the tests fail: a skipped test proves nothing.
/// </summary>
public sealed class RunningContributions : IAsyncLifetime
{
    private readonly string name = $"ledger_contributions_t{Guid.NewGuid():N}"[..32];
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly string folder = Path.Combine(Path.GetTempPath(), "ledger-contributions-" + Guid.NewGuid().ToString("n"));
    private WebApplication? app;

    private static string Superuser => Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException(
            "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");

    /// <summary>Where the service keeps evidence files.</summary>
    public string EvidenceFolder => folder;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Services of the running application.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>What stands in the databases, as a superuser sees it.</summary>
    public string Database(bool vault) => new NpgsqlConnectionStringBuilder(Superuser) { Database = vault ? name + "_v" : name, Pooling = false }.ConnectionString;

    /// <summary>A client of a person of an organisation.</summary>
    public Task<HttpClient> AsAsync(string organisation, string consortium, params string[] roles) =>
        PersonAsync($"person-{organisation}", organisation, consortium, roles);

    public async Task<HttpClient> PersonAsync(string person, string organisation, string consortium, params string[] roles)
    {
        await StartAsync();
        var client = new HttpClient { BaseAddress = new Uri(new Uri(app!.Urls.First()), $"/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestTokens.For(person, organisation, consortium, roles.Length == 0 ? ["contributor"] : roles));
        // A test that cut the service's connections left dead ones in its pool; whoever comes next must not find them.
        app.Services.GetRequiredService<NpgsqlDataSource>().Clear();
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

    /// <summary>Delivers a message of another service.</summary>
    public async Task DeliverAsync<TMessage, THandler>(TMessage message, string tenant)
        where TMessage : class
        where THandler : IHandle<TMessage>
    {
        await StartAsync();
        await using var scope = app!.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<THandler>(scope.ServiceProvider).HandleAsync(
            message,
            new DeliveryContext("contributions." + Ledger.Contracts.IntegrationEventAttribute.TopicOf(typeof(TMessage)), new FactHeaders(
                Guid.NewGuid(), tenant, "elsewhere", 1, Guid.NewGuid(), new string('b', 64), Guid.NewGuid(), 1, DateTimeOffset.UtcNow, "an", null)),
            TestContext.Current.CancellationToken);
    }

    /// <summary>Rows of a table, of every consortium.</summary>
    public async Task<long> CountAsync(string table, string condition)
    {
        await using var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(Superuser) { Database = name, Pooling = false });
        await using var command = new NpgsqlCommand($"select count(*) from {table} where {condition}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends every connection of the service, as a crash would.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> CutConnectionsAsync()
    {
        await using var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(Superuser) { Pooling = false });
        await using var command = new NpgsqlCommand(
            $"select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity where usename = '{name}_app' and datname = '{name}'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        foreach (var database in new[] { name, name + "_v" }) await ExecuteAsync($"drop database {database} with (force)");
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"drop role {name}_{role}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (app is not null) return;
            foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"create role {name}_{role} login password '{role}'");
            foreach (var database in new[] { name, name + "_v" }) await ExecuteAsync($"create database {database} owner {name}_owner");
            var service = ContributionsService.Compose(LedgerService.Create(
                [.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")], "contributions"));
            service.Services.AddSingleton<IIntegrationEvents, Silence>();
            service.Services.AddSingleton<IBrokerOperations, NoBroker>();
            service.Services.Configure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme, options => options.Configuration = TestTokens.Configuration);
            var built = service.Build();
            // Twice: every step of the migration can run again.
            for (var i = 0; i < 2; i++) await service.MigrateAsync(built);
            built.Urls.Add("http://127.0.0.1:0");
            await built.StartAsync();
            foreach (var tenant in new[] { "taihu", "lakeside" }) await AdoptAsync(built, tenant, TaihuAgreement.Adopted);
            await AdoptAsync(built, "archive", TaihuAgreement.Adopt(TaihuAgreement.Json(
                ("\"dispute\":", "\"retention\":{\"ledger\":30,\"loaned-equipment\":10},\"dispute\":"))));
            await AdoptAsync(built, "lapsed", TaihuAgreement.Adopt(TaihuAgreement.Json(
                ("\"effective\":{\"from\":\"2025-01-01\",\"to\":\"2027-12-31\"}", "\"effective\":{\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"}"), ("\"capAtClaim\":true", "\"capAtClaim\":false"),
                ("\"dispute\":", "\"confidentiality\":[{\"tier\":\"sealed\",\"years\":0},{\"tier\":\"named\",\"readers\":[\"S\"],\"years\":10}],\"dispute\":"))));
            await AdoptAsync(built, "blind", TaihuAgreement.Adopted);
            await AdoptAsync(built, "province", TaihuAgreement.Adopted, TaihuAgreement.Profile(("valuation.minEvidence.loaned-equipment", 5)));
            app = built;
        }
        finally
        {
            starting.Release();
        }
    }

    private static Task AdoptAsync(WebApplication built, string tenant, AdoptedAgreement agreement, EffectiveProfile? profile = null)
    {
        var stream = Guid.NewGuid();
        return new WhenAgreementActivated(built.Services.GetRequiredService<Commands>()).HandleAsync(
            new AgreementActivated(
                stream, TaihuAgreement.Id, 1, agreement.Document!.DocumentHash, agreement.Document.Json,
                profile is null ? null : JsonSerializer.SerializeToElement(profile, FactJson.Facts)),
            new DeliveryContext("contributions.agreement-activated.v1", new FactHeaders(
                Guid.NewGuid(), tenant, "agreements", 1, Guid.NewGuid(), new string('a', 64), stream, 1, DateTimeOffset.UtcNow, "an", null)),
            CancellationToken.None);
    }

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:Owner"] = As("owner"), ["ConnectionStrings:Store"] = As("app"), ["ConnectionStrings:Relay"] = As("relay"),
        ["Identity:Issuer"] = TestTokens.Issuer, ["Evidence:Folder"] = folder, ["Evidence:Keys"] = EvidenceSamples.KeyText(), ["Logging:LogLevel:Default"] = "Error",
        // As where samples run.
        ["Desk:OpenWithoutRules"] = "true",
        ["ConnectionStrings:Vault"] = As("app", "_v"), ["ConnectionStrings:VaultOwner"] = As("owner", "_v"),
        ["Vault:Key"] = Convert.ToBase64String([.. Enumerable.Range(32, 32).Select(i => (byte)i)]),
        ["Duplicates:Key"] = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
    };

    private string As(string role, string suffix = "") => new NpgsqlConnectionStringBuilder(Superuser)
    {
        Database = name + suffix, Username = $"{name}_{role}", Password = role, MaxPoolSize = 20,
    }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(Superuser) { Pooling = false });
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder settings)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private sealed class Silence : IIntegrationEvents
    {
        public Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class NoBroker : IBrokerOperations
    {
        public Task DeclareAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<QueueDepth>>([]);

        public Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct) => Task.FromResult<QueueFault?>(null);

        public Task<int?> ReplayAsync(string queue, CancellationToken ct) => Task.FromResult<int?>(null);
    }
}
