using System.Diagnostics;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>
/// Clients command as fast as they are answered. Effects count only when they are committed before the window ends, and each
/// window starts with nothing on its way: what a window leaves behind lowers its own ratio and helps no other.
/// </summary>
internal static class Loaded
{
    private const double AimRatio = 0.9;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Route route, int clients, Arguments arguments, CancellationToken ct)
    {
        var load = RunConfig.Load();
        var windows = new List<LoadedWindow>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            windows.Add(await WindowAsync(route, clients, arguments.Window, ct));
            Output.Progress($"loaded, {clients} clients, round {round + 1}/{arguments.Rounds}: "
                + $"{windows[^1].CommandsPerSecond:F0} commands/s, {windows[^1].EffectsPerSecond:F0} effects/s, caught up in {windows[^1].CatchUp.TotalMilliseconds:F0} ms");
        }

        var ratio = Summary.Of(windows.Select(window => window.Ratio));
        List<Journey> all = [.. windows.SelectMany(window => window.Journeys)];
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["effects"] = all.Count,
            ["load"] = load,
            ["catchUpMs"] = Summary.Of(windows.Select(window => window.CatchUp.TotalMilliseconds)),
            ["stagesMs"] = Stages.Of(all),
            ["processCpuMsPerCommandAndEffect"] = Summary.Of(windows.Select(window => window.ProcessCpu * 1000 / window.Journeys.Count)).Median,
        };
        if (windows.TrueForAll(window => window.ServerCpu is not null))
            details["postgresCpuMsPerCommandAndEffect"] = Summary.Of(windows.Select(window => window.ServerCpu!.Value * 1000 / window.Journeys.Count)).Median;
        return
        [
            new Measurement("relay/loaded/commands", "commands/s", clients, [.. windows.Select(window => window.CommandsPerSecond)])
            {
                Milliseconds = Percentiles.Of(windows.SelectMany(window => window.Commands.Durations)),
            },
            new Measurement("relay/loaded/effects", "effects/s", clients, [.. windows.Select(window => window.EffectsPerSecond)])
            {
                Milliseconds = Percentiles.Of(all.Select(Stages.Whole)),
                Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["to commands"] = ratio },
                Aim = new Aim($"effects per command >= {AimRatio}", ratio.Median >= AimRatio),
                Details = details,
            },
        ];
    }

    private static async Task<LoadedWindow> WindowAsync(Route route, int clients, TimeSpan length, CancellationToken ct)
    {
        var before = await route.CpuAsync(ct);
        var commands = await Clients.RunAsync(clients, length, (client, n) => route.SendAsync(client, n, ct), ct);
        var end = Stopwatch.GetTimestamp();
        var journeys = await route.SettleAsync(ct);
        var after = await route.CpuAsync(ct);
        return new LoadedWindow(
            commands, journeys,
            journeys.Count(journey => journey.Passed(Stop.Effect, end)),
            journeys.Max(journey => journey.Since(end, Stop.Effect)),
            after.First.ProcessSince(before.First),
            after.First.BackendsSince(before.First) + after.Second.BackendsSince(before.Second));
    }

    /// <param name="Commands">What the clients saw.</param>
    /// <param name="Journeys">All of the window, the last ones ending after it.</param>
    /// <param name="Effects">Committed before the window ended.</param>
    /// <param name="CatchUp">From the end of the window to the last effect.</param>
    /// <param name="ProcessCpu">Seconds, both services and the clients.</param>
    /// <param name="ServerCpu">Seconds of both databases' backends.</param>
    private sealed record LoadedWindow(
        Window Commands, IReadOnlyCollection<Journey> Journeys, int Effects, TimeSpan CatchUp, double ProcessCpu, double? ServerCpu)
    {
        public double CommandsPerSecond => Commands.PerSecond;

        public double EffectsPerSecond => Effects / Commands.Elapsed.TotalSeconds;

        public double Ratio => (double)Effects / Commands.Count;
    }
}
