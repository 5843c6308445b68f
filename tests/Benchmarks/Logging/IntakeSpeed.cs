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
        await TakeAsync(log, pages, ct);
        var (taken, appended) = (new List<double>(), new List<double>());
        for (var round = 0; round < arguments.Rounds; round++)
        {
            appended.Add(await Capture.EventsAsync(service, 1, Writers, arguments.Window, ct));
            taken.Add(await TakeAsync(log, pages, ct));
            Output.Progress($"audit/intake, round {round + 1}/{arguments.Rounds}: {taken[^1]:F0} entries/s, {appended[^1]:F0} appended/s");
        }

        var ratio = Summary.Of(taken.Zip(appended, (intake, append) => intake / append));
        output.Write(new Measurement("audit/intake", "entries/s", 1, taken)
        {
            Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["to appends"] = ratio },
            Aim = new Aim($"at least {AimRatio} times the appends of {Writers} writers", ratio.Median >= AimRatio),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["appendsPerSecond"] = Summary.Of(appended), ["load"] = RunConfig.Load() },
        });
    }

    // The pages are made before the clock runs.
    private static async Task<double> TakeAsync(AuditLog log, MadePages pages, CancellationToken ct)
    {
        var made = Enumerable.Range(0, Pages).Select(_ => pages.Next()).ToList();
        var started = Stopwatch.GetTimestamp();
        foreach (var page in made) await log.AppendAsync(page, ct);
        return Pages * MadePages.PageEntries / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
