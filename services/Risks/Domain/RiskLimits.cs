namespace Ledger.Risks.Domain;

/// <summary>Every limit of this service in one place. Each has a test that goes past it.</summary>
public static class RiskLimits
{
    /// <summary>Accepted values that one fact lists, each with its citation; a longer basis is listed in facts of its own ahead.</summary>
    public const int BasisPerFact = 200;
}
