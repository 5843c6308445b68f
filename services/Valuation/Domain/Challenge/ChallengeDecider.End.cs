using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public static partial class ChallengeDecider
{
    /// <summary>Records of a decision from outside that must agree.</summary>
    private const int Records = 2;

    public static Decision Decide(Appraisal state, AppealChallenge command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (challenge is not { Step: ChallengeStep.Determined, Determination: { } determination })
            return challenge.Step == ChallengeStep.Appealed ? new ChallengeNotNow(challenge.Step) : new NotDetermined();
        if (!ChallengeRules.HasStanding(document, state.Subject!, command.By.Organisation)) return new NoStandingToObject(command.By.Organisation);
        if (determination.Appeal is not { } clock || ChallengeRules.Forum(document) is not { } forum) return new NoFinalPanel();
        if (clock.IsOver(command.At)) return new AppealLate(clock.LastDay);
        if (command.Reason.Broken() is { } unreasoned) return unreasoned;
        var members = forum == FinalDecision.Panel ? ChallengeRules.Members(challenge, state.Subject!, command.By.Organisation, document) : [];
        if (forum == FinalDecision.Panel && members.Count == 0) return new NoFinalPanel();
        return Decision.Accept(new ChallengeAppealed(
            challenge.Number, command.By.Organisation, command.Reason, forum, members,
            forum == FinalDecision.Panel ? ChallengeRules.AppealFrom(command.At, document) : null, command.By, command.At));
    }

    public static Decision Decide(Appraisal state, CastPanelVote command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (challenge.Appeal is not { } appeal) return new ChallengeNotNow(challenge.Step);
        if (ChallengeRules.IsPartyTo(challenge, state.Subject!, document, command.By)) return new PartyToChallenge();
        if (appeal.Forum == FinalDecision.Panel && !appeal.Members.Contains(command.By.Organisation)) return new NotOnPanel(command.By.Organisation);
        if (!challenge.Choices.ContainsKey(command.Choice)) return new ChoiceUnknown(command.Choice, challenge.Choices.Keys) { Field = "choice" };
        if (command.Reason.Broken() is { } unreasoned) return unreasoned;
        if (appeal.Forum == FinalDecision.Panel != command.Document is null || (command.Document is { } hash && !Commitments.IsHash(hash)))
            return new AwardMissing { Field = "document" };
        if (appeal.Vote is { } vote && vote.IsOver(command.At)) return new VoteLate(vote.LastDay);
        if (challenge.Votes.LastOrDefault(one => one.Member == command.By.Organisation) is { } cast)
        {
            if (cast.Choice == command.Choice && cast.Document == command.Document) return Decision.Nothing;
            // A vote is cast once. A record of what others decided can be set right by who made it.
            if (appeal.Forum == FinalDecision.Panel) return new VotedAlready(command.By.Organisation);
        }

        if (challenge.Votes.Count >= ValuationLimits.Votes) return Problems.TooMany("votes", ValuationLimits.Votes);
        return Decision.Accept(new PanelVoteCast(
            challenge.Number, command.By.Organisation, command.Choice, command.Reason, command.Document, command.By, command.At));
    }

    /// <summary>Upholds or replaces the value, and says who pays.</summary>
    public static Decision Decide(Appraisal state, ConcludeChallenge command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (ChallengeRules.IsPartyTo(challenge, state.Subject!, document, command.By)) return new PartyToChallenge();
        if (challenge.Determination is not { } determination) return new NotDetermined();
        if (determination.Heard.FirstOrDefault(heard => !Stands(heard, command.Known)) is { } gone) return new HeardAppraisalVoid(gone.Number);

        var (result, basis) = (determination.Result, determination.Basis);
        if (challenge.Appeal is { } appeal)
        {
            var vote = Final(state, challenge, appeal, document, command.At, out var undecided);
            if (vote is null) return undecided!;
            (result, basis) = (vote, Cited(determination));
        }
        else if (determination.Appeal is { } clock && !clock.IsOver(command.At))
        {
            return new AppealRuns(clock.LastDay);
        }

        var value = ChallengeRules.Accepted(result);
        var fees = determination.Heard.Where(heard => heard.Fee is not null)
            .ToDictionary(heard => heard.Number == 2 ? "second" : "third", heard => heard.Fee!, StringComparer.Ordinal);
        var cost = Cost(state, challenge, value, fees, document);
        if (cost.Result is not { } paid) return cost.Rejection!;
        if (value == challenge.Value)
            return Decision.Accept(new ChallengeConcluded(challenge.Number, ChallengeOutcome.Upheld, value, paid, command.By, command.At));

        var replacement = new Replacement(
            ReplacementCause.Challenge, challenge.Name, value, result, basis, state.Standing!.ValidFrom, Why(challenge, value, result));
        return replacement.Fact(state, challenge.Against, command.Agreement!, command.By, command.At, out var overtaken) is { } replaced
            ? Decision.Accept(replaced, new ChallengeConcluded(challenge.Number, ChallengeOutcome.Replaced, value, paid, command.By, command.At))
            : overtaken!;
    }

    private static MethodResult? Final(
        Appraisal state, Challenge challenge, Appeal appeal, AgreementDocument document, DateTimeOffset at, out Rejection? undecided)
    {
        undecided = null;
        var rule = document.Terms.Responsibilities.FirstOrDefault(one => one.Decision == ChallengePolicy.Responsibility);
        var (quorum, majority) = (rule?.Quorum ?? ChallengePolicy.Half, rule?.Majority ?? ChallengePolicy.Half);
        var members = appeal.Members;
        IReadOnlyList<CastVote> votes = challenge.Votes;
        if (appeal.Forum == FinalDecision.Panel)
        {
            if (votes.Count < members.Count && !appeal.Vote!.IsOver(at)) undecided = new VoteRuns(appeal.Vote.LastDay);
        }
        else
        {
            votes = [.. votes.GroupBy(one => one.Member, (_, same) => same.Last()).OrderBy(one => one.Member, StringComparer.Ordinal)];
            var told = votes.Select(one => (one.Choice, one.Document)).Distinct().Count();
            var control = ControlGraph.Of(document);
            var unrelated = votes.Any(one => votes.Any(other => !control.GroupOf(one.Member).Contains(other.Member)));
            if (votes.Count < Records || told != 1 || !unrelated) undecided = new AwardUnconfirmed();
            (members, quorum, majority) = ([.. votes.Select(one => one.Member)], Rational.One, Rational.One);
        }

        if (undecided is not null) return null;
        var evaluation = PanelDecision.Method.Evaluate(new PanelDecisionInput(
            ChallengeRules.Terms(state.Subject!, document), challenge.Choices, members,
            [.. votes.Select(one => new PanelVote(one.Member, one.Choice))], quorum, majority, Challenge.Determined));
        undecided = evaluation.Rejection;
        return evaluation.Result;
    }

    // What the appraisals decided stood to vote beside them.
    private static ValuationBasis Cited(Determination determination) => new([], [],
    [
        .. determination.Heard.Select(heard => heard.Cited),
        new CitedAlternative(
            4, determination.Result.RuleId, determination.Result.RuleVersion, determination.Result.InputsHash, ChallengeRules.Figure(determination.Result)),
    ]);

    private static Text Why(Challenge challenge, Money value, MethodResult result) => new(
        $"Challenge {challenge.Number} of value {challenge.Against}: {challenge.Value} becomes {value} by {result.RuleId}.",
        $"第 {challenge.Number} 号异议（针对第 {challenge.Against} 版价值）：依 {result.RuleId}，{challenge.Value} 变更为 {value}。");
}
