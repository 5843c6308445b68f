using System.Diagnostics;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Rules;

/// <summary>Times one calculation on the clock.</summary>
internal static class Stopped
{
    /// <summary>Seconds of one call, after garbage of earlier ones is gone.</summary>
    public static double Seconds(Action work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>One call to warm up, then one a round.</summary>
    public static List<double> Rounds(Arguments arguments, Action work, CancellationToken ct)
    {
        work();
        var samples = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            samples.Add(Seconds(work));
        }

        return samples;
    }

    /// <summary>Whether the median is below so many seconds.</summary>
    public static Aim Below(double seconds, IReadOnlyList<double> samples) => new($"under {seconds} s", Summary.Of(samples).Median < seconds);
}
