using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Rules;

/// <summary>Speed of the calculation rules; needs no servers. Inputs are made by a seeded generator, the same in every run.</summary>
internal static class RulesBenchmark
{
    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        if (arguments.Asks("shapley")) ShapleySpeed.Run(arguments, output, ct);
        if (arguments.Asks("nucleolus")) NucleolusSpeed.Run(arguments, output, ct);
        if (arguments.Asks("waterfall")) WaterfallSpeed.Run(arguments, output, ct);
        if (arguments.Asks("comparables")) ComparablesSpeed.Run(arguments, output, ct);
        if (arguments.Asks("reperformance")) ReperformanceSpeed.Run(arguments, output, ct);
        if (arguments.Asks("proofs")) ProofSpeed.Run(arguments, output, ct);
    }
}
