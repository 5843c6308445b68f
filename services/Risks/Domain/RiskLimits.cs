using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Every limit of this service in one place. Each has a test that goes past it.</summary>
public static class RiskLimits
{
    /// <summary>Accepted values that one fact lists, each with its citation; a longer basis is listed in facts of its own ahead.</summary>
    public const int BasisPerFact = 200;

    /// <summary>Payments that one event can come to, sufferers times parties: its allocation is one fact and one message.</summary>
    public const int Payments = 40_000;

    /// <summary>Documents of one risk event.</summary>
    public const int Evidence = 100;

    /// <summary>Disputes of one risk event.</summary>
    public const int Disputes = 100;

    /// <summary>Recoveries of one risk event.</summary>
    public const int Recoveries = 50;

    /// <summary>Proposals of who bears what lies above all caps, of one risk event.</summary>
    public const int Escalations = 50;

    /// <summary>Controls of one registered risk.</summary>
    public const int Controls = 20;

    /// <summary>Risks in the register of one agreement, retired ones left out: as many as one stress takes.</summary>
    public const int RegisteredRisks = RuleLimits.StressRisks;

    /// <summary>Longest time between two reviews of a registered risk, in days.</summary>
    public const int ReviewDays = 1_096;

    /// <summary>Lines of a statement of the reserve; a longer one is asked for by a shorter span.</summary>
    public const int StatementLines = 1_000;
}
