namespace Ledger.Cli.Scenario;

/// <summary>Limits of a scenario file.</summary>
public static class ScenarioLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const int FileBytes = 10 * 1024 * 1024;

    /// <summary>Longest text of one piece of evidence, in characters.</summary>
    public const int EvidenceText = 100_000;

    /// <summary>Most people.</summary>
    public const int People = 2_000;

    /// <summary>Most contributions, risk events or pools.</summary>
    public const int Entries = 10_000;

    /// <summary>Most pieces of evidence of one contribution.</summary>
    public const int Evidence = 100;
}
