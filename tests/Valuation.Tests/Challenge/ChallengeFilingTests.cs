using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.ChallengeSamples;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class ChallengeFilingTests
{
    [Fact]
    public void A_party_whose_share_is_touched_objects_and_a_second_appraisal_is_opened()
    {
        var filed = Given(AcceptedFacts).When(Deciding(File()));
        filed.Then<ChallengeFiled>(fact =>
        {
            Assert.Equal((1, 1, 1, "E2", "840000.00"), (fact.Challenge, fact.Objection, fact.Against, fact.Party, fact.Value.Amount));
            // Ten working days after Tuesday the 1st: the 2nd to the 4th, the 7th to the 11th, the 14th and 15th.
            Assert.Equal(new DateOnly(2025, 4, 15), fact.Window.LastDay);
            Assert.Equal(DateTimeOffset.Parse("2025-04-15T23:59:59.999999Z"), fact.Window.Until);
            Assert.Equal((SecondId, new DateOnly(2025, 5, 2)), (fact.Second.Appraisal, fact.Second.Due.LastDay));
        });
        var opened = Assert.Single(filed.Decision.NewStreams);
        var second = (ReappraisalOpened)Assert.Single(opened.Facts);
        Assert.Equal((SecondId, Machine), (opened.Id, second.Subject));
        Assert.Equal((Id, 1, 2), (second.Of.Appraisal, second.Of.Challenge, second.Of.Number));
        Assert.Equal(["he", "sun"], second.Of.Involved);
        // The old value stands.
        Assert.Equal(("840000.00", 1), (filed.After.Standing!.Value.Amount, filed.After.Standing.Number));
    }

    [Fact]
    public void The_contributor_may_object_to_too_low_a_value() => Given(AcceptedFacts).When(Deciding(File(Contributor))).Then<ChallengeFiled>(_ => { });

    [Fact]
    public void A_party_that_no_accepted_value_touches_may_not()
    {
        // G grants cash and takes no share; losses are allocated by an agreed key.
        Given(AcceptedFacts).When(Deciding(File(Decider))).ThenRejected<NoStandingToObject>("challenge.no-standing");
        Given(AcceptedFacts).When(Deciding(File(new Actor("x", "V")))).ThenRejected<NoStandingToObject>();
    }

    [Fact]
    public void Whoever_valued_or_approved_does_not_object_to_it()
    {
        Given(AcceptedFacts).When(Deciding(File(new Actor("he", "E2")))).ThenRejected<OwnValuation>("challenge.own-valuation");
        Given(AcceptedFacts).When(Deciding(File(new Actor("sun", "S")))).ThenRejected<OwnValuation>();
    }

    [Fact]
    public void The_last_moment_is_in_time_and_the_next_one_is_not()
    {
        var last = DateTimeOffset.Parse("2025-04-15T23:59:59.999999Z");
        Given(AcceptedFacts).When(Deciding(File(at: last))).Then<ChallengeFiled>(_ => { });
        var late = Given(AcceptedFacts).When(Deciding(File(at: last.AddMicroseconds(1)))).ThenRejected<ObjectionLate>("challenge.late");
        Assert.Contains("2025-04-15", late.Message.En, StringComparison.Ordinal);
        Assert.Contains("2025-04-15", late.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void The_agreement_sets_the_time()
    {
        var accepted = At.AddHours(1);
        Given(AcceptedFacts).When(Deciding(File(agreement: WithPanel, at: accepted.AddDays(10)))).Then<ChallengeFiled>(
            fact => Assert.Equal((accepted.AddDays(10), accepted.AddDays(40)), (fact.Window.Until, fact.Second.Due.Until)));
        Given(AcceptedFacts).When(Deciding(File(agreement: WithPanel, at: accepted.AddDays(10).AddMicroseconds(1)))).ThenRejected<ObjectionLate>();
    }

    public static TheoryData<ChallengeGround, string, string> Groundless => new()
    {
        { new ChallengeGround(), "challenge.ground-missing", "ground" },
        { new ChallengeGround("C1", "market.comparables"), "challenge.ground-missing", "ground" },
        { new ChallengeGround(Evidence: "C9"), "challenge.ground-unknown", "ground.evidence" },
        { new ChallengeGround(Method: "market.guess"), "challenge.ground-unknown", "ground.method" },
        { new ChallengeGround(Method: "risk.placement"), "challenge.ground-unknown", "ground.method" },
        { new ChallengeGround(Clause: "valuation.capAtWill"), "challenge.ground-unknown", "ground.clause" },
        { new ChallengeGround(Clause: ""), "challenge.ground-unknown", "ground.clause" },
        { new ChallengeGround(Clause: new string('a', 201)), "challenge.ground-unknown", "ground.clause" },
    };

    [Theory]
    [MemberData(nameof(Groundless))]
    public void An_objection_cites_one_thing_that_there_is(ChallengeGround ground, string code, string field)
    {
        var rejection = Given(AcceptedFacts).When(Deciding(File(ground: ground))).Decision.Rejection!;
        Assert.Equal((code, field, RejectionKind.Invalid), (rejection.Code, rejection.Field, rejection.Kind));
    }

    [Fact]
    public void A_cited_item_is_bound_by_its_fact_and_document()
    {
        var known = RegisterSamples.Holding(RegisterSamples.C2);
        Given(AcceptedFacts).When(Deciding(File(ground: new ChallengeGround(Evidence: "C2")) with { Known = known })).Then<ChallengeFiled>(fact =>
            Assert.Equal((RegisterSamples.C2.Sha256, known.Source), (fact.Evidence!.Sha256, fact.Evidence.Source)));
    }

    [Fact]
    public void A_reason_is_given_in_both_languages_or_one()
    {
        foreach (var reason in new[] { new ChallengeReason(), new ChallengeReason(" "), new ChallengeReason("Why", ""), new ChallengeReason(new string('x', ValuationLimits.Reason + 1)) })
            Given(AcceptedFacts).When(Deciding(File() with { Reason = reason })).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Given(AcceptedFacts).When(Deciding(File() with { Reason = new ChallengeReason(Zh: "理由") })).Then<ChallengeFiled>(_ => { });
    }

    [Fact]
    public void The_same_objection_twice_is_refused_even_after_a_withdrawal()
    {
        Given(Filing(File())).When(Deciding(File(new Actor("li", "E2")))).ThenRejected<ObjectionDuplicate>("challenge.duplicate");
        var withdrawn = Decided(Filing(File()), state => ChallengeDecider.Decide(state, Withdraw()));
        Given(withdrawn).When(Deciding(File())).ThenRejected<ObjectionDuplicate>();
        Given(withdrawn).When(Deciding(File(ground: new ChallengeGround(Method: "market.comparables")) with { NewAppraisal = OtherId })).Then<ChallengeFiled>(
            fact => Assert.Equal((2, OtherId), (fact.Challenge, fact.Second.Appraisal)));
    }

    [Fact]
    public void Two_challenges_at_once_are_one_with_two_objections()
    {
        var joined = Given(Filing(File())).When(Deciding(File(School)));
        joined.Then<ChallengeFiled>(fact => Assert.Equal((1, 2, SecondId), (fact.Challenge, fact.Objection, fact.Second.Appraisal)));
        Assert.Empty(joined.Decision.NewStreams);
        Assert.Equal(["E2", "S"], Assert.Single(joined.After.Challenges).Challengers);
    }

    [Fact]
    public void No_more_objections_than_the_limit()
    {
        var grounds = MethodCatalogue.All.Where(method => method.Purpose is MethodPurpose.Valuation or MethodPurpose.Analysis).Select(method => method.Id).Distinct().ToList();
        var filings = new[] { Parts, School, Contributor }.SelectMany(by => grounds.Select(id => File(by, new ChallengeGround(Method: id)))).ToList();
        Assert.True(filings.Count > ValuationLimits.Objections);
        Given(Filing([.. filings.Take(ValuationLimits.Objections)])).When(Deciding(filings[ValuationLimits.Objections]))
            .ThenRejected<TooManyObjections>("challenge.too-many-objections");
    }

    [Fact]
    public void Only_the_value_that_stands_is_objected_to()
    {
        Given(Opened, Proposed).When(Deciding(File())).ThenRejected<NoStandingValue>("appraisal.no-standing-value");
        Given().When(Deciding(File())).ThenRejected<AppraisalUnknown>();
        Given([.. AcceptedFacts, new AppraisalVoided(new DateOnly(2025, 5, 1), new Text("Gone", "撤销"), Verification)]).When(Deciding(File())).ThenRejected<ContributionIsReversed>();
        Given(AcceptedFacts).When(Deciding(File() with { Against = 2 })).ThenRejected<ValueIsReplaced>("appraisal.value-replaced", "against");
        Given([.. AcceptedFacts, Revalued()]).When(Deciding(File())).ThenRejected<ValueIsReplaced>();
        Given(AcceptedFacts).When(Deciding(File() with { Agreement = null })).ThenRejected<AgreementNotActive>();
    }

    [Fact]
    public void A_value_that_was_made_anew_can_be_challenged_anew_and_ends_the_challenge_of_the_old_one()
    {
        var facts = (object[])[.. Filing(File()), Revalued()];
        Assert.Equal(ChallengeStep.Overtaken, Given(facts).State.Challenges[0].Step);
        Given(facts).When(state => ChallengeDecider.Decide(state, Determine(Reappraised(2, "900000.00")))).ThenRejected<ValueIsReplaced>("appraisal.value-replaced");
        Given(facts).When(Deciding(File(at: Later.AddDays(1)) with { Against = 2, NewAppraisal = OtherId })).Then<ChallengeFiled>(
            fact => Assert.Equal((2, 2, "800000.00"), (fact.Challenge, fact.Against, fact.Value.Amount)));
    }

    [Fact]
    public void Only_who_objected_withdraws_and_only_before_the_second_appraisal_is_there()
    {
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Withdraw() with { By = School })).ThenRejected<NotYourObjection>("challenge.not-yours");
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Withdraw() with { Second = Reappraised(2, "900000.00") }))
            .ThenRejected<WithdrawalLate>("challenge.withdrawal-late");
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Withdraw() with { Objection = 2 })).ThenRejected<ObjectionUnknown>("challenge.objection-unknown");
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Withdraw() with { Challenge = 2 })).ThenRejected<ChallengeUnknown>("challenge.unknown");
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Withdraw() with { Reason = new ChallengeReason() })).ThenRejected<ReasonMissing>();
    }

    [Fact]
    public void The_challenge_goes_on_while_one_objection_stands_and_the_last_one_to_go_pays_who_was_drawn()
    {
        var facts = Filing(File(), File(School));
        var first = Given(facts).When(state => ChallengeDecider.Decide(state, Withdraw()));
        first.Then<ObjectionWithdrawn>(_ => { }).ThenAgainNothing();
        Assert.Equal(ChallengeStep.SecondAppraisal, first.After.Challenges[0].Step);

        var second = new WithdrawObjection(1, 2, Reason, Reappraised(2, null), TaihuAgreement.Adopted, School, Later);
        var last = Given([.. facts, .. first.Decision.Facts]).When(state => ChallengeDecider.Decide(state, second));
        var cost = last.Decision.Facts.OfType<ChallengeConcluded>().Single().Cost.FiguresAs<ChallengeCostFigures>();
        Assert.Equal((CostBearer.Challengers, "3000.00"), (cost.Bearer, cost.Shares["S"].Amount));
        Assert.Equal((ChallengeStep.Withdrawn, "840000.00"), (last.After.Challenges[0].Step, last.After.Standing!.Value.Amount));
        Given([.. facts, .. first.Decision.Facts, .. last.Decision.Facts]).When(state => ChallengeDecider.Decide(state, Determine(Reappraised(2, "900000.00"))))
            .ThenRejected<ChallengeClosed>("challenge.closed");
    }

    [Fact]
    public void A_new_appraisal_is_drawn_made_once_and_never_accepted_by_itself()
    {
        var of = new ReappraisalOf(Id, 1, 2, ["he", "sun"], ["E2"]);
        Given(new ReappraisalOpened(Machine, of)).When(state => AppraisalDecider.Decide(state, Samples.Propose)).ThenRejected<AssignmentRequired>();
        var opened = Given(new ReappraisalOpened(Machine, of)).When(state => AssignmentDecider.Decide(state, Open with { Known = Known(PanelOf(Tied(TieKind.Employment, "E2", "2024-01-01", person: "zhou"))) }));
        opened.Then<AssignmentOpened>(fact =>
        {
            // He valued before; Zhou is employed by who objected.
            Assert.Equal(["qian"], fact.Candidates.Select(candidate => candidate.Person));
            Assert.Equal(
                ["he challenge.involved", "zhou independence.employment"],
                fact.Exclusions.Select(exclusion => $"{exclusion.Person} {string.Join(' ', exclusion.Grounds.Select(ground => ground.Rule))}"));
        });

        var handedIn = Reappraised(2, "900000.00");
        Assert.IsType<ReappraisalHandedIn>(AppraisalDecider.Decide(handedIn, Samples.Propose with { By = new Actor("qian", "V2") }).Rejection);
        Assert.IsType<ReappraisalHandedIn>(AssignmentDecider.Decide(handedIn, new DeclineAssignment("Regret", new Actor("qian", "V2"), Later)).Rejection);
        Assert.IsType<IsReappraisal>(AppraisalDecider.Decide(handedIn, Accept).Rejection);
        Assert.IsType<IsReappraisal>(ChallengeDecider.Decide(handedIn, File()).Rejection);
    }

    internal static ValueReplaced Revalued(string value = "800000.00", int against = 1)
    {
        var state = Given(AcceptedFacts).State;
        var replacement = new Domain.Replacement(
            ReplacementCause.Revaluation, "validity-1", Money.Parse(value, Cny), state.Standing!.Result, null, new DateOnly(2025, 4, 20), new Text("Twelve months", "满一年"));
        return replacement.Fact(state, against, TaihuAgreement.Adopted, Decider, Later, out _)!;
    }

    private static WithdrawObjection Withdraw() => new(1, 1, Reason, null, TaihuAgreement.Adopted, Parts, Filed.AddDays(1));

    private static Func<Appraisal, Decision> Deciding(FileChallenge command) => state => ChallengeDecider.Decide(state, command);
}
