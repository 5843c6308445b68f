using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// A valuer that nobody chose: the candidates are fixed after the conflict filter, one organisation commits to a nonce, another gives
/// one, the first reveals its own, and both decide. Facts stand in the appraisal's stream, so that a draw, a proposal and an acceptance
/// exclude each other.
/// </summary>
public static class AssignmentDecider
{
    public static Decision Decide(Appraisal state, OpenAssignment command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (state.Voided is not null) return new ContributionIsReversed();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Acceptance is not null) return new AlreadyAccepted();
        if (!Commitments.IsHash(command.Commitment)) return new CommitmentMalformed { Field = "commitment" };
        if (state.Assignment is { } standing)
        {
            if (standing.Commitment == command.Commitment && Awaits(standing)) return Decision.Nothing;
            if (!Ended(standing, command.At)) return new AssignmentRuns(standing.Round);
        }

        var round = (state.Assignment?.Round ?? 0) + 1;
        if (round > RuleLimits.DrawRounds) return new TooManyRounds(RuleLimits.DrawRounds);
        if (AssignmentFold.BarredAfter(state.Assignment).Contains(command.By.Organisation)) return new CommitterBarred(command.By.Organisation);
        if (command.RevealUntil <= command.At || command.RevealUntil - command.At > ValuationLimits.DrawWindow)
            return new DrawWindowMalformed { Field = "revealUntil" };
        if (command.Agreement?.Document is not { } document) return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (document.PolicyOf(subject.Kind) is not { } policy) return new KindNotAgreed(subject.Kind, document.Version);
        if (command.Fee is { } fee && fee.Currency != document.Currency) return new FeeCurrency(fee.Currency, document.Currency) { Field = "fee" };
        if (command.Fee is { Sign: < 0 } negative) return Problems.NegativeAmount("fee", negative.Amount);

        var day = DateOnly.FromDateTime(command.At.UtcDateTime);
        var list = CandidateRules.Sort(subject, policy.Methods, state.Assignment?.Past ?? [], day, command.Known, state.Reappraisal);
        if (list.Candidates.Count == 0) return new NoCandidates(list.Exclusions.Count);
        var opened = new AssignmentOpened(
            round, command.Commitment, command.RevealUntil, command.Fee, list.Candidates, list.Exclusions, command.By, command.At);
        return state.Proposal is { } proposal
            ? Decision.Accept(opened, Void(proposal, new("A valuer is drawn for this case.", "本案改由抽取的评估人评估。"), command.By, command.At))
            : Decision.Accept(opened);
    }

    public static Decision Decide(Appraisal state, GiveNonce command)
    {
        if (state.Assignment is not { } standing) return new NoAssignment();
        if (standing.Step == AssignmentStep.AwaitingDraw && standing.GivenNonce == command.Nonce) return Decision.Nothing;
        if (standing.Step != AssignmentStep.AwaitingNonce) return new NotAwaiting(standing.Step);
        if (command.At > standing.RevealUntil) return new DrawLapsed(standing.RevealUntil);
        if (!Commitments.IsNonce(command.Nonce)) return new NonceMalformed { Field = "nonce" };
        var related = command.Known.Control.GroupOf(standing.CommittedBy!.Organisation).Contains(command.By.Organisation);
        if (related || standing.Candidates.Any(candidate => candidate.Person == command.By.Person)) return new NonceNotIndependent();
        return Decision.Accept(new NonceGiven(standing.Round, command.Nonce, command.By, command.At));
    }

    public static Decision Decide(Appraisal state, DrawValuer command)
    {
        if (state.Assignment is not { } standing) return new NoAssignment();
        var committed = Commitments.IsNonce(command.Nonce)
            && Commitments.ToNonce($"{state.Id:D}", standing.Round, command.Nonce) == standing.Commitment;
        if (standing.Step == AssignmentStep.Drawn && committed) return Decision.Nothing;
        if (standing.Step != AssignmentStep.AwaitingDraw) return new NotAwaiting(standing.Step);
        if (command.At > standing.RevealUntil) return new DrawLapsed(standing.RevealUntil);
        if (!committed) return new NonceNotCommitted { Field = "nonce" };

        var drawn = AppraiserDraw.Method.Evaluate(new AppraiserDrawInput(
            $"{state.Id:D}", standing.Round, [.. standing.Candidates.Select(candidate => candidate.Person)], standing.Commitment, command.Nonce,
            standing.GivenNonce!));
        if (drawn.Result is not { } result) return drawn.Rejection!;
        var person = result.FiguresAs<AppraiserDrawFigures>().Appraiser;
        return Decision.Accept(new ValuerDrawn(
            standing.Round, standing.Candidates.Single(candidate => candidate.Person == person), standing.Exclusions, result, command.By, command.At));
    }

    public static Decision Decide(Appraisal state, DeclineAssignment command)
    {
        if (state.Assignment is not { } standing) return new NoAssignment();
        if (standing.Step == AssignmentStep.Declined && standing.Past[^1].Person == command.By.Person) return Decision.Nothing;
        if (!standing.IsValuer(command.By.Person)) return new NotAssigned();
        if (state.Acceptance is not null) return new AlreadyAccepted();
        if (state is { Reappraisal: not null, Proposal: not null }) return new ReappraisalHandedIn();
        if (PanelRules.Broken(command.Reason) is { } blank) return blank;
        var declined = new AssignmentDeclined(standing.Round, command.By.Person, command.Reason, command.By, command.At);
        return state.Proposal is { } proposal
            ? Decision.Accept(declined, Void(proposal, new("Its valuer declined.", "评估人已回避。"), command.By, command.At))
            : Decision.Accept(declined);
    }

    public static Decision Decide(Appraisal state, ReviewAssignment command)
    {
        if (state.Assignment is not { } standing) return new NoAssignment();
        if (standing.Step != AssignmentStep.Drawn) return new NotAwaiting(standing.Step);
        var conflicts = AssignmentRules.Conflicts(state, command.Known, command.At);
        if (conflicts.Count == 0) return Decision.Nothing;
        var person = standing.Valuer!.Person;
        if (state.Acceptance is not null)
        {
            return state.Review?.Conflicts.SequenceEqual(conflicts) == true
                ? Decision.Nothing
                : Decision.Accept(new ReviewRequired(standing.Round, person, state.Proposal!.ProposalHash, conflicts, command.By, command.At));
        }

        var voided = new AssignmentVoided(standing.Round, person, conflicts, command.By, command.At);
        return state.Proposal is { } proposal
            ? Decision.Accept(voided, Void(proposal, new("A conflict of its valuer came to light.", "评估人存在利益冲突。"), command.By, command.At))
            : Decision.Accept(voided);
    }

    private static bool Awaits(Assignment standing) => standing.Step is AssignmentStep.AwaitingNonce or AssignmentStep.AwaitingDraw;

    private static bool Ended(Assignment standing, DateTimeOffset at) => standing.Step is AssignmentStep.Declined or AssignmentStep.Voided
        || (Awaits(standing) && at > standing.RevealUntil);

    private static ProposalVoided Void(Proposal proposal, Text why, Actor by, DateTimeOffset at) => new(proposal.ProposalHash, why, by, at);
}
