using System.Diagnostics;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>One command at a time; the next only after its effect and a pause in which everything comes to rest.</summary>
internal static class Idle
{
    private const double AimP50 = 15;
    private const double AimP99 = 50;

    // Uneven, or the commands would march in step with the relay's poll.
    private const int ShortestPauseMs = 10;
    private const int LongestPauseMs = 50;

    public static async Task<Measurement> RunAsync(Route route, Arguments arguments, CancellationToken ct)
    {
        var load = RunConfig.Load();
        var pauses = new Random(Sample.Facts.Seed);
        var rounds = new List<IReadOnlyCollection<Journey>>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; Stopwatch.GetElapsedTime(began) < arguments.Window; n++)
            {
                await Task.Delay(pauses.Next(ShortestPauseMs, LongestPauseMs), ct);
                await Route.ArrivalAsync(await route.SendAsync(client: 0, n, ct), ct);
            }

            rounds.Add(await route.SettleAsync(ct));
            Output.Progress($"idle, round {round + 1}/{arguments.Rounds}: commit to commit {Median(rounds[^1]):F1} ms");
        }

        List<Journey> all = [.. rounds.SelectMany(round => round)];
        var whole = Percentiles.Of(all.Select(Stages.Whole));
        return new Measurement("relay/idle/commit-to-commit", "ms", 1, [.. rounds.Select(Median)])
        {
            Milliseconds = whole,
            Aim = new Aim($"p50 < {AimP50} ms, p99 < {AimP99} ms", whole.P50 < AimP50 && whole.P99 < AimP99),
            Details = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["effects"] = all.Count,
                ["load"] = load,
                ["stagesMs"] = Stages.Of(all),
            },
        };
    }

    private static double Median(IReadOnlyCollection<Journey> journeys) => Percentiles.Of(journeys.Select(Stages.Whole)).P50;
}
