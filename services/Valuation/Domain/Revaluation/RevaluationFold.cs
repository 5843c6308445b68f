using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Folds the facts of re-valuations into their appraisal.</summary>
internal static class RevaluationFold
{
    /// <summary>The appraisal after the fact, or null when it is no fact of a re-valuation.</summary>
    public static Appraisal? Evolve(Appraisal state, object fact)
    {
        var standing = state.Revaluation ?? new Revaluation();
        Revaluation? next = fact switch
        {
            RevaluationDue f => standing with
            {
                Cases = f.Case, Due = [.. standing.Due, f.Due], Heard = Hearing(standing, f.Due),
                Over = f.Due.Trigger == RevaluationTrigger.EndedEarly ? f.Due.Since : standing.Over,
            },
            RevaluationClosed f => standing with { Due = [], Proposal = null, Approvals = [], Closed = f.Why, Heard = Hearing(standing, f.Why) },
            RevaluationProposed f => standing with
            {
                Cases = f.Case, Approvals = [],
                Proposal = new RevaluationProposal(
                    f.Against, f.On, new Proposal(f.Value, f.Result, f.AgreementVersion, f.Agreement, f.ProposalHash, f.By, f.At, f.Basis), f.Reason, f.Run, f.UseUntil),
            },
            RevaluationApproved f => standing with { Approvals = [.. standing.Approvals, new Approval(f.ProposalHash, f.By, f.At)] },
            _ => null,
        };
        return next is null ? null : state with { Revaluation = next };
    }

    /// <summary>
    /// After a new value: a re-valuation ends its case. A challenge says what the value was from the beginning, so what fell due since
    /// stays due; a proposal against the old value stays too, to be refused by name.
    /// </summary>
    public static Revaluation? Replaced(Revaluation? standing, ValueReplaced fact) =>
        standing is null || fact.Cause != ReplacementCause.Revaluation ? standing : standing with { Due = [], Proposal = null, Approvals = [] };

    private static IReadOnlyList<Guid> Hearing(Revaluation standing, DueReason due) =>
        due.Source is { } source && !standing.Heard.Contains(source.Event) ? [.. standing.Heard, source.Event] : standing.Heard;
}
