using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Rules;

/// <summary>Speed of the calculation rules; needs no servers. Inputs are made by a seeded generator, the same in every run.</summary>
internal static class RulesBenchmark
{
    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        ShapleySpeed.Run(arguments, output, ct);
        NucleolusSpeed.Run(arguments, output, ct);
        WaterfallSpeed.Run(arguments, output, ct);
        ComparablesSpeed.Run(arguments, output, ct);
        ReperformanceSpeed.Run(arguments, output, ct);
        ProofSpeed.Run(arguments, output, ct);
    }
}
