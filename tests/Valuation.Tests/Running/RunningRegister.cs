using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests.Running;
using Ledger.Contracts.V1;
using Ledger.Valuation.Integration;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Valuation.Tests.Running.RunningRegister))]

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// The service itself behind HTTP, on a database of its own of <c>LEDGER_TEST_POSTGRES</c>, without a broker. Two consortia
/// share it, each with the agreement of Sample A; contributions arrive as Contributions announces them. Without the variable the tests fail: a skipped test proves nothing.
/// </summary>
public sealed class RunningRegister : IAsyncLifetime
{
    private readonly string name = $"ledger_register_t{Guid.NewGuid():N}"[..32];
    private readonly SemaphoreSlim starting = new(1, 1);
    private WebApplication? app;

    private static string Superuser => Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException(
            "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A client of a person of an organisation.</summary>
    public async Task<HttpClient> AsAsync(string organisation, string consortium, params string[] roles)
    {
        await StartAsync();
        var client = new HttpClient { BaseAddress = new Uri(new Uri(app!.Urls.First()), $"/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestTokens.For($"person-{organisation}", organisation, consortium, roles));
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

    /// <summary>Sends a file.</summary>
    public static async Task<(int Status, JsonElement Body)> UploadAsync(HttpClient client, string path, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>A machine as Sample A's was verified.</summary>
    /// <returns>Its appraisal.</returns>
    public async Task<Guid> VerifiedAsync(string consortium, string reference)
    {
        await StartAsync();
        var contribution = StreamId.For(consortium, "contribution", reference);
        await new WhenContributionVerified(app!.Services.GetRequiredService<Commands>()).HandleAsync(
            new ContributionVerified(contribution, reference, TaihuAgreement.Id, 1, "E1", "donated-equipment", "5-axis machine", "五轴机床", new MoneyAmount("1200000.00", "CNY"), new DateOnly(2025, 3, 1)),
            Delivery("valuation.contribution-verified.v1", consortium, contribution), CancellationToken.None);
        return WhenContributionVerified.StreamOf(contribution);
    }

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"drop database {name} with (force)");
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"drop role {name}_{role}");
    }

    private async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (app is not null) return;
            foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync($"create role {name}_{role} login password '{role}'");
            await ExecuteAsync($"create database {name} owner {name}_owner");
            var service = ValuationService.Compose(LedgerService.Create(
                [.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")], "valuation"));
            service.Services.AddSingleton<IIntegrationEvents, Silence>();
            service.Services.AddSingleton<IBrokerOperations, NoBroker>();
            service.Services.Configure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme, options => options.Configuration = TestTokens.Configuration);
            var built = service.Build();
            // Twice: every step of the migration can run again.
            for (var i = 0; i < 2; i++) await service.MigrateAsync(built);
            built.Urls.Add("http://127.0.0.1:0");
            await built.StartAsync();
            foreach (var tenant in new[] { "taihu", "lakeside" }) await AdoptAsync(built, tenant);
            app = built;
        }
        finally
        {
            starting.Release();
        }
    }

    private static Task AdoptAsync(WebApplication built, string tenant)
    {
        var agreement = TaihuAgreement.Adopted;
        var stream = Guid.NewGuid();
        return new WhenAgreementActivated(built.Services.GetRequiredService<Commands>()).HandleAsync(
            new AgreementActivated(stream, TaihuAgreement.Id, 1, agreement.Document!.DocumentHash, agreement.Document.Json),
            Delivery("valuation.agreement-activated.v1", tenant, stream), CancellationToken.None);
    }

    private static DeliveryContext Delivery(string queue, string tenant, Guid stream) => new(queue, new FactHeaders(
        Guid.NewGuid(), tenant, "another", 1, Guid.NewGuid(), new string('a', 64), stream, 1, DateTimeOffset.UtcNow, "an", null));

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:Owner"] = As("owner"), ["ConnectionStrings:Store"] = As("app"), ["ConnectionStrings:Relay"] = As("relay"),
        ["Identity:Issuer"] = TestTokens.Issuer, ["Logging:LogLevel:Default"] = "Error",
    };

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
