using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The standing proposal of a re-valuation.</summary>
/// <param name="Against">Number of the value that it is to replace.</param>
/// <param name="On">Valuation date.</param>
/// <param name="Proposal">The calculation, as a first proposal has it.</param>
/// <param name="Reason">Why it is valued anew.</param>
/// <param name="Run">Stream of the portfolio run that proposed it, or null.</param>
/// <param name="UseUntil">Last day of the months of use that it values, or null.</param>
public sealed record RevaluationProposal(int Against, DateOnly On, Proposal Proposal, Text Reason, Guid? Run, DateOnly? UseUntil = null);

/// <summary>What falls due for an accepted value, and the case that is open for it. Part of an appraisal.</summary>
public sealed record Revaluation
{
    /// <summary>Cases so far; the last one is open while there are reasons or a proposal.</summary>
    public int Cases { get; init; }

    /// <summary>Why the value is due; empty when it is not.</summary>
    public IReadOnlyList<DueReason> Due { get; init; } = [];

    /// <summary>Facts of other services that were heard of, so that each counts once.</summary>
    public IReadOnlyList<Guid> Heard { get; init; } = [];

    public RevaluationProposal? Proposal { get; init; }

    /// <summary>Of the standing proposal, where two approvers are needed.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>Day on which its use ended early; from then on time makes nothing due.</summary>
    public DateOnly? Over { get; init; }

    /// <summary>Set once nothing falls due any longer.</summary>
    public DueReason? Closed { get; init; }

    /// <summary>Whether a case is open.</summary>
    public bool IsOpen => Due.Count > 0 || Proposal is not null;

    /// <summary>Number of the case that a further reason or proposal belongs to.</summary>
    internal int CaseNumber => IsOpen ? Cases : Cases + 1;
}
