using System.Diagnostics;
using Ledger.Audit.Log;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Logging;

/// <summary>Entries a second that the log takes in, signing meanwhile, against the events a second that a service appends.</summary>
internal static class IntakeSpeed
{
    private const int Pages = 40;
    private const int Writers = 8;
    private const double AimRatio = 3;

    public static async Task RunAsync(AuditHost audit, MadePages pages, ServiceHost service, Arguments arguments, Output output, CancellationToken ct)
    {
        var log = audit.Services.GetRequiredService<AuditLog>();
        var meter = new CpuMeter(audit.Database.Superuser);
        var (own, same) = (new Intakes(), new Intakes());
        var sameTitle = new MadePages("bench-same", sameTitle: true);
        var appended = new List<double>();
        await new Intakes().TakeAsync(meter, log, pages, ct);
        await new Intakes().TakeAsync(meter, log, sameTitle, ct);
        for (var round = 0; round < arguments.Rounds; round++)
        {
            appended.Add((await Capture.EventsAsync(service, 1, Writers, arguments.Window, ct)).PerSecond);
            await own.TakeAsync(meter, log, pages, ct);
            await same.TakeAsync(meter, log, sameTitle, ct);
            Output.Progress($"audit/intake, round {round + 1}/{arguments.Rounds}: {own.PerSecond[^1]:F0} entries/s, {same.PerSecond[^1]:F0} of one title, {appended[^1]:F0} appended/s");
        }

        // What is taken in can be searched from its commit on: the rate includes that.
        Write("audit/intake", "each its own title", own);
        Write("audit/intake-one-title", "all one title", same);

        void Write(string name, string titles, Intakes taken)
        {
            var ratio = Summary.Of(taken.PerSecond.Zip(appended, (intake, append) => intake / append));
            output.Write(new Measurement(name, "entries/s", 1, taken.PerSecond)
            {
                Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["to appends"] = ratio },
                Aim = new Aim($"at least {AimRatio} times the appends of {Writers} writers", ratio.Median >= AimRatio),
                Details = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["titles"] = titles, ["until"] = "committed and searchable", ["appendsPerSecond"] = Summary.Of(appended), ["cpuMsPerEntry"] = Summary.Of(taken.CpuMs),
                    ["databaseCpuMsPerEntry"] = Summary.Of(taken.DatabaseCpuMs), ["load"] = RunConfig.Load(),
                },
            });
        }
    }

    private sealed class Intakes
    {
        public List<double> PerSecond { get; } = [];

        public List<double> CpuMs { get; } = [];

        public List<double> DatabaseCpuMs { get; } = [];

        // The pages are made before the clock runs.
        public async Task TakeAsync(CpuMeter meter, AuditLog log, MadePages pages, CancellationToken ct)
        {
            var made = Enumerable.Range(0, Pages).Select(_ => pages.Next()).ToList();
            var before = await meter.ReadAsync(ct);
            var started = Stopwatch.GetTimestamp();
            foreach (var page in made) await log.AppendAsync(page, ct);
            PerSecond.Add(Pages * MadePages.PageEntries / Stopwatch.GetElapsedTime(started).TotalSeconds);
            var after = await meter.ReadAsync(ct);
            CpuMs.Add(after.ProcessSince(before) * 1000 / (Pages * MadePages.PageEntries));
            if (after.BackendsSince(before) is { } backends) DatabaseCpuMs.Add(backends * 1000 / (Pages * MadePages.PageEntries));
        }
    }
}
