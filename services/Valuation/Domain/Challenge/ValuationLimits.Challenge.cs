namespace Ledger.Valuation.Domain;

public static partial class ValuationLimits
{
    /// <summary>Most objections of one challenge, withdrawn ones counted.</summary>
    public const int Objections = 50;

    /// <summary>How often one appraisal of a challenge is begun, each time by somebody else.</summary>
    public const int ReappraisalAttempts = 20;

    /// <summary>Most votes, or records of a decision from outside, of one challenge.</summary>
    public const int Votes = 100;
}
