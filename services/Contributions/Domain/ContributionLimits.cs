namespace Ledger.Contributions.Domain;

/// <summary>Every limit of this service in one place. Each has a test that goes past it.</summary>
public static class ContributionLimits
{
    /// <summary>Largest evidence file, bytes.</summary>
    public const long EvidenceFileBytes = 10 << 20;

    /// <summary>Most evidence items of one contribution; each is cited in the registered fact.</summary>
    public const int EvidenceItems = 100;

    /// <summary>Most attributes of one contribution.</summary>
    public const int Attributes = 50;

    /// <summary>Longest name of an attribute, characters.</summary>
    public const int AttributeName = 64;
}
