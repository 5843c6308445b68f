using System.Text;
using System.Text.Json;
using Ledger.Benchmarks.Servers;
using Ledger.Contributions;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Import;

/// <summary>The Contributions service in this process, migrated but not started: neither relay nor runner take part.</summary>
internal sealed class ContributionsHost : IAsyncDisposable
{
    public const string Tenant = "taihu";

    public static readonly Actor By = new("lin", "E1");

    private readonly WebApplication _app;
    private readonly string _folder;

    private ContributionsHost(WebApplication app, BenchDatabase database, string folder) => (_app, Database, _folder) = (app, database, folder);

    public BenchDatabase Database { get; }

    public TenantSessions Sessions => _app.Services.GetRequiredService<TenantSessions>();

    public BulkWrites Bulk => _app.Services.GetRequiredService<BulkWrites>();

    public IEvidenceStore Evidence => _app.Services.GetRequiredService<IEvidenceStore>();

    public AssetClaims Claims => _app.Services.GetRequiredService<AssetClaims>();

    /// <summary>Another part of the service.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Activation of the agreement, as facts cite it.</summary>
    public Citation Agreement { get; } = new(Guid.NewGuid(), new string('a', 64));

    /// <summary>Hash of the one paper that every row cites.</summary>
    public string Paper { get; private set; } = "";

    public static async Task<ContributionsHost> StartAsync(CancellationToken ct)
    {
        var database = await BenchDatabase.CreateAsync(ct);
        var folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        var service = ContributionsService.Compose(LedgerService.Create(
        [
            "--environment=Production", $"--ConnectionStrings:Store={database.Store}", $"--ConnectionStrings:Relay={database.Relay}",
            $"--ConnectionStrings:Owner={database.Owner}", "--Identity:Issuer=https://issuer.invalid", $"--Evidence:Folder={folder}",
            "--Logging:LogLevel:Default=Warning", "--OTEL_SDK_DISABLED=true",
            $"--ConnectionStrings:Vault={database.Store}", $"--ConnectionStrings:VaultOwner={database.Owner}",
            $"--Vault:Key={Convert.ToBase64String(new byte[32])}",
            $"--Evidence:Keys=names={Convert.ToBase64String(new byte[32])};key={Convert.ToBase64String(new byte[32])}",
            $"--Duplicates:Key={Convert.ToBase64String(new byte[32])}",
        ], "contributions"));
        service.Services.AddSingleton<IIntegrationEvents, NoBroker>();
        service.Services.AddSingleton<IBrokerOperations, NoBroker>();
        var app = service.Build();
        await service.MigrateAsync(app);
        var host = new ContributionsHost(app, database, folder);
        await host.AdoptAsync(ct);
        host.Paper = await host.KeepAsync("Invoice"u8.ToArray(), "text/plain", ct);
        return host;
    }

    /// <summary>Stores a file as an upload does.</summary>
    /// <returns>Its hash.</returns>
    public async Task<string> KeepAsync(byte[] content, string mediaType, CancellationToken ct)
    {
        await using var draft = Evidence.Begin(Tenant);
        await draft.WriteAsync(content, ct);
        return (await draft.KeepAsync(EvidenceMediaType.Find(mediaType)!, ct)).Sha256;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The agreement of the sample that ships with the platform.
    private async Task AdoptAsync(CancellationToken ct)
    {
        using var sample = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "taihu.ledger.json"), Encoding.UTF8, ct));
        var document = sample.RootElement.GetProperty("agreement").Clone();
        var read = AgreementDocument.Parse(document).Value ?? throw new InvalidOperationException("The sample's agreement is not one.");
        await using var unit = await Bulk.BeginAsync(Tenant, By, "bench", ct);
        unit.Start(new NewStream(typeof(AdoptedAgreement), Guid.NewGuid(),
            [new AgreementAdopted(read.AgreementId, read.Version, read.DocumentHash, document, Agreement)]));
        await unit.CommitAsync(ct);
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
