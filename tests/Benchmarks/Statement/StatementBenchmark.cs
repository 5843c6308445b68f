using System.Diagnostics;
using System.Text.Json;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Ledger.Distribution;
using Ledger.Distribution.Features;
using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Statement;

/// <summary>
/// A statement of a party with 100,000 entries among 200,000 of others: sums and a page as JSON, the same as HTML, and every line as CSV.
/// From the open session to the last byte, without HTTP.
/// </summary>
internal static class StatementBenchmark
{
    private const string Tenant = "taihu";
    private const string Agreement = "taihu-2025";
    private const int Lines = 100_000;
    private const int Rounds = 15;
    private const double AimMs = 1_000;

    public static async Task RunAsync(Output output, CancellationToken ct)
    {
        Output.Progress("statement: preparing the database");
        await using var things = new Things();
        var database = things.Keep(await BenchDatabase.CreateAsync(ct));
        var service = DistributionService.Compose(LedgerService.Create(
        [
            "--environment=Production", $"--ConnectionStrings:Store={database.Store}", $"--ConnectionStrings:Relay={database.Relay}",
            $"--ConnectionStrings:Owner={database.Owner}", "--Identity:Issuer=https://issuer.invalid", "--Logging:LogLevel:Default=Warning",
            "--OTEL_SDK_DISABLED=true",
        ], "distribution"));
        service.Services.AddSingleton<IIntegrationEvents, NoBroker>();
        service.Services.AddSingleton<IBrokerOperations, NoBroker>();
        var app = things.Keep(service.Build());
        await service.MigrateAsync(app);
        foreach (var party in new[] { "E1", "E2", "S" }) await database.AdminAsync(Fill(party), ct);
        await database.AdminAsync("analyze", ct);
        var sessions = app.Services.GetRequiredService<TenantSessions>();
        var query = new StatementQuery(Tenant, "E1", Agreement, new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), DateTimeOffset.UtcNow);
        await MeasureAsync("json-page", async () => JsonSerializer.SerializeToUtf8Bytes(await ReadAsync(sessions, query, ct), FactJson.Facts).Length, output, ct);
        await MeasureAsync("html", async () => HtmlReport.Render(new StatementReport(await ReadAsync(sessions, query, ct), chinese: true).Build()).Length, output, ct);
        await MeasureAsync("csv-all-lines", async () =>
        {
            await using var session = await sessions.OpenAsync(Tenant, ct);
            var (accounts, _) = await query.AccountsAsync(session.Connection, ct);
            using var file = new MemoryStream();
            await StatementFiles.CsvAsync(file, accounts, query.Period, query.LinesAsync(session.Connection, ct), chinese: false);
            return (int)file.Length;
        }, output, ct);
    }

    private static async Task<PeriodStatement> ReadAsync(TenantSessions sessions, StatementQuery query, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(Tenant, ct);
        return await StatementReader.ReadAsync(session, query, after: null, ct);
    }

    private static async Task MeasureAsync(string name, Func<Task<int>> run, Output output, CancellationToken ct)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i <= Rounds; i++)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            bytes = await run();
            // The first one compiles.
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        output.Write(new Measurement($"statement/100000-entries/{name}", "ms", 1, times)
        {
            Aim = new Aim($"below {AimMs} ms", Summary.Of(times).Median < AimMs),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["lines"] = Lines, ["bytes"] = bytes },
        });
    }

    private static string Fill(string party) => $"""
        insert into journal_line (tenant_id, entry_id, no, agreement, book, account, holder, party, pool, purpose, side, minor, currency, kind, reference,
            pool_id, run_id, effective_on, recorded_at)
        select '{Tenant}', gen_random_uuid(), 1, '{Agreement}', 'cash', 'cash:party:{party}:' || p, 'party', '{party}', null, p, 'credit', 100 + n % 97, 'CNY',
            'manual', 'R' || n, null, null, date '2025-01-01' + (n % 365), timestamptz '2025-01-01' + n * interval '4 minutes'
        from generate_series(1, {Lines}) n, lateral (select case n % 3 when 0 then 'payable' when 1 then 'carried' else 'in-transit' end as p) purposes
        """;

    private sealed class NoBroker : IIntegrationEvents, IBrokerOperations
    {
        public Task PublishAsync(IntegrationEnvelope envelope, CancellationToken ct) => throw new NotSupportedException();

        public Task DeclareAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<QueueDepth>>([]);

        public Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct) => Task.FromResult<QueueFault?>(null);

        public Task<int?> ReplayAsync(string queue, CancellationToken ct) => Task.FromResult<int?>(null);
    }
}
