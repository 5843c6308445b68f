using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>
/// Robust market values: 1,000 cases with 30 comparables each, three adjustments to a comparable, from the JSON that a valuer sends to
/// the result with its steps and hash.
/// </summary>
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
                Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["comparablesPerCase"] = PerCase, ["method"] = $"{ComparablesGrid.Method.Id} {ComparablesGrid.Method.Version}" },
            });
        }
    }

    private static void Value(List<JsonElement> inputs)
    {
        foreach (var input in inputs)
        {
            var evaluation = ComparablesGrid.Method.Evaluate(input);
            if (evaluation.Result is null) throw new UnreachableException(evaluation.Rejection!.Code);
        }
    }

    private static JsonElement Case(SplitMix64 random)
    {
        var on = new DateOnly(2026, 1, 1);
        return JsonSerializer.SerializeToElement(new
        {
            terms = new { currency = "CNY", claimed = "600000.00", capAtClaim = true, minEvidence = 3, on = Day(on) },
            comparables = Enumerable.Range(0, PerCase).Select(i => new
            {
                id = $"C{i}",
                price = $"{500_000 + random.Below(100_000)}.00",
                pricedOn = Day(on.AddDays(-1 - random.Below(700))),
                sourceClass = "invoice",
                weight = $"{1 + random.Below(10)}/10",
                factors = new object[]
                {
                    new { kind = "price-index", subject = $"{1040 + random.Below(20)}", comparable = $"{1000 + random.Below(40)}" },
                    new { kind = "condition", subject = "80", comparable = $"{75 + random.Below(10)}" },
                    new { kind = "region", factor = $"{95 + random.Below(10)}/100" },
                },
            }),
        });
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
