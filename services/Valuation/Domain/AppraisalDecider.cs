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
        if (command.Agreement is not { Document: { } document, Source: { } activation } agreement)
            return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);

        var evaluated = ProposalRules.Evaluate(subject, document, command, out var refused);
        if (evaluated is not { Result: { } result, Value: { } value }) return refused!;

        var hash = ProposalHash.Of(state.Id, result, value);
        return state.Proposal is { } standing && standing.ProposalHash == hash && standing.Agreement == activation
            ? Decision.Nothing
            : Decision.Accept(new ValueProposed(
                result.RuleId, result.RuleVersion, value, result, agreement.AgreementVersion, activation, subject.Source, hash,
                command.By, command.At));
    }

    public static Decision Decide(Appraisal state, AcceptValue command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Voided is not null) return new ContributionIsReversed();
        if (state.Proposal is not { } proposal) return new NothingProposed();
        if (command.By.Person == proposal.By.Person) return new MakerApproves();
        if (command.ProposalHash != proposal.ProposalHash) return new ProposalChanged { Field = "proposalHash" };
        if (state.Acceptance is not null) return Decision.Nothing;
        if (command.Agreement is not { Source: { } activation } agreement)
            return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (activation != proposal.Agreement) return new AgreementChanged(proposal.AgreementVersion, agreement.AgreementVersion);

        return Decision.Accept(new ValueAccepted(
            subject.ContributionId, subject.Reference, subject.AgreementId, proposal.AgreementVersion, subject.Party, subject.Kind,
            subject.Claimed, proposal.Value, proposal.Result.RuleId, proposal.Result.RuleVersion, subject.EffectiveOn,
            proposal.ProposalHash, subject.Source, proposal.Agreement, command.By, command.At));
    }

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(Appraisal state, AppraisalVoided fact) => state.Voided is null ? Decision.Accept(fact) : Decision.Nothing;

    public static Appraisal Evolve(Appraisal state, object fact) => fact switch
    {
        AppraisalOpened f => state with { State = state.Voided is null ? AppraisalState.Open : AppraisalState.Void, Subject = f.Subject },
        ValueProposed f => state with
        {
            State = AppraisalState.Proposed,
            Proposal = new Proposal(f.Value, f.Result, f.AgreementVersion, f.Agreement, f.ProposalHash, f.By, f.At),
        },
        ValueAccepted f => state with { State = AppraisalState.Accepted, Acceptance = new Acceptance(f.By, f.At) },
        AppraisalVoided f => state with { State = AppraisalState.Void, Voided = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an appraisal."),
    };
}
