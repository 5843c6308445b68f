namespace Ledger.Portal.Settings;

/// <summary>The gateway refuses to start with these settings. The message names every fault at once.</summary>
public sealed class SettingsException : Exception
{
    /// <param name="faults">One sentence each.</param>
    public SettingsException(params IReadOnlyList<string> faults)
        : base("Portal refuses to start:\n" + string.Join('\n', faults.Select(fault => "- " + fault))) => Faults = faults;

    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
