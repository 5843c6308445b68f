namespace Ledger.Valuation.Domain;

/// <summary>Limits of the evidence register, of index series and of what a proposal takes from them. Each has a test that goes past it.</summary>
public static class MarketEvidenceLimits
{
    /// <summary>Most rows of one imported file; the file itself is bounded by the largest request body (1 MiB).</summary>
    public const int ImportRows = 1_000;

    /// <summary>Most columns of an imported file.</summary>
    public const int ImportColumns = 64;

    /// <summary>Most items of the register that one proposal cites: each is a citation of the recorded fact.</summary>
    public const int EvidencePerProposal = 100;

    /// <summary>Most index series that one proposal uses.</summary>
    public const int SeriesPerProposal = 20;

    /// <summary>Most alternatives of one appraisal.</summary>
    public const int Alternatives = 20;

    /// <summary>Most months of one vintage (100 years).</summary>
    public const int MonthsPerVintage = 1_200;

    /// <summary>Most vintages of one series (50 years of monthly publication).</summary>
    public const int Vintages = 600;

    /// <summary>Most months over all vintages of one series, repetitions counted.</summary>
    public const int MonthsPerSeries = 12_000;

    /// <summary>Oldest year of make.</summary>
    public const int OldestMake = 1850;

    /// <summary>Longest text searched for in the register, characters.</summary>
    public const int SearchText = 100;
}
