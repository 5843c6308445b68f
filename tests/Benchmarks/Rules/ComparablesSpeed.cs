using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>Robust market values: 1,000 cases with 30 comparables each, three adjustments to a comparable.</summary>
internal static class ComparablesSpeed
{
    private const int PerCase = 30;
    private const int Aimed = 1_000;

    private static readonly int[] Sizes = [10, 100, Aimed];

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        foreach (var cases in Sizes)
        {
            Output.Progress($"comparables: {cases} cases");
            var random = new SplitMix64(Sample.Facts.Seed);
            var inputs = Enumerable.Range(0, cases).Select(_ => Case(random)).ToList();
            var samples = Stopped.Rounds(arguments, () => Value(inputs), ct);
            output.Write(new Measurement($"rules/comparables/{cases}", "s", 1, samples)
            {
                Aim = cases == Aimed ? Stopped.Below(1, samples) : null,
                Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["comparablesPerCase"] = PerCase, ["method"] = $"{Comparables.Method.Id} {Comparables.Method.Version}" },
            });
        }
    }

    private static void Value(List<ComparablesInput> inputs)
    {
        foreach (var input in inputs)
        {
            var outcome = Comparables.Value(input);
            if (outcome.Value is null) throw new UnreachableException(outcome.Rejection!.Code);
        }
    }

    private static ComparablesInput Case(SplitMix64 random)
    {
        var cny = Currency.Of("CNY");
        var on = new DateOnly(2026, 1, 1);
        var comparables = Enumerable.Range(0, PerCase).Select(i => new Comparable(
            $"C{i}",
            new Money(50_000_000 + random.Below(10_000_000), cny),
            on.AddDays(-1 - random.Below(700)),
            SourceClass.Invoice,
            new Rational(1 + random.Below(10), 10),
            [
                new Adjustment(AdjustmentKind.PriceIndex, 1040 + random.Below(20), 1000 + random.Below(40)),
                new Adjustment(AdjustmentKind.Condition, 80, 75 + random.Below(10)),
                new Adjustment(AdjustmentKind.Region, Factor: new Rational(95 + random.Below(10), 100)),
            ])).ToList();
        return new ComparablesInput(new ValuationTerms(cny, new Money(60_000_000, cny), true, 3, on), comparables);
    }
}
