using System.Diagnostics;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>
/// Clients command as fast as they are answered. Commands and effects are counted over the same stretch of time, which begins
/// when the load has lasted for a while: effects that fall behind are fewer than the commands. What is on its way at both
/// ends is told too, so that a backlog worked off cannot pass for speed. Each round starts with nothing on its way.
/// </summary>
internal static class Loaded
{
    private const double AimRatio = 0.9;

    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Route route, int clients, Arguments arguments, CancellationToken ct)
    {
        var load = RunConfig.Load();
        var windows = new List<LoadedWindow>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var window = await WindowAsync(route, clients, arguments.Window, ct);
            windows.Add(window);
            Output.Progress($"loaded, {clients} clients, round {round + 1}/{arguments.Rounds}: {window.CommandsPerSecond:F0} commands/s, "
                + $"{window.EffectsPerSecond:F0} effects/s, on their way {window.OnTheirWay(window.From)} and then {window.OnTheirWay(window.To)}");
        }

        var ratio = Summary.Of(windows.Select(window => window.Ratio));
        List<Journey> inside = [.. windows.SelectMany(window => window.Inside)];
        return
        [
            new Measurement("relay/loaded/commands", "commands/s", clients, [.. windows.Select(window => window.CommandsPerSecond)])
            {
                Milliseconds = Percentiles.Of(inside.Select(journey => journey.Between(Stop.Asked, Stop.Committed))),
            },
            new Measurement("relay/loaded/effects", "effects/s", clients, [.. windows.Select(window => window.EffectsPerSecond)])
            {
                Milliseconds = Percentiles.Of(inside.Select(Stages.Whole)),
                Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["to commands"] = ratio },
                Aim = new Aim($"effects per command >= {AimRatio}", ratio.Median >= AimRatio),
                Details = Details(windows, inside, load),
            },
        ];
    }

    private static Dictionary<string, object> Details(List<LoadedWindow> windows, List<Journey> inside, string load)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["effects"] = windows.Sum(window => window.Effects),
            ["load"] = load,
            ["onTheirWayAtStart"] = Summary.Of(windows.Select(window => (double)window.OnTheirWay(window.From))),
            ["onTheirWayAtEnd"] = Summary.Of(windows.Select(window => (double)window.OnTheirWay(window.To))),
            ["catchUpMs"] = Summary.Of(windows.Select(window => window.CatchUp.TotalMilliseconds)),
            ["stagesMs"] = Stages.Of(inside),
            ["processCpuMsPerCommandAndEffect"] = Summary.Of(windows.Select(window => window.ProcessCpu * 1000 / window.All.Count)).Median,
        };
        if (windows.TrueForAll(window => window.ServerCpu is not null))
            details["postgresCpuMsPerCommandAndEffect"] = Summary.Of(windows.Select(window => window.ServerCpu!.Value * 1000 / window.All.Count)).Median;
        return details;
    }

    private static async Task<LoadedWindow> WindowAsync(Route route, int clients, TimeSpan length, CancellationToken ct)
    {
        var before = await route.CpuAsync(ct);
        var from = Stopwatch.GetTimestamp() + (long)(LeadIn.TotalSeconds * Stopwatch.Frequency);
        var to = from + (long)(length.TotalSeconds * Stopwatch.Frequency);
        await Clients.RunAsync(clients, LeadIn + length, (client, n) => route.SendAsync(client, n, ct), ct);
        var all = await route.SettleAsync(ct);
        var after = await route.CpuAsync(ct);
        return new LoadedWindow(
            all, from, to, after.First.ProcessSince(before.First),
            after.First.BackendsSince(before.First) + after.Second.BackendsSince(before.Second));
    }

    /// <param name="All">Journeys of the round, with those before and after the measured stretch.</param>
    /// <param name="From">Reading of the clock at which the measured stretch begins.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="ProcessCpu">Seconds of both services and the clients, over the whole round.</param>
    /// <param name="ServerCpu">Seconds of both databases' backends.</param>
    private sealed record LoadedWindow(IReadOnlyCollection<Journey> All, long From, long To, double ProcessCpu, double? ServerCpu)
    {
        /// <summary>Committed by the first service inside the stretch.</summary>
        public IReadOnlyList<Journey> Inside { get; } =
            [.. All.Where(journey => journey.Passed(Stop.Committed, To) && !journey.Passed(Stop.Committed, From))];

        /// <summary>Committed by the second service inside the stretch.</summary>
        public int Effects { get; } = All.Count(journey => journey.Passed(Stop.Effect, To) && !journey.Passed(Stop.Effect, From));

        public double CommandsPerSecond => Inside.Count / Seconds;

        public double EffectsPerSecond => Effects / Seconds;

        public double Ratio => (double)Effects / Inside.Count;

        /// <summary>From the end of the stretch to the last effect.</summary>
        public TimeSpan CatchUp => All.Max(journey => journey.Since(To, Stop.Effect));

        private double Seconds => Stopwatch.GetElapsedTime(From, To).TotalSeconds;

        public int OnTheirWay(long at) => All.Count(journey => journey.Passed(Stop.Committed, at) && !journey.Passed(Stop.Effect, at));
    }
}
