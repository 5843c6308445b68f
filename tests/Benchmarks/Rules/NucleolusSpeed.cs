using System.Diagnostics;
using System.Numerics;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>The exact nucleolus of 4 to 10 players; the slowest of several games counts.</summary>
internal static class NucleolusSpeed
{
    private const int Games = 6;

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        foreach (var perCapita in new[] { false, true })
        {
            for (var players = 4; players <= GameLimits.NucleolusPlayers; players++) Run(players, perCapita, arguments, output, ct);
        }
    }

    private static void Run(int players, bool perCapita, Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress($"nucleolus: {players} players");
        var games = Enumerable.Range(0, Games).Select(seed => new GameInput(Game(players, (ulong)seed))).ToList();
        Solve(games[0], perCapita);
        var samples = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            samples.Add(games.Max(game => Stopped.Seconds(() => Solve(game, perCapita))));
        }

        output.Write(new Measurement($"rules/nucleolus{(perCapita ? "-per-capita" : "")}/{players}", "s", 1, samples)
        {
            Aim = players == 8 ? Stopped.Below(1, samples) : null,
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["games"] = Games, ["sample"] = "slowest game of the round, with guards and lines" },
        });
    }

    private static void Solve(GameInput game, bool perCapita)
    {
        var outcome = perCapita ? Nucleolus.PerCapitaValue(game) : Nucleolus.Value(game);
        if (outcome.Value is null) throw new UnreachableException(outcome.Rejection!.Code);
    }

    // In cents. Even seeds: savings that grow with the square of the size, with noise. Odd seeds: any value up to a sum per
    // member, mostly without a core.
    private static CoalitionGame Game(int players, ulong seed)
    {
        var random = new SplitMix64(seed);
        var names = Enumerable.Range(0, players).Select(i => $"P{i:00}").ToList();
        var values = new Dictionary<string, Rational>(StringComparer.Ordinal);
        for (var mask = 1; mask < 1 << players; mask++)
        {
            var size = BitOperations.PopCount((uint)mask);
            var noise = size > 1 ? random.Below(seed % 2 == 0 ? 80_000 : size * 100_000) : 0;
            var cents = (seed % 2 == 0 || size == players ? (size - 1) * (size - 1) * 100_000 : 0) + noise;
            values[string.Join('+', names.Where((_, i) => (mask >> i & 1) != 0))] = new Rational(cents, 100);
        }

        return new CoalitionGame(names, GameKind.Surplus, values);
    }
}
