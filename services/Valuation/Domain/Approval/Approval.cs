using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The first of two approvals of exactly one proposal.</summary>
/// <param name="ProposalHash">What was approved.</param>
/// <param name="By">The approver.</param>
/// <param name="At">When.</param>
public sealed record Approval(string ProposalHash, Actor By, DateTimeOffset At);
