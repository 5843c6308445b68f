using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>One of two approvers approved exactly the proposal with this hash; the value does not count yet.</summary>
/// <param name="ProposalHash">What was approved.</param>
/// <param name="Value">What would count.</param>
/// <param name="Reasons">Why two are needed.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Recorded time.</param>
public sealed record ValueApproved(string ProposalHash, Money Value, IReadOnlyList<Finding> Reasons, Actor By, DateTimeOffset At);
