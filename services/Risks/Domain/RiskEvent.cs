using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Where a risk event stands.</summary>
public enum RiskStage
{
    /// <summary>Nothing is written yet.</summary>
    None,

    /// <summary>A member says so.</summary>
    Reported,

    /// <summary>The loss was measured by the category's method.</summary>
    Measured,

    /// <summary>It is decided who bears the loss.</summary>
    Allocated,

    /// <summary>The allocation stands, and a party disputes it.</summary>
    Disputed,

    /// <summary>The allocation was reversed: it is to be measured anew.</summary>
    Reopened,

    /// <summary>Nothing is claimed any longer.</summary>
    Withdrawn,

    /// <summary>Done; nobody can dispute it any longer.</summary>
    Closed,
}

/// <summary>One risk event (风险事件), from the report to its closing.</summary>
public sealed record RiskEvent
{
    public Guid Id { get; init; }

    public RiskStage Stage { get; init; }

    /// <summary>What was reported, under which agreement version; null while nothing is.</summary>
    public RiskEventReported? Reported { get; init; }

    /// <summary>Documents.</summary>
    public IReadOnlyList<RiskEvidenceAttached> Evidence { get; init; } = [];

    /// <summary>The measurement that stands; null until there is one.</summary>
    public LossMeasured? Measured { get; init; }

    /// <summary>How often it was measured.</summary>
    public int Measurements { get; init; }

    /// <summary>Approvals of the standing measurement, where two are needed.</summary>
    public IReadOnlyList<AllocationApproved> Approvals { get; init; } = [];

    /// <summary>Proposals of who bears what lies above all caps; the last one counts.</summary>
    public IReadOnlyList<EscalationCase> Escalations { get; init; } = [];

    /// <summary>Accepted values by which the loss was divided, when the agreement's key is the accepted value.</summary>
    public IReadOnlyList<AcceptedBasis> Basis { get; init; } = [];

    /// <summary>Who bears the loss; null until it is decided, and after it was reversed.</summary>
    public LossAllocated? Allocated { get; init; }

    /// <summary>How often it was allocated.</summary>
    public int Allocations { get; init; }

    public IReadOnlyList<Dispute> Disputes { get; init; } = [];

    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];

    /// <summary>Allocations that no longer hold.</summary>
    public IReadOnlyList<AllocationReversed> Reversals { get; init; } = [];

    /// <summary>Why it was withdrawn; null while it is not.</summary>
    public RiskEventWithdrawn? Withdrawn { get; init; }

    /// <summary>When it was closed; null while it is not.</summary>
    public RiskEventClosed? Closed { get; init; }

    public static RiskEvent None(Guid id) => new() { Id = id };
}
