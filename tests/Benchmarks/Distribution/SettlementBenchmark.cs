using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Benchmarks.Distribution;

/// <summary>
/// A pool over as many parties as an agreement may have and 100,000 contributions, from computation to settlement, against one plain INSERT … SELECT of the same
/// contributions and the lines that the settlement books.
/// </summary>
internal static class SettlementBenchmark
{
    private const int Parties = RuleLimits.Parties;
    private const int Contributions = 100_000;

    private static readonly Actor Maker = new("maker", "OUT");
    private static readonly Actor Checker = new("checker", "OUT");

    public static async Task RunAsync(Output output, CancellationToken ct)
    {
        Output.Progress("settlement: preparing the database");
        await using var things = new Things();
        var host = things.Keep(await DistributionHost.StartAsync(Parties, ct));
        // What counts stands in plain columns; the facts behind it are not read by a run.
        await host.Database.AdminAsync(
            $"""
            insert into contribution_value (tenant_id, entry_id, no, agreement, contribution_id, party, reference, kind, claimed, accepted, currency, method, method_version,
                effective_on, counts_from, removed, source_ev, source_ph, recorded_at)
            select '{DistributionHost.Tenant}', gen_random_uuid(), 0, '{DistributionHost.AgreementId}', gen_random_uuid(), 'P' || (i % {Parties}), 'c' || i, 'cash', 100 * i, 100 * i, 'CNY',
                'cash.face', 1, date '2025-01-01' + (i % 300), date '2025-01-01' + (i % 300), false, gen_random_uuid(), repeat('a', 64), '2025-12-01'
            from generate_series(1, {Contributions}) i
            """, ct);
        await host.Database.AdminAsync("create table bench_values as select * from contribution_value with no data", ct);
        await host.Database.AdminAsync("create table bench_lines as select * from journal_line with no data", ct);
        await host.Database.AdminAsync("analyze", ct);

        var (stages, total) = await SettleAsync(host, ct);
        var started = Stopwatch.GetTimestamp();
        await host.Database.AdminAsync("with copied as (insert into bench_values select * from contribution_value) insert into bench_lines select * from journal_line", ct);
        var plain = Stopwatch.GetElapsedTime(started);
        var lines = await host.Database.CountAsync("select count(*) from journal_line", ct);
        var rows = Contributions + lines;
        output.Write(new Measurement($"settlement/{Parties}-parties-{Contributions}-contributions", "lines/s", 1, [rows / total.TotalSeconds])
        {
            Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["insert-select"] = Summary.Of([plain / total]) },
            Details = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["seconds"] = Digits.Four(total.TotalSeconds), ["insertSelectSeconds"] = Digits.Four(plain.TotalSeconds), ["journalLines"] = lines,
                ["stages"] = stages.ToDictionary(stage => stage.Key, stage => Digits.Four(stage.Value.TotalSeconds), StringComparer.Ordinal),
                ["peakWorkingSetMb"] = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            },
        });
    }

    private static async Task<(Dictionary<string, TimeSpan> Stages, TimeSpan Total)> SettleAsync(DistributionHost host, CancellationToken ct)
    {
        var at = Timestamps.Truncate(DateTimeOffset.UtcNow);
        var stages = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var pool = Streams.Pool(DistributionHost.Tenant, "2025");
        var said = new PoolDeclaration(
            "2025", DistributionHost.AgreementId, new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), new Money(1_000_000_000_00, Currency.Of("CNY")), new("Income", "收入"), null, []);
        await DoneAsync(() => host.Commands.Handle(pool, DistributionHost.Context(Maker, at), Pool.None(pool), async (state, reads) => PoolDecider.Decide(state, new DeclarePool(
            said, host.Agreement, host.Agreement, [], await reads.NextTurnAsync(DistributionHost.Tenant, Turn.PoolsOf(said.AgreementId), ct), Streams.PoolEntry(pool), Maker, at)), ct));

        var run = Streams.Run(pool, 1);
        var began = Stopwatch.GetTimestamp();
        await StageAsync("compute", () => host.Commands.Handle(run, DistributionHost.Context(Maker, at), Run.None(run), async (state, reads) =>
        {
            var started = Stopwatch.GetTimestamp();
            var declared = await reads.LoadAsync<Pool>(pool, ct);
            var inputs = await RunInputsReader.ReadAsync(reads, declared, host.Agreement, null, ct);
            stages["compute/read"] = Stopwatch.GetElapsedTime(started);
            var standing = await reads.StandingAsync(declared, run, ct);
            started = Stopwatch.GetTimestamp();
            var decision = RunDecider.Decide(state, new ComputeRun(1, standing, host.Agreement, inputs, Maker, at));
            stages["compute/decide"] = Stopwatch.GetElapsedTime(started);
            return decision;
        }, ct));
        string hash = "";
        DateTimeOffset ends = default;
        await StageAsync("propose", () => host.Commands.Handle(run, DistributionHost.Context(Maker, at), Run.None(run), async (state, reads) =>
        {
            var declared = await reads.LoadAsync<Pool>(pool, ct);
            var inputs = await RunInputsReader.ReadAsync(reads, declared, host.Agreement, null, ct);
            hash = PayloadHash.Of(state.Computed!);
            ends = at.AddDays(10);
            return RunDecider.Decide(state, new ProposeRun(
                await reads.StandingAsync(declared, run, ct), inputs!.Hash, hash, await reads.NextTurnAsync(DistributionHost.Tenant, Turn.Of(pool), ct), Maker, at));
        }, ct));
        await StageAsync("approve", () => host.Commands.Handle(run, DistributionHost.Context(Checker, ends), Run.None(run), async (state, reads) => RunDecider.Decide(
            state, new ApproveRun(hash, Checker, ends, await RunStale.WhyAsync(reads, state, ct))), ct));
        await StageAsync("settle", () => host.Commands.Handle(run, DistributionHost.Context(Maker, ends), Run.None(run), async (state, reads) => RunDecider.Decide(
            state, await SettleRunEndpoint.CommandAsync(state, DistributionHost.Context(Maker, ends), reads, ct)), ct));
        return (stages, Stopwatch.GetElapsedTime(began));

        async Task StageAsync(string name, Func<Task<Outcome>> command)
        {
            var started = Stopwatch.GetTimestamp();
            await DoneAsync(command);
            stages[name] = Stopwatch.GetElapsedTime(started);
            Output.Progress($"settlement: {name} {stages[name].TotalSeconds:F1} s");
        }
    }

    private static async Task DoneAsync(Func<Task<Outcome>> command)
    {
        var outcome = await command();
        if (outcome is not Outcome.Done) throw new InvalidOperationException($"{outcome}");
    }
}
