using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public static partial class ChallengeDecider
{
    /// <summary>
    /// The appraisals decide by the agreement's clause; where it names none, by <c>appraisal.three-appraiser</c>. Repeated without
    /// effect, unless an appraisal that was taken no longer stands.
    /// </summary>
    public static Decision Decide(Appraisal state, DetermineChallenge command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (ChallengeRules.IsPartyTo(challenge, state.Subject!, document, command.By)) return new PartyToChallenge();
        if (challenge.Determination is { } determined && determined.Heard.All(heard => Stands(heard, command.Known))) return Decision.Nothing;
        if (Unusable(challenge, 2, command.Known, command.Ties, command.Agreement!, command.At) is { } unusable) return unusable;

        var first = First(state);
        var second = Heard(2, command.Known.Second!);
        if (document.Terms.Dispute?.AppraisalClause == AppraisalClauseKind.Panel)
        {
            // One appraiser of the panel decides by himself.
            var own = command.Known.Second!.Proposal!;
            return Determined(challenge, own.Value, own.Result, own.Basis, [first, second], document, command);
        }

        var two = Clause(state, document, first, second, null);
        if (two.Result is { } agreed) return Determined(challenge, agreed, [first, second], document, command);
        if (two.Rejection!.Code != "appraisal.third-needed") return two.Rejection;
        if (challenge.Third is null)
        {
            var third = new Reappraisal(3, command.NewAppraisal, ChallengeRules.Due(command.At, document));
            var of = new ReappraisalOf(state.Id, challenge.Number, 3, Barred(state, challenge, command.Known), challenge.Challengers);
            return Decision.Accept(new ThirdAppraisalOpened(challenge.Number, third, [first, second], command.By, command.At))
                .AndStart(Opened(third, of, state.Subject!));
        }

        if (Unusable(challenge, 3, command.Known, command.Ties, command.Agreement!, command.At) is { } missing) return missing;
        var last = Heard(3, command.Known.Third!);
        var three = Clause(state, document, first, second, last);
        return three.Result is { } decided ? Determined(challenge, decided, [first, second, last], document, command) : three.Rejection!;
    }

    private static Decision Determined(
        Challenge challenge, MethodResult result, IReadOnlyList<HeardAppraisal> heard, AgreementDocument document, DetermineChallenge command) =>
        Determined(
            challenge, ChallengeRules.Accepted(result), result, new ValuationBasis([], [], [.. heard.Select(one => one.Cited)]), heard,
            document, command);

    private static Decision Determined(
        Challenge challenge, Money value, MethodResult result, ValuationBasis? basis, IReadOnlyList<HeardAppraisal> heard, AgreementDocument document,
        DetermineChallenge command) => Decision.Accept(new ChallengeDetermined(
            challenge.Number, value, result, basis, heard,
            ChallengeRules.Forum(document) is null ? null : ChallengeRules.AppealFrom(command.At, document), command.By, command.At));

    // Who valued stands in the facts; in the calculation each is named by his place.
    private static Evaluation Clause(Appraisal state, AgreementDocument document, HeardAppraisal first, HeardAppraisal second, HeardAppraisal? third) =>
        AppraisalClause.Method.Evaluate(new AppraisalClauseInput(
            ChallengeRules.Terms(state.Subject!, document), new ClauseAppraisal("first", first.Value), new ClauseAppraisal("second", second.Value),
            third is null ? null : new ClauseAppraisal("third", third.Value)));

    private static HeardAppraisal First(Appraisal state)
    {
        var standing = state.Standing!;
        return new HeardAppraisal(
            1, state.Id, standing.Number == 1 ? state.Proposal!.By.Person : standing.By.Person, standing.Method, standing.MethodVersion,
            standing.Result.InputsHash, standing.ProposalHash, ChallengeRules.Figure(standing.Result));
    }

    private static HeardAppraisal Heard(int number, Appraisal appraisal)
    {
        var proposal = appraisal.Proposal!;
        return new HeardAppraisal(
            number, appraisal.Id, proposal.By.Person, proposal.Result.RuleId, proposal.Result.RuleVersion, proposal.Result.InputsHash,
            proposal.ProposalHash, ChallengeRules.Figure(proposal.Result), appraisal.Assignment?.Fee);
    }
}
