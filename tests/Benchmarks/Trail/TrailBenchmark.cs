using System.Diagnostics;
using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.Audit.Search;
using Ledger.Audit.Trails;
using Ledger.Benchmarks.Measuring;
using Ledger.Transparency.Search;
using Microsoft.Extensions.Configuration;

namespace Ledger.Benchmarks.Trail;

/// <summary>
/// How long trails and searches take over a filled log: as the service's role, under row-level security, with the connection opened and
/// the answer written as JSON, without HTTP.
/// </summary>
internal static class TrailBenchmark
{
    private const int Questions = 200;
    private const double AimMs = 200;

    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("trail: preparing the database");
        await using var database = await AuditDatabase.CreateAsync(ct);
        var made = new MadeLog();
        var started = Stopwatch.GetTimestamp();
        await made.WriteAsync(database.Database.Superuser, arguments.Entries, at =>
        {
            if (at / 100_000 != (at - 5_000) / 100_000) Output.Progress($"trail: {at} entries");
        }, ct);
        Output.Progress($"trail: filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        await using var connections = new LogConnections(database.App, new ConfigurationBuilder().Build());
        var sizes = await database.Database.AdminAsync(
            "select string_agg(relname || ' ' || pg_size_pretty(pg_total_relation_size(oid)), ', ' order by relname) from pg_class where relname like 'audit\\_%' and relkind = 'r' and relpages > 10", ct);
        Output.Progress($"trail: {sizes}");
        var random = new Random(7);
        foreach (var (name, ask) in Asked(made, random)) await MeasureAsync(name, ask, connections, made, output, ct);
    }

    private static IEnumerable<(string Name, Func<ReadScopeOf, Task<int>> Ask)> Asked(MadeLog made, Random random)
    {
        yield return ("trail/settlement-line", scope => BackAsync(scope, Any(made.Runs), $"E{random.Next(1, 201)}"));
        yield return ("trail/whole-settlement", scope => BackAsync(scope, Any(made.Runs), null));
        yield return ("trail/value", scope => BackAsync(scope, Any(made.Values), null));
        yield return ("trail/forward-from-contribution", scope => ForwardAsync(scope, Any(made.Contributions)));
        yield return ("search/party", scope => FindAsync(scope, new LogQuestion(Party: $"E{random.Next(1, 201)}")));
        yield return ("search/person", scope => FindAsync(scope, new LogQuestion(Person: $"person-{random.Next(1, 2001)}")));
        yield return ("search/kind", scope => FindAsync(scope, new LogQuestion(Kinds: ["run_settled.v1"])));
        yield return ("search/party-and-kind", scope => FindAsync(scope, new LogQuestion(Party: $"E{random.Next(1, 201)}", Kinds: ["value_accepted.v1"])));
        yield return ("search/party-and-other-person", scope => FindAsync(scope, new LogQuestion(Party: $"E{random.Next(1, 201)}", Person: $"person-{random.Next(1, 2001)}")));
        yield return ("search/valid-days", scope => FindAsync(scope, Valid(random)));
        yield return ("search/recorded-days", scope => FindAsync(scope, Valid(random) with { Valid = false }));
        yield return ("search/rare-amount", scope => FindAsync(scope, new LogQuestion(Currency: "CNY", Least: random.Next(1_000, 2_000_000) * 10_000L, Most: (random.Next(1_000, 2_000_000) + 5) * 10_000L)));
        yield return ("search/amount-from", scope => FindAsync(scope, new LogQuestion(Currency: "CNY", Least: 19_999_900_000L)));
        yield return ("search/chinese", scope => FindAsync(scope, new LogQuestion(Words: Words.Asked("测量机"))));
        yield return ("search/chinese-and-party", scope => FindAsync(scope, new LogQuestion(Party: $"E{random.Next(1, 201)}", Words: Words.Asked("机床"))));
        yield return ("search/rare-words", scope => FindAsync(scope, new LogQuestion(Words: Words.Asked($"laser {random.Next(100, 1000)}"))));
        yield return ("search/common-words-never-together", scope => FindAsync(scope, new LogQuestion(Words: Words.Asked("laser welding"))));
        yield return ("search/begins", scope => FindAsync(scope, new LogQuestion(Words: Words.Asked("mill*"))));
        yield return ("search/nothing", scope => FindAsync(scope, new LogQuestion(Words: Words.Asked("没有这样的词语"))));

        Guid Any(List<Guid> of) => of[random.Next(of.Count)];
    }

    private static LogQuestion Valid(Random random)
    {
        var from = new DateOnly(2020, 1, 1).AddDays(random.Next(3000));
        return new LogQuestion(From: from, To: from.AddDays(30), Valid: true);
    }

    private static async Task<int> BackAsync(ReadScopeOf scope, Guid stream, string? party)
    {
        var start = await scope.Log.LastOfStreamAsync(stream, null, scope.Ct);
        return Written(await TrailReader.ReadAsync(scope.Log, new TrailWalk(MadeLog.Tenant, start!.Value, party), scope.Ct));
    }

    private static async Task<int> ForwardAsync(ReadScopeOf scope, Guid stream)
    {
        var start = await scope.Log.FirstOfStreamAsync(stream, scope.Ct);
        return Written(await TrailReader.ReadAsync(scope.Log, new ForwardWalk(MadeLog.Tenant, [start!.Value], null, AsOf.Now), scope.Ct));
    }

    private static async Task<int> FindAsync(ReadScopeOf scope, LogQuestion question)
    {
        var found = await new LogSearch(scope.Connection, MadeLog.Tenant).FindAsync(question, null, 100, scope.Ct);
        return (await scope.Log.AtAsync([.. found.Take(100)], scope.Ct)).Select(entry => JsonSerializer.SerializeToUtf8Bytes(TrailNodes.Of(entry)).Length > 0).Count();
    }

    private static int Written(Ledger.Audit.Trails.Trail? trail) => JsonSerializer.SerializeToUtf8Bytes(trail).Length > 4 ? trail!.Nodes.Count : 0;

    private static async Task MeasureAsync(
        string name, Func<ReadScopeOf, Task<int>> ask, LogConnections connections, MadeLog made, Output output, CancellationToken ct)
    {
        var times = new List<TimeSpan>();
        var counts = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var connection = await connections.OpenAsync(MadeLog.Tenant, regulator: false, ct);
            var count = await ask(new ReadScopeOf(connection, new LogReads(connection, MadeLog.Tenant), ct));
            // The first ones compile the code.
            if (i < 5) continue;
            times.Add(Stopwatch.GetElapsedTime(started));
            counts.Add(count);
            if (times.Sum(time => time.TotalSeconds) > 60) break;
        }

        var percentiles = Percentiles.Of(times);
        Output.Progress($"{name}: p50 {percentiles.P50} ms, p99 {percentiles.P99} ms, {Summary.Of(counts).Median} events");
        output.Write(new Measurement(name, "ms", 1, [.. times.Select(time => time.TotalMilliseconds)])
        {
            Milliseconds = percentiles,
            Aim = new Aim($"p99 below {AimMs} ms", percentiles.P99 < AimMs),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["entries"] = made.Count, ["events"] = Summary.Of(counts).Median },
        });
    }

    private sealed record ReadScopeOf(Npgsql.NpgsqlConnection Connection, LogReads Log, CancellationToken Ct);
}
