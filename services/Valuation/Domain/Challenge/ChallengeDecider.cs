using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// Objections to an accepted value. They stand in the appraisal's stream, so that a challenge, a re-valuation and a reversal exclude
/// each other. Whoever objects names the number of the value that he has read.
/// </summary>
public static partial class ChallengeDecider
{
    public static Decision Decide(Appraisal state, FileChallenge command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (state.Reappraisal is not null) return new IsReappraisal();
        if (state.Voided is not null) return new ContributionIsReversed();
        if (state.Standing is not { } standing) return new NoStandingValue();
        if (command.Against != standing.Number) return new ValueIsReplaced(command.Against, standing.Number) { Field = "against" };
        var earlier = state.Challenges.Where(one => one.Against == standing.Number).ToList();
        if (standing.Cause == ReplacementCause.Challenge || earlier.Exists(one => one.Step == ChallengeStep.Concluded)) return new ValueIsFinal();
        if (command.Agreement?.Document is not { } document) return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (!ChallengeRules.HasStanding(document, subject, command.By.Organisation)) return new NoStandingToObject(command.By.Organisation);
        if (ChallengeRules.Involved(state).Contains(command.By.Person)) return new OwnValuation();
        var window = ChallengeRules.Window(standing, document);
        if (window.IsOver(command.At)) return new ObjectionLate(window.LastDay, window.Until);
        if (ChallengeRules.Broken(command.Ground, command.Known, document) is { } groundless) return groundless;
        if (command.Reason.Broken() is { } unreasoned) return unreasoned;
        // On a ground that was withdrawn nobody objects again either: else a challenge could be opened and closed at will.
        if (earlier.SelectMany(one => one.Objections).Any(one => one.Party == command.By.Organisation && one.Ground == command.Ground))
            return new ObjectionDuplicate(command.By.Organisation);

        var open = earlier.Find(one => one.IsOpen);
        if (open is { Step: not ChallengeStep.SecondAppraisal }) return new UnderDecision(open.Step);
        if (open?.Objections.Count >= ValuationLimits.Objections) return new TooManyObjections(ValuationLimits.Objections);
        var number = open?.Number ?? state.Challenges.Count + 1;
        var second = open?.Second ?? new Reappraisal(2, command.NewAppraisal, ChallengeRules.Due(command.At, document));
        var filed = new ChallengeFiled(
            number, (open?.Objections.Count ?? 0) + 1, standing.Number, standing.Value, command.By.Organisation, command.Ground, Used(command.Known),
            command.Reason, window, second, command.By, command.At);
        var decision = Decision.Accept(filed);
        return open is not null
            ? decision
            : decision.AndStart(Opened(second, new ReappraisalOf(state.Id, number, 2, ChallengeRules.Involved(state), [command.By.Organisation]), subject));
    }

    public static Decision Decide(Appraisal state, WithdrawObjection command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (challenge.Objections.FirstOrDefault(one => one.Number == command.Objection) is not { } objection) return new ObjectionUnknown(command.Objection);
        if (objection.Party != command.By.Organisation) return new NotYourObjection(objection.Party);
        if (objection.Withdrawn) return Decision.Nothing;
        if (challenge.Step != ChallengeStep.SecondAppraisal || command.Second?.Proposal is not null) return new WithdrawalLate();
        if (command.Reason.Broken() is { } unreasoned) return unreasoned;
        var withdrawn = new ObjectionWithdrawn(challenge.Number, objection.Number, command.Reason, command.By, command.At);
        if (challenge.Objections.Any(one => !one.Withdrawn && one.Number != objection.Number)) return Decision.Accept(withdrawn);

        // The last one: whoever was drawn by then is paid by who withdrew last.
        var fees = command.Second?.Assignment is { Step: AssignmentStep.Drawn, Fee: { } fee } ? new Dictionary<string, Money> { ["second"] = fee } : [];
        var cost = Cost(state, challenge, challenge.Value, fees, document);
        return cost.Result is { } result
            ? Decision.Accept(withdrawn, new ChallengeConcluded(
                challenge.Number, ChallengeOutcome.Withdrawn, challenge.Value, result, command.By, command.At))
            : cost.Rejection!;
    }

    public static Decision Decide(Appraisal state, ReplaceReappraisal command)
    {
        if (Open(state, command.Challenge, command.Agreement, out var challenge, out var document) is { } refused) return refused;
        if (ChallengeRules.IsPartyTo(challenge, state.Subject!, document, command.By)) return new PartyToChallenge();
        if ((command.Number == 2 ? challenge.Second : challenge.Third) is not { } former) return new ChallengeNotNow(challenge.Step);
        var known = command.Known.Of(command.Number);
        // What a determination rests on is looked at anew only once it no longer stands.
        if (challenge.Determination is { } determined && determined.Heard.All(heard => Stands(heard, command.Known))) return new ChallengeNotNow(challenge.Step);
        var why = known?.Proposal is null
            ? former.Due.IsOver(command.At) ? "challenge.appraisal-late" : null
            : Unusable(challenge, command.Number, command.Known, command.Ties, command.Agreement!, command.At)?.Code;
        if (why is null) return new ReappraisalRuns(command.Number, former.Due.LastDay);
        if (former.Attempt >= ValuationLimits.ReappraisalAttempts) return new TooManyAttempts(ValuationLimits.ReappraisalAttempts);

        var next = new Reappraisal(command.Number, command.NewAppraisal, ChallengeRules.Due(command.At, document), former.Attempt + 1);
        var person = known?.Assignment?.Valuer?.Person;
        var of = new ReappraisalOf(
            state.Id, challenge.Number, command.Number, Barred(state, challenge, command.Known, person), challenge.Challengers);
        return Decision.Accept(new ReappraisalReplaced(challenge.Number, next, former.Appraisal, person, why, command.By, command.At))
            .AndStart(Opened(next, of, state.Subject!));
    }

    /// <summary>Name from which the id of the next new appraisal is derived.</summary>
    public static string NextAppraisal(Appraisal state, int? challenge, int number)
    {
        ArgumentNullException.ThrowIfNull(state);
        var open = state.Challenges.FirstOrDefault(one => one.Number == challenge);
        var attempt = (number == 2 ? open?.Second.Attempt : open?.Third?.Attempt) ?? 0;
        return $"challenge-{open?.Number ?? state.Challenges.Count + 1}-appraisal-{number}-{attempt + 1}";
    }

    internal static NewStream Opened(Reappraisal appraisal, ReappraisalOf of, Subject subject) =>
        new(typeof(Appraisal), appraisal.Appraisal, [new ReappraisalOpened(subject, of)]);

    /// <summary>Everybody who valued in this case, or was to.</summary>
    internal static IReadOnlyList<string> Barred(Appraisal state, Challenge challenge, KnownReappraisals known, string? further = null) =>
    [
        .. ChallengeRules.Involved(state).Concat(challenge.Replaced)
            .Concat(new[] { known.Second?.Assignment?.Valuer?.Person, known.Third?.Assignment?.Valuer?.Person, further }.OfType<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Why a handed-in appraisal cannot be taken, or is not there; null when it can.</summary>
    internal static Rejection? Unusable(
        Challenge challenge, int number, KnownReappraisals known, KnownTies ties, AdoptedAgreement agreement, DateTimeOffset at)
    {
        if (known.Of(number) is not { Proposal: { } proposal } appraisal) return new AppraisalMissing(number);
        if (proposal.Agreement != agreement.Source) return new ReappraisalOutdated(number);
        var conflicts = AssignmentRules.Conflicts(appraisal, ties, at).ToList();
        if (appraisal.Assignment is { Valuer: { } valuer, DrawnAt: { } drawn })
        {
            conflicts.AddRange(ReappraisalRules.TiedTo(
                challenge.Challengers, new Appraiser(valuer.Person, valuer.Organisation, []),
                new Period(DateOnly.FromDateTime(drawn.UtcDateTime), DateOnly.FromDateTime(at.UtcDateTime)), ties));
        }

        return conflicts.Count == 0
            ? null
            : new ReappraiserConflicted(number, string.Join(", ", conflicts.Select(conflict => conflict.Rule).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>Whether an appraisal that was taken is still as it was taken.</summary>
    internal static bool Stands(HeardAppraisal heard, KnownReappraisals known) =>
        heard.Number == 1 || (known.Of(heard.Number) is { Proposal: { } proposal } appraisal
            && appraisal.Id == heard.Appraisal && proposal.ProposalHash == heard.ProposalHash);

    internal static Evaluation Cost(
        Appraisal state, Challenge challenge, Money after, IReadOnlyDictionary<string, Money> fees, AgreementDocument document) =>
        ChallengeCost.Method.Evaluate(new ChallengeCostInput(
            document.Currency, challenge.Value, after, document.Terms.Dispute?.ValueChallenge?.CostThreshold ?? ChallengePolicy.CostThreshold, fees,
            challenge.Challengers, state.Review is not null));

    /// <summary>The open challenge of this number and the agreement; or why there is none.</summary>
    private static Rejection? Open(
        Appraisal state, int number, AdoptedAgreement? agreement, out Challenge challenge, out AgreementDocument document)
    {
        (challenge, document) = (null!, null!);
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (state.Challenges.FirstOrDefault(one => one.Number == number) is not { } found) return new ChallengeUnknown(number);
        if (state.Voided is not null) return new ContributionIsReversed();
        if (found.Step == ChallengeStep.Overtaken) return new ValueIsReplaced(found.Against, state.Standing!.Number);
        if (!found.IsOpen) return new ChallengeClosed(found.Step);
        if (agreement is not { Document: { } text, Source: not null }) return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        (challenge, document) = (found, text);
        return null;
    }

    private static UsedEvidence? Used(KnownEvidence? known) =>
        known is { Item: { Said: { } said } item, Source: var source } ? new UsedEvidence(said.Reference, item.Id, said.Sha256, source) : null;
}
