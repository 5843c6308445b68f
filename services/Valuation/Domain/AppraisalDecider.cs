using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// A value is proposed by a valuer and accepted by a second person, neither of the contributor's organisation, under the
/// policy of the agreement in force on the contribution's effective day.
/// </summary>
public static class AppraisalDecider
{
    public static Decision Decide(Appraisal state, OpenAppraisal command) => state.Subject switch
    {
        null => Decision.Accept(new AppraisalOpened(command.Subject)),
        { } standing when standing == command.Subject => Decision.Nothing,
        { } standing => new AppraisalOpenedOtherwise(standing.Reference),
    };

    public static Decision Decide(Appraisal state, ProposeValue command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Voided is not null) return new ContributionIsReversed();
        if (state.Acceptance is not null) return new AlreadyAccepted();
        if (state is { Reappraisal: not null, Proposal: not null }) return new ReappraisalHandedIn();
        if (command.Agreement is not { Document: { } document, Source: { } activation } agreement)
            return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (AssignmentRules.Refuses(state, document, command.Method, command.By) is { } notHis) return notHis;
        if (command.Reason is { } reason && EvidenceRules.Blank("reason", reason) is { } blank) return blank;

        var evaluated = ProposalRules.Evaluate(subject, document, Calculation.Of(command), state.Alternatives, out var refused);
        if (evaluated is not { Result: { } result, Value: { } value }) return refused!;

        var hash = ProposalHash.Of(state.Id, result, value, evaluated.Basis);
        return state.Proposal is { } standing && standing.ProposalHash == hash && standing.Agreement == activation
            ? Decision.Nothing
            : Decision.Accept(new ValueProposed(
                result.RuleId, result.RuleVersion, value, result, agreement.AgreementVersion, activation, subject.Source, hash,
                command.By, command.At, document.DocumentHash, document.Terms.RegionProfile, evaluated.Basis, command.Reason, SubjectReference.Of(subject)));
    }

    public static Decision Decide(Appraisal state, AcceptValue command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Voided is not null) return new ContributionIsReversed();
        if (state.Reappraisal is not null) return new IsReappraisal();
        if (state.Proposal is not { } proposal) return new NothingProposed();
        if (command.By.Person == proposal.By.Person) return new MakerApproves();
        if (command.ProposalHash != proposal.ProposalHash) return new ProposalChanged { Field = "proposalHash" };
        if (state.Acceptance is not null) return Decision.Nothing;
        if (command.Agreement is not { Source: { } activation, Document: { } document } agreement)
            return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (activation != proposal.Agreement) return new AgreementChanged(proposal.AgreementVersion, agreement.AgreementVersion);
        if (command.Known is { } known && AssignmentRules.Conflicts(state, known, command.At) is { Count: > 0 } conflicts)
            return new ValuerConflicted(string.Join(", ", conflicts.Select(conflict => conflict.Rule).Distinct()));

        var reasons = ApprovalRules.NeedsTwo(proposal, document.Valuation, state.Assignment);
        if (reasons.Count > 0)
        {
            if (state.Approvals is not [{ By: var first }, ..])
                return Decision.Accept(new ValueApproved(proposal.ProposalHash, proposal.Value, reasons, command.By, command.At));
            if (first.Person == command.By.Person) return Decision.Nothing;
            if (ApprovalRules.Related(first.Organisation, command.By.Organisation, document)) return new SecondApproverRelated(first.Organisation);
        }

        return Decision.Accept(new ValueAccepted(
            subject.ContributionId, subject.Reference, subject.AgreementId, proposal.AgreementVersion, subject.Party, subject.Kind,
            subject.Claimed, proposal.Value, proposal.Result.RuleId, proposal.Result.RuleVersion, subject.EffectiveOn,
            proposal.ProposalHash, subject.Source, proposal.Agreement, command.By, command.At, subject.ClaimUndisclosed));
    }

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(Appraisal state, AppraisalVoided fact) => state.Voided is null ? Decision.Accept(fact) : Decision.Nothing;

    /// <summary>Nothing that is heard of later brings a reversed contribution back.</summary>
    public static Appraisal Evolve(Appraisal state, object fact)
    {
        var next = Fold(state, fact);
        return next.Voided is null ? next : next with { State = AppraisalState.Void };
    }

    private static Appraisal Fold(Appraisal state, object fact) => fact switch
    {
        AppraisalOpened f => state with { State = AppraisalState.Open, Subject = f.Subject },
        ValueProposed f => state with
        {
            State = AppraisalState.Proposed,
            Proposal = new Proposal(f.Value, f.Result, f.AgreementVersion, f.Agreement, f.ProposalHash, f.By, f.At, f.Basis),
            EvidenceUsed = AlternativeDecider.Using(state, f.Basis),
            Assignment = AssignmentFold.Proposed(state.Assignment, f.ProposalHash),
            Approvals = [],
        },
        ValueApproved f => state with { Approvals = [.. state.Approvals, new Approval(f.ProposalHash, f.By, f.At)] },
        ValueAccepted f => state with { State = AppraisalState.Accepted, Acceptance = new Acceptance(f.By, f.At) },
        ValueReplaced f => ChallengeFold.Replaced(state, f) with { Revaluation = RevaluationFold.Replaced(state.Revaluation, f) },
        AppraisalVoided f => state with { Voided = f },
        AlternativeValued f => AlternativeDecider.Evolve(state, f),
        _ => AssignmentFold.Evolve(state, fact) ?? ChallengeFold.Evolve(state, fact) ?? RevaluationFold.Evolve(state, fact)
            ?? throw new UnreachableException($"{fact.GetType().Name} is not a fact of an appraisal."),
    };
}
