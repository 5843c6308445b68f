namespace Ledger.Valuation.Domain;

/// <summary>Limits and smallest samples of scores, in one place.</summary>
public static class ScoreLimits
{
    /// <summary>Fewer sales than this say nothing of an appraiser, a party, a kind or a region.</summary>
    public const int LeastSales = 5;

    /// <summary>Fewer cases than this say nothing of a party's claims or of a month.</summary>
    public const int LeastCases = 5;

    /// <summary>Fewer cases near a threshold than this say nothing of clustering, and fewer figures nothing of roundness.</summary>
    public const int LeastNear = 20;

    /// <summary>In how many cases an item of evidence must have been used to be listed.</summary>
    public const int LeastUses = 3;

    /// <summary>Accepted cases that one consortium's scores are computed from; past it the newest are taken and the answer says so.</summary>
    public const int Cases = 50_000;
}
