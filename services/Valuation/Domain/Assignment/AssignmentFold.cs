using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Folds the facts of an assignment into its appraisal.</summary>
internal static class AssignmentFold
{
    /// <summary>The appraisal after the fact, or null when it is no fact of an assignment.</summary>
    public static Appraisal? Evolve(Appraisal state, object fact) => fact switch
    {
        AssignmentOpened f => state with { Assignment = Opened(state, f) },
        NonceGiven f => Change(state, standing => standing with { Step = AssignmentStep.AwaitingDraw, GivenNonce = f.Nonce }),
        ValuerDrawn f => Change(state, standing => standing with
        {
            Step = AssignmentStep.Drawn, Valuer = f.Valuer, DrawnAt = f.At, Draw = f.Draw,
        }),
        AssignmentDeclined f => Change(state, standing => Ended(standing, AssignmentStep.Declined,
            [new Finding("assignment.declined", new Text(f.Reason, f.Reason))])),
        AssignmentVoided f => Change(state, standing => Ended(standing, AssignmentStep.Voided, f.Conflicts)),
        ProposalVoided => state with { State = AppraisalState.Open, Proposal = null, Approvals = [] },
        ReviewRequired f => state with { Review = new Review(f.Conflicts, f.At) },
        _ => null,
    };

    /// <summary>The assignment after a proposal: the first one was made without the claim in view.</summary>
    public static Assignment? Proposed(Assignment? standing, string proposalHash) =>
        standing is null ? null : standing with { BlindProposal = standing.BlindProposal ?? proposalHash };

    /// <summary>Who may not commit in the next round: whoever let a round pass whose outcome he alone knew.</summary>
    public static IReadOnlyList<string> BarredAfter(Assignment? standing) => standing switch
    {
        null => [],
        { Step: AssignmentStep.AwaitingDraw } => [.. standing.Barred, standing.CommittedBy!.Organisation],
        _ => standing.Barred,
    };

    private static Assignment Opened(Appraisal state, AssignmentOpened f) => new()
    {
        Appraisal = state.Id, Round = f.Round, Step = AssignmentStep.AwaitingNonce, Party = state.Subject!.Party, Candidates = f.Candidates, Exclusions = f.Exclusions,
        Commitment = f.Commitment, CommittedBy = f.By, RevealUntil = f.RevealUntil, Fee = f.Fee,
        Past = state.Assignment?.Past ?? [], Barred = BarredAfter(state.Assignment),
    };

    private static Assignment Ended(Assignment standing, AssignmentStep end, IReadOnlyList<Finding> why) => standing with
    {
        Step = end, Past = [.. standing.Past, new PastRound(standing.Round, standing.Valuer!.Person, end, why)],
    };

    private static Appraisal Change(Appraisal state, Func<Assignment, Assignment> change) => state with { Assignment = change(state.Assignment!) };
}
