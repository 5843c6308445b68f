using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Benchmarks.Import;

/// <summary>
/// Rows per second of an import against plain batched appends of the same facts, interleaved in one run; then 100,000 rows in one
/// import, and what a page of the register takes on top of all that.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rows = 10_000;
    private const int Pages = 20;
    private const double AimRatio = 0.5;
    private const double AimPageMs = 200;

    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("import: preparing the database");
        await using var things = new Things();
        var host = things.Keep(await ContributionsHost.StartAsync(ct));
        var paths = new ImportPaths(host);
        await paths.PlainAsync(Rows / 5, ct);
        await paths.ImportAsync(Rows / 5, ImportMode.AcceptGood, ct);
        await CompareAsync(paths, Math.Min(arguments.Rounds, 3), output, ct);

        var took = await paths.ImportAsync(ContributionLimits.ImportRows, ImportMode.AllOrNothing, ct);
        output.Write(new Measurement("import/100000-rows/all-or-nothing", "s", 1, [took.TotalSeconds])
        {
            Details = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["rowsPerSecond"] = ContributionLimits.ImportRows / took.TotalSeconds,
                ["peakWorkingSetMb"] = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            },
        });
        await host.Database.AdminAsync("analyze", ct);
        foreach (var (name, query) in Queries()) await PageAsync(host, name, query, output, ct);
    }

    private static async Task CompareAsync(ImportPaths paths, int rounds, Output output, CancellationToken ct)
    {
        (string Name, Func<Task<TimeSpan>> Run)[] all =
        [
            ("accept-good", () => paths.ImportAsync(Rows, ImportMode.AcceptGood, ct)),
            ("all-or-nothing", () => paths.ImportAsync(Rows, ImportMode.AllOrNothing, ct)),
            ("plain-appends", () => paths.PlainAsync(Rows, ct)),
        ];
        var rates = all.ToDictionary(path => path.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run) in round % 2 == 0 ? all : [.. all.Reverse()]) rates[name].Add(Rows / (await run()).TotalSeconds);
            Output.Progress($"import, round {round + 1}/{rounds}: " + string.Join(", ", rates.Select(path => $"{path.Key} {path.Value[^1]:F0} rows/s")));
        }

        foreach (var (name, samples) in rates)
        {
            var ratio = Summary.Of(samples.Zip(rates["plain-appends"], (own, plain) => own / plain));
            output.Write(new Measurement($"import/{name}", "rows/s", 1, samples)
            {
                Ratios = name == "plain-appends" ? [] : new Dictionary<string, Summary>(StringComparer.Ordinal) { ["to plain-appends"] = ratio },
                Aim = name == "plain-appends" ? null : new Aim($"at least {AimRatio} of plain-appends", ratio.Median >= AimRatio),
            });
        }
    }

    private static IEnumerable<(string, RegisterQuery)> Queries() =>
    [
        ("all", new RegisterQuery()), ("party", new RegisterQuery(Party: "E1")), ("no-such-party", new RegisterQuery(Party: "E2")),
        ("state", new RegisterQuery(State: "registered")), ("rare-state", new RegisterQuery(State: "verified")),
        ("rare-kind", new RegisterQuery(Kind: "space")), ("late", new RegisterQuery(From: new DateOnly(2025, 4, 1))),
        ("as-of-day", new RegisterQuery(EffectiveOn: new DateOnly(2025, 6, 1))),
    ];

    private static async Task PageAsync(ContributionsHost host, string name, RegisterQuery query, Output output, CancellationToken ct)
    {
        var times = new List<double>();
        var items = 0;
        for (var i = 0; i <= Pages; i++)
        {
            var started = Stopwatch.GetTimestamp();
            items = 0;
            await using var session = await host.Sessions.OpenAsync(ContributionsHost.Tenant, ct);
            await foreach (var _ in query.RunAsync(session.Documents, "E1", null, ct))
            {
                if (++items > ServiceDefaults.Limits.PageSize) break;
            }

            // The first one compiles the query.
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var contributions = await host.Database.CountAsync("select count(*) from mt_doc_contribution", ct);
        output.Write(new Measurement($"register/page/{name}", "ms", 1, times)
        {
            Aim = new Aim($"below {AimPageMs} ms", Summary.Of(times).Median < AimPageMs),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["contributions"] = contributions, ["items"] = items },
        });
    }
}
