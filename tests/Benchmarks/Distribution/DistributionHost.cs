using System.Globalization;
using System.Text.Json;
using Ledger.Benchmarks.Servers;
using Ledger.Distribution;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Distribution;

/// <summary>The Distribution service in this process, migrated but not started, with an agreement of many parties.</summary>
internal sealed class DistributionHost : IAsyncDisposable
{
    public const string Tenant = "bench";
    public const string AgreementId = "bench-2025";

    private readonly WebApplication _app;

    private DistributionHost(WebApplication app, BenchDatabase database, AdoptedAgreement agreement) => (_app, Database, Agreement) = (app, database, agreement);

    public BenchDatabase Database { get; }

    public AdoptedAgreement Agreement { get; }

    public Commands Commands => _app.Services.GetRequiredService<Commands>();

    public TenantSessions Sessions => _app.Services.GetRequiredService<TenantSessions>();

    public static async Task<DistributionHost> StartAsync(int parties, CancellationToken ct)
    {
        var database = await BenchDatabase.CreateAsync(ct);
        var service = DistributionService.Compose(LedgerService.Create(
        [
            "--environment=Production", $"--ConnectionStrings:Store={database.Store}", $"--ConnectionStrings:Relay={database.Relay}",
            $"--ConnectionStrings:Owner={database.Owner}", "--Identity:Issuer=https://issuer.invalid", "--Logging:LogLevel:Default=Warning", "--OTEL_SDK_DISABLED=true",
        ], "distribution"));
        service.Services.AddSingleton<IIntegrationEvents, NoBroker>();
        service.Services.AddSingleton<IBrokerOperations, NoBroker>();
        var app = service.Build();
        await service.MigrateAsync(app);
        var document = Document(parties);
        var read = AgreementDocument.Parse(document);
        if (read.Value is not { } agreement) throw new InvalidOperationException($"{read.Rejection!.Field}: {read.Rejection.Message.En}");
        var stream = Guid.NewGuid();
        var fact = new AgreementAdopted(AgreementId, 1, agreement.DocumentHash, document, new Citation(Guid.NewGuid(), new string('a', 64)));
        await using (var unit = await app.Services.GetRequiredService<BulkWrites>().BeginAsync(Tenant, new Actor("bench", "P0"), "bench", ct))
        {
            unit.Start(new NewStream(typeof(AdoptedAgreement), stream, [fact]));
            await unit.CommitAsync(ct);
        }

        return new DistributionHost(app, database, AdoptedAgreementDecider.Evolve(AdoptedAgreement.None(stream), fact));
    }

    /// <summary>A command's surroundings, under a key of its own.</summary>
    public static CommandContext Context(Actor by, DateTimeOffset at) => new(Tenant, by, at, Guid.NewGuid().ToString(), new string('a', 64), ExpectedVersion: null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static JsonElement Document(int parties)
    {
        var ids = Enumerable.Range(0, parties).Select(i => string.Create(CultureInfo.InvariantCulture, $"P{i}")).ToList();
        return JsonSerializer.SerializeToElement(new
        {
            agreementId = AgreementId, version = 1, title = new { en = "Bench", zh = "基准" }, currency = "CNY", effective = new { from = "2025-01-01", to = "2027-12-31" },
            parties = ids.Select(id => new { id, name = new { en = id, zh = id }, type = "enterprise" }),
            valuation = new { kinds = new { cash = new { methods = new[] { "cash.face" }, minEvidence = 1 } }, capAtClaim = true },
            benefit = new
            {
                participants = ids, rounding = "half-up",
                waterfall = new object[]
                {
                    new { tier = "reserve", rate = "0.10" }, new { tier = "preferred-return", rate = "0.05" },
                    new { tier = "residual", keys = new object[] { new { key = "accepted-value", weight = "0.6" }, new { key = "equal", weight = "0.4" } } },
                },
            },
            risk = new
            {
                categories = new[] { new { id = "production-disruption", method = "risk.disruption" } },
                allocation = new { retention = "0.00", reserveLimit = "0.00", key = new Dictionary<string, string>(StringComparer.Ordinal) { ["P0"] = "1" }, excess = "stays" },
            },
            dispute = new { objectionWindow = "P10D" },
        });
    }

    private sealed class NoBroker : IIntegrationEvents, IBrokerOperations
    {
        public Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct) => throw new NotSupportedException();

        public Task DeclareAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<QueueDepth>>([]);

        public Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct) => Task.FromResult<QueueFault?>(null);

        public Task<int?> ReplayAsync(string queue, CancellationToken ct) => Task.FromResult<int?>(null);
    }
}
