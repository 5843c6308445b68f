namespace Ledger.Valuation.Domain;

public static partial class ValuationLimits
{
    /// <summary>Most contributions of one portfolio run.</summary>
    public const int RunLines = 20_000;

    /// <summary>Most references that the filter of a run names.</summary>
    public const int RunReferences = 1_000;

    /// <summary>Lines carried out in one transaction.</summary>
    public const int RunBatch = 100;

    /// <summary>Appraisals that a sweep or a preview holds in memory at once.</summary>
    public const int SweepPage = 200;

    /// <summary>Failed tries of a run after which it waits an hour between two.</summary>
    public const int RunPatience = 12;

    /// <summary>Most months for which the use of one contribution is valued (100 years).</summary>
    public const int UseMonths = 1_200;
}
