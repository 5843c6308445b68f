namespace Ledger.Benchmarks.Rules;

/// <summary>The largest working set since the last reset, as the kernel counts it.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Reset = "/proc/self/clear_refs";

    /// <summary>Forgets the peak so far; without effect where the kernel does not offer it, so that a figure is never too small.</summary>
    public static void Forget()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        try
        {
            // 5 resets the peak resident set (proc(5)).
            if (File.Exists(Reset)) File.WriteAllText(Reset, "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Measuring.Output.Progress($"the peak working set could not be reset: {refused.Message}");
        }
    }

    /// <summary>Mebibytes.</summary>
    public static double Mebibytes()
    {
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null
            ? Environment.WorkingSet / 1048576.0
            : double.Parse(line.Split(':', 'k')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }
}
