using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>
/// The exact Shapley value from a table of coalition values, 12 to 24 players; with the ratio to the textbook's loops at the
/// sizes those can do, taken inside each round. The same shares to the last digit are demanded of all.
/// </summary>
internal static class ShapleySpeed
{
    private const int FractionsUpTo = 14;
    private const int WholeNumbersUpTo = 20;
    private const double MostMebibytes = 1024;

    private static readonly int[] Sizes = [12, 14, 16, 18, 20, 22, 24];

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        foreach (var players in Sizes)
        {
            Output.Progress($"shapley: {players} players");
            var values = Table(players);
            if (players <= WholeNumbersUpTo) Demand(values);
            PeakMemory.Forget();
            var exact = Stopped.Rounds(arguments, () => ShapleyValue.Of(values), ct);
            var peak = PeakMemory.Mebibytes();
            output.Write(new Measurement($"rules/shapley/table/{players}", "s", 1, exact)
            {
                Aim = players switch
                {
                    20 => Stopped.Below(0.5, exact),
                    24 => new Aim("under 10 s and 1 GB", Stopped.Below(10, exact).Reached && peak < MostMebibytes),
                    _ => null,
                },
                Details = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["coalitions"] = values.Length,
                    ["peakWorkingSetMebibytes"] = Math.Round(peak, 1),
                    ["nanosecondsPerCoalition"] = Digits.Four(Summary.Of(exact).Median / values.Length * 1e9),
                },
                Ratios = Ratios(players, values, arguments, ct),
            });
            values = [];
        }

        Method(20, output, arguments, ct);
        Method(24, output, arguments, ct);
    }

    // How many times longer the textbook's loops take.
    private static Dictionary<string, Summary> Ratios(int players, long[] values, Arguments arguments, CancellationToken ct)
    {
        var ratios = new Dictionary<string, Summary>(StringComparer.Ordinal);
        if (players <= FractionsUpTo) ratios["loop-in-fractions"] = Ratio(values, SubsetLoop.InFractions, arguments, ct);
        if (players <= WholeNumbersUpTo) ratios["loop-in-whole-numbers"] = Ratio(values, SubsetLoop.InWholeNumbers, arguments, ct);
        return ratios;
    }

    private static Summary Ratio(long[] values, Func<long[], List<Rational>> loop, Arguments arguments, CancellationToken ct)
    {
        var samples = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            var ours = Stopped.Seconds(() => ShapleyValue.Of(values));
            samples.Add(Stopped.Seconds(() => loop(values)) / ours);
        }

        return Summary.Of(samples);
    }

    private static void Demand(long[] values)
    {
        var expected = SubsetLoop.InWholeNumbers(values);
        if (!expected.SequenceEqual(ShapleyValue.Of(values))) throw new UnreachableException("The fast Shapley value differs from the textbook's.");
    }

    // Through the public door: JSON in, table built from a form, shares, guards and lines out.
    private static void Method(int players, Output output, Arguments arguments, CancellationToken ct)
    {
        Output.Progress($"shapley: {players} players through the method");
        var names = Enumerable.Range(0, players).Select(i => $"P{i:00}").ToList();
        var random = new SplitMix64(Sample.Facts.Seed);
        var claims = names.ToDictionary(name => name, _ => (Rational)random.Below(1_000_000));
        var estate = claims.Values.Aggregate(Rational.Zero, (sum, claim) => sum + claim) / 2;
        var input = new GameInput(new CoalitionGame(names, GameKind.Surplus, Form: new BankruptcyForm(estate, claims)));
        PeakMemory.Forget();
        var samples = Stopped.Rounds(arguments, () => _ = ShapleyValue.Method.Evaluate(input).Result ?? throw new UnreachableException("The game was refused."), ct);
        var peak = PeakMemory.Mebibytes();
        output.Write(new Measurement($"rules/shapley/method/{players}", "s", 1, samples)
        {
            Aim = players == 20 ? Stopped.Below(0.5, samples) : new Aim("under 10 s and 1 GB", Stopped.Below(10, samples).Reached && peak < MostMebibytes),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["peakWorkingSetMebibytes"] = Math.Round(peak, 1) },
        });
    }

    // Amounts of up to ten million, in cents.
    private static long[] Table(int players)
    {
        var random = new SplitMix64((ulong)players);
        var values = new long[1 << players];
        for (var mask = 1; mask < values.Length; mask++) values[mask] = random.Below(1_000_000_000);
        return values;
    }
}
