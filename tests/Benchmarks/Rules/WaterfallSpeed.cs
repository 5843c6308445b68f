using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>A pool through reserve, costs, preferred return and residual for 10,000 parties, whose accepted values come from 100,000 contributions.</summary>
internal static class WaterfallSpeed
{
    private const int Contributions = 100_000;

    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        foreach (var parties in Sizes)
        {
            Output.Progress($"waterfall: {parties} parties");
            var cny = Currency.Of("CNY");
            var names = Enumerable.Range(0, parties).Select(i => $"P{i:00000}").ToList();
            var random = new SplitMix64(Sample.Facts.Seed);
            var contributions = Enumerable.Range(0, Contributions).Select(_ => (Party: names[random.Below(parties)], Value: new Money(1 + random.Below(100_000_000), cny))).ToList();
            var points = names.ToDictionary(name => name, _ => new Rational(100, parties), StringComparer.Ordinal);
            List<Tier> tiers =
            [
                new ReserveTier(new Rational(5, 100)),
                new CostRecoveryTier(new Rational(40, 100)),
                new PreferredReturnTier(new Rational(4, 100)),
                new ResidualTier([new ResidualKey(ResidualMeasure.AcceptedValue, new Rational(7, 10)), new ResidualKey(ResidualMeasure.FixedPoints, new Rational(3, 10), points)]),
            ];
            var costs = names.Select(name => new CostClaim($"{name}-cost", name, new Money(1 + random.Below(100_000_000), cny))).ToList();
            var pool = new Money(5_000_000_000_000, cny);
            var samples = Stopped.Rounds(arguments, Distribute, ct);
            output.Write(new Measurement($"rules/waterfall/{parties}", "s", 1, samples)
            {
                Aim = parties == 10_000 ? Stopped.Below(1, samples) : null,
                Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["contributions"] = Contributions, ["costClaims"] = costs.Count, ["method"] = $"{Waterfall.Method.Id} {Waterfall.Method.Version}" },
            });

            void Distribute()
            {
                var accepted = new Dictionary<string, Money>(StringComparer.Ordinal);
                foreach (var (party, value) in contributions) accepted[party] = accepted.TryGetValue(party, out var sum) ? sum + value : value;
                var outcome = Waterfall.Distribute(new WaterfallInput(cny, pool, names, tiers, Rounding.HalfUp, accepted, costs));
                if (outcome.Value is not { } figures) throw new UnreachableException(outcome.Rejection!.Code);
                if (Money.Sum(figures.Shares.Values, cny) + figures.Reserve != pool) throw new UnreachableException("The shares do not sum to the pool.");
            }
        }
    }
}
