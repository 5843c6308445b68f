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
}

/// <summary>One risk event (风险事件): reported, measured, allocated.</summary>
public sealed record RiskEvent
{
    public Guid Id { get; init; }

    public RiskStage Stage { get; init; }

    /// <summary>What was reported, under which agreement version; null while nothing is.</summary>
    public RiskEventReported? Reported { get; init; }

    /// <summary>The measurement that stands; null until there is one.</summary>
    public LossMeasured? Measured { get; init; }

    /// <summary>Accepted values by which the loss was divided, when the agreement's key is the accepted value.</summary>
    public IReadOnlyList<AcceptedBasis> Basis { get; init; } = [];

    /// <summary>Who bears the loss; null until it is decided.</summary>
    public LossAllocated? Allocated { get; init; }

    public static RiskEvent None(Guid id) => new() { Id = id };
}
