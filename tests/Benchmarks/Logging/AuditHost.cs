using System.Security.Cryptography;
using Ledger.Audit;
using Ledger.Audit.Integration;
using Ledger.Benchmarks.Servers;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Benchmarks.Logging;

/// <summary>The audit service in this process, migrated and started: takes pages from the broker and signs.</summary>
internal sealed class AuditHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _name;

    private AuditHost(WebApplication app, BenchDatabase database, string name) => (_app, Database, _name) = (app, database, name);

    public BenchDatabase Database { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AuditHost> StartAsync(CancellationToken ct)
    {
        var database = await BenchDatabase.CreateAsync(ct);
        // A queue of its own: it gets what every relay on this broker publishes, so nobody else may run.
        var name = NameOf("audit");
        string[] args =
        [
            "--environment=Production", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={database.Store}",
            $"--ConnectionStrings:Relay={database.Relay}", $"--ConnectionStrings:Owner={database.Owner}", $"--RabbitMq:Uri={Addresses.RabbitMq}",
            $"--Log:Key={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}", "--Log:Origin=bench.example/audit", "--Log:SharedAccount=ledger",
            "--Identity:Issuer=https://issuer.invalid", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:MassTransit=Error", "--OTEL_SDK_DISABLED=true",
        ];
        var job = Create();
        await using (var migrating = job.Build()) await job.MigrateAsync(migrating);
        var app = Create().Build();
        await app.StartAsync(ct);
        return new AuditHost(app, database, name);

        LedgerService Create() => AuditService.Compose(LedgerService.Create(args, name)).UseRabbitMq(bus => bus.On<AuditPage, WhenAuditPage>(ordered: true));
    }

    /// <summary>Returns when so many entries are under a signature.</summary>
    /// <exception cref="OperationCanceledException">It did not come to that.</exception>
    public async Task SignedAsync(long entries, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (await Database.CountAsync("select coalesce(max(size), 0) from audit_checkpoint", patience.Token) < entries) await Task.Delay(50, patience.Token);
    }

    /// <summary>A service's name of this run. The log takes letters only.</summary>
    public static string NameOf(string what) => $"bench-{what}-{new string([.. Guid.NewGuid().ToString("N")[..6].Select(c => char.IsDigit(c) ? (char)('g' + c - '0') : c)])}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Broker.DeleteAsync([$"{_name}.audit-page.v1"], []);
        await Database.DisposeAsync();
    }
}
