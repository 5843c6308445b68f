namespace Ledger.Valuation.Domain;

/// <summary>Folds the facts of challenges into their appraisal.</summary>
internal static class ChallengeFold
{
    /// <summary>The appraisal after the fact, or null when it is no fact of a challenge.</summary>
    public static Appraisal? Evolve(Appraisal state, object fact) => fact switch
    {
        ReappraisalOpened f => state with { State = AppraisalState.Open, Subject = f.Subject, Reappraisal = f.Of },
        ChallengeFiled f => Filed(state, f),
        ObjectionWithdrawn f => Change(state, f.Challenge, one => one with
        {
            Objections = [.. one.Objections.Select(objection => objection.Number == f.Objection ? objection with { Withdrawn = true } : objection)],
        }),
        ReappraisalReplaced f => Change(state, f.Challenge, one => Replaced(one, f)),
        ThirdAppraisalOpened f => Change(state, f.Challenge, one => one with { Step = ChallengeStep.ThirdAppraisal, Third = f.Third }),
        ChallengeDetermined f => Change(state, f.Challenge, one => one with
        {
            Step = ChallengeStep.Determined, Determination = new Determination(f.Value, f.Result, f.Basis, f.Heard, f.Appeal, f.By, f.At),
            Appeal = null, Votes = [],
        }),
        ChallengeAppealed f => Change(state, f.Challenge, one => one with
        {
            Step = ChallengeStep.Appealed, Appeal = new Appeal(f.Party, f.Reason, f.Forum, f.Members, f.Vote, f.By, f.At),
        }),
        PanelVoteCast f => Change(state, f.Challenge, one => one with
        {
            Votes = [.. one.Votes, new CastVote(f.Member, f.Choice, f.Reason, f.Document, f.By, f.At)],
        }),
        ChallengeConcluded f => Change(state, f.Challenge, one => one with
        {
            Step = f.Outcome == ChallengeOutcome.Withdrawn ? ChallengeStep.Withdrawn : ChallengeStep.Concluded,
            End = new ChallengeEnd(f.Outcome, f.Value, f.Cost, f.By, f.At),
        }),
        _ => null,
    };

    /// <summary>The appraisal after a value was replaced: open challenges of the old one, but the one that replaced it, are at their end.</summary>
    public static Appraisal Replaced(Appraisal state, ValueReplaced fact) => state with
    {
        Replacements = [.. state.Replacements, StandingValue.Of(fact)],
        EvidenceUsed = AlternativeDecider.Using(state, fact.Basis),
        Challenges = [.. state.Challenges.Select(one => one.IsOpen && one.Name != fact.Case ? one with { Step = ChallengeStep.Overtaken } : one)],
    };

    private static Appraisal Filed(Appraisal state, ChallengeFiled f)
    {
        var objection = new Objection(f.Objection, f.Party, f.Ground, f.Reason, f.By, f.At);
        return state.Challenges.Any(one => one.Number == f.Challenge)
            ? Change(state, f.Challenge, one => one with { Objections = [.. one.Objections, objection] })
            : state with
            {
                Challenges =
                [
                    .. state.Challenges,
                    new Challenge
                    {
                        Number = f.Challenge, Against = f.Against, Value = f.Value, Window = f.Window, Second = f.Second, Objections = [objection],
                    },
                ],
            };
    }

    private static Challenge Replaced(Challenge one, ReappraisalReplaced f) => (f.Next.Number == 2 ? one with { Second = f.Next } : one with { Third = f.Next }) with
    {
        Step = f.Next.Number == 2 && one.Third is null ? ChallengeStep.SecondAppraisal : ChallengeStep.ThirdAppraisal,
        Determination = null, Appeal = null, Votes = [],
        Replaced = f.Person is { } person ? [.. one.Replaced, person] : one.Replaced,
    };

    private static Appraisal Change(Appraisal state, int number, Func<Challenge, Challenge> change) =>
        state with { Challenges = [.. state.Challenges.Select(one => one.Number == number ? change(one) : one)] };
}
