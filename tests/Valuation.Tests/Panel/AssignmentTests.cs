using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class AssignmentTests
{
    private static readonly Actor Qian = new("qian", "V2");

    [Fact]
    public void Opening_fixes_the_candidates_and_names_who_cannot_be_drawn_and_why()
    {
        var panel = PanelOf(
            new AppraiserSuspended("he", "Complaint", Clerk, At), Tied(TieKind.Family, "E1", "2020-01-01", person: "zhou"), Admitted("lin", "E1"),
            Admitted("wu", "V4"), new QualificationsRenewed("wu", [Machines[0] with { Kind = ContributionKind.Space }], Clerk, At));
        Given(Opened).When(Deciding(Open with { Known = Known(panel) }))
            .Then<AssignmentOpened>(fact =>
            {
                Assert.Equal(1, fact.Round);
                Assert.Equal("qian V2 market.comparables", string.Join(';', fact.Candidates.Select(one => $"{one.Person} {one.Organisation} {string.Join(',', one.Methods)}")));
                Assert.Equal(
                    ["he panel.suspended", "lin independence.own-organisation", "wu panel.not-qualified", "zhou independence.family"],
                    fact.Exclusions.Select(one => $"{one.Person} {string.Join(',', one.Grounds.Select(ground => ground.Rule))}"));
                Assert.Equal("3000.00", fact.Fee!.Amount);
            })
            .ThenState(state => Assert.Equal((AssignmentStep.AwaitingNonce, "E1"), (state.Assignment!.Step, state.Assignment.Party)))
            .ThenAgainNothing();
    }

    // Commitment and seed by sha256sum; the hash of case|1|first|second modulo 3 is 1: qian of he, qian, zhou.
    [Fact]
    public void A_whole_draw_falls_on_whom_the_recipe_says()
    {
        Assert.Equal("439316064735976bc798157cc363f726473242bd47e26a3651fefec5f44522f7", Open.Commitment);
        var state = Given(DrawnFacts).State;
        Assert.Equal((AssignmentStep.Drawn, "qian"), (state.Assignment!.Step, state.Assignment.Valuer!.Person));
        var drawn = Assert.IsType<ValuerDrawn>(DrawnFacts[^1]);
        Assert.Equal(("appraiser.draw", 1), (drawn.Draw.RuleId, drawn.Draw.RuleVersion));
        var again = MethodCatalogue.Find("appraiser.draw", 1)!.Evaluate(drawn.Draw.Inputs).Result!;
        Assert.Equal(("qian", drawn.Draw.InputsHash), (again.FiguresAs<AppraiserDrawFigures>().Appraiser, again.InputsHash));
    }

    [Fact]
    public void Each_step_once_more_changes_nothing()
    {
        Given(DrawnFacts[..2]).When(Deciding(Open)).ThenNothing();
        Given(DrawnFacts[..3]).When(Deciding(Open)).ThenNothing();
        Given(DrawnFacts[..3]).When(Deciding(Give)).ThenNothing();
        Given(DrawnFacts).When(Deciding(Draw)).ThenNothing();
    }

    [Fact]
    public void What_cannot_be_opened_is_refused()
    {
        Given().When(Deciding(Open)).ThenRejected<AppraisalUnknown>();
        Given(Opened).When(Deciding(Open with { By = Contributor })).ThenRejected<OwnAppraisal>();
        Given(Opened, Proposed, Accepted).When(Deciding(Open)).ThenRejected<AlreadyAccepted>();
        Given(Opened).When(Deciding(Open with { Commitment = "x" })).ThenRejected<CommitmentMalformed>("assignment.commitment-malformed", "commitment");
        Given(Opened).When(Deciding(Open with { RevealUntil = At })).ThenRejected<DrawWindowMalformed>("assignment.window-malformed", "revealUntil");
        Given(Opened).When(Deciding(Open with { RevealUntil = At + ValuationLimits.DrawWindow + TimeSpan.FromSeconds(1) })).ThenRejected<DrawWindowMalformed>();
        Given(Opened).When(Deciding(Open with { Agreement = null })).ThenRejected<AgreementNotActive>();
        Given(Opened).When(Deciding(Open with { Fee = Money.Parse("-1.00", Cny) })).ThenRejected<InputRejection>("money.negative", "fee");
        Given(Opened).When(Deciding(Open with { Fee = Money.Parse("1.00", Currency.Of("EUR")) })).ThenRejected<FeeCurrency>("money.wrong-currency", "fee");
        Given(Opened).When(Deciding(Open with { Known = Known(AppraiserPanel.None(Guid.Empty)) })).ThenRejected<NoCandidates>("assignment.no-candidates");
        Given(DrawnFacts[..2]).When(Deciding(Open with { Commitment = Paper })).ThenRejected<AssignmentRuns>("assignment.running");
        Given(DrawnFacts).When(Deciding(Open with { Commitment = Paper, At = At.AddDays(9), RevealUntil = At.AddDays(10) })).ThenRejected<AssignmentRuns>();
    }

    [Fact]
    public void A_case_has_no_more_rounds_than_may_be()
    {
        var last = (AssignmentOpened)DrawnFacts[1] with { Round = RuleLimits.DrawRounds };
        Given(Opened, last).When(Deciding(Open with { Commitment = Paper, At = At.AddDays(2), RevealUntil = At.AddDays(3) }))
            .ThenRejected<TooManyRounds>("assignment.too-many-rounds");
    }

    [Fact]
    public void Opening_a_draw_voids_what_a_valuer_nobody_drew_had_proposed()
    {
        var when = Given(Opened, Proposed).When(Deciding(Open));
        Assert.Equal([typeof(AssignmentOpened), typeof(ProposalVoided)], when.Decision.Facts.Select(fact => fact.GetType()));
        Assert.Equal((AppraisalState.Open, null), (when.After.State, when.After.Proposal));
    }

    [Fact]
    public void The_second_nonce_comes_from_another_group_and_from_nobody_who_can_be_drawn()
    {
        var open = Given(DrawnFacts[..2]);
        open.When(Deciding(Give with { By = new Actor("wei", "S") })).ThenRejected<NonceNotIndependent>("assignment.nonce-not-independent");
        open.When(Deciding(Give with { By = new Actor("he", "V1") })).ThenRejected<NonceNotIndependent>();
        open.When(Deciding(Give with { Known = Known(control: new ControlGraph([("S", "G")])) })).ThenRejected<NonceNotIndependent>();
        open.When(Deciding(Give with { Nonce = "short" })).ThenRejected<NonceMalformed>("assignment.nonce-malformed", "nonce");
        open.When(Deciding(Give with { At = Open.RevealUntil.AddTicks(10) })).ThenRejected<DrawLapsed>("assignment.lapsed");
        open.When(Deciding(Give with { At = Open.RevealUntil })).Then<NonceGiven>(_ => { });
        Given(DrawnFacts[..3]).When(Deciding(Give with { Nonce = FirstNonce })).ThenRejected<NotAwaiting>("assignment.not-now");
        Given(Opened).When(Deciding(Give)).ThenRejected<NoAssignment>("assignment.unknown");
    }

    [Fact]
    public void Only_the_committed_nonce_draws_and_only_in_time()
    {
        var ready = Given(DrawnFacts[..3]);
        ready.When(Deciding(Draw with { Nonce = SecondNonce })).ThenRejected<NonceNotCommitted>("assignment.nonce-not-committed", "nonce");
        ready.When(Deciding(Draw with { Nonce = "" })).ThenRejected<NonceNotCommitted>();
        ready.When(Deciding(Draw with { At = Open.RevealUntil.AddTicks(10) })).ThenRejected<DrawLapsed>();
        ready.When(Deciding(Draw with { At = Open.RevealUntil })).Then<ValuerDrawn>(_ => { });
        Given(DrawnFacts[..2]).When(Deciding(Draw)).ThenRejected<NotAwaiting>();
        Given(Opened).When(Deciding(Draw)).ThenRejected<NoAssignment>();
    }

    [Fact]
    public void Who_knew_the_outcome_and_kept_silent_commits_no_more()
    {
        var later = Open with { Commitment = Paper, At = Open.RevealUntil.AddHours(1), RevealUntil = Open.RevealUntil.AddDays(1) };
        Given(DrawnFacts[..3]).When(Deciding(later)).ThenRejected<CommitterBarred>("assignment.committer-barred");
        Given(DrawnFacts[..3]).When(Deciding(later with { By = Giver }))
            .ThenState(state => Assert.Equal((2, "S"), (state.Assignment!.Round, Assert.Single(state.Assignment.Barred))));
        // Nobody knew anything while no second nonce was there.
        Given(DrawnFacts[..2]).When(Deciding(later)).ThenState(state => Assert.Empty(state.Assignment!.Barred));
    }

    [Fact]
    public void Only_the_drawn_valuer_proposes_and_by_a_method_he_is_qualified_for()
    {
        Given(DrawnFacts[..2]).When(Deciding(Propose)).ThenRejected<NotAssigned>("appraisal.not-assigned");
        Given(DrawnFacts).When(Deciding(Propose)).ThenRejected<NotAssigned>();
        Given(DrawnFacts).When(Deciding(Propose with { By = Qian }))
            .ThenState(state => Assert.Equal(state.Proposal!.ProposalHash, state.Assignment!.BlindProposal));
        object[] unqualified = [.. DrawnFacts[..^1], (ValuerDrawn)DrawnFacts[^1] with { Valuer = new Candidate("qian", "V2", ["cost.replacement"]) }];
        Given(unqualified).When(Deciding(Propose with { By = Qian })).ThenRejected<MethodNotQualified>("appraisal.method-not-qualified", "method");
        Given(DrawnFacts).When(Deciding(Propose with { By = Qian, Method = "cash.face" })).ThenRejected<MethodNotAgreed>();
    }

    [Fact]
    public void The_cap_at_the_claim_holds_although_the_valuer_does_not_see_it()
    {
        var low = new AppraisalOpened(Machine with { Claimed = Money.Parse("500000.00", Cny) });
        Given([low, .. DrawnFacts[1..]]).When(Deciding(Propose with { By = Qian })).Then<ValueProposed>(fact => Assert.Equal("500000.00", fact.Value.Amount));
    }

    [Fact]
    public void The_agreement_can_ask_that_every_valuer_is_drawn()
    {
        var byDraw = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"capAtClaim\":true", "\"capAtClaim\":true,\"valuerByDraw\":true")));
        Given(Opened).When(Deciding(Propose with { Agreement = byDraw })).ThenRejected<AssignmentRequired>("appraisal.assignment-required");
        Given(DrawnFacts).When(Deciding(Propose with { Agreement = byDraw, By = Qian })).Then<ValueProposed>(_ => { });
    }

    [Fact]
    public void Who_declines_is_not_drawn_again_and_his_proposal_goes()
    {
        var decline = new DeclineAssignment("Abroad until June", Qian, At.AddHours(3));
        Given(DrawnFacts).When(Deciding(decline)).Then(new AssignmentDeclined(1, "qian", "Abroad until June", Qian, At.AddHours(3))).ThenAgainNothing();
        Given(DrawnFacts).When(Deciding(decline with { By = new Actor("he", "V1") })).ThenRejected<NotAssigned>();
        Given(DrawnFacts).When(Deciding(decline with { Reason = "" })).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Given(Opened).When(Deciding(decline)).ThenRejected<NoAssignment>();

        var declined = Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = Qian }), state => AssignmentDecider.Decide(state, decline));
        Assert.Null(Given(declined).State.Proposal);
        Given(declined).When(Deciding(Open with { Commitment = Paper, At = At.AddHours(4) }))
            .ThenState(state =>
            {
                Assert.Equal((2, "he zhou"), (state.Assignment!.Round, string.Join(' ', state.Assignment.Candidates.Select(one => one.Person))));
                Assert.Equal("assignment.earlier-round", Assert.Single(Assert.Single(state.Assignment.Exclusions).Grounds).Rule);
            });
    }

    [Fact]
    public void A_conflict_found_later_voids_the_assignment_and_the_proposal()
    {
        var review = new ReviewAssignment(Known(PanelOf(Tied(TieKind.Family, "E1", "2025-04-01", person: "qian"))), Clerk, At.AddDays(3));
        var proposed = Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = Qian }));
        var when = Given(proposed).When(Deciding(review));
        Assert.Equal([typeof(AssignmentVoided), typeof(ProposalVoided)], when.Decision.Facts.Select(fact => fact.GetType()));
        Assert.Equal((AssignmentStep.Voided, null, AppraisalState.Open), (when.After.Assignment!.Step, when.After.Proposal, when.After.State));
        Assert.Equal("independence.family", Assert.Single(Assert.Single(when.After.Assignment.Past).Why).Rule);
        Given(proposed).When(Deciding(review with { Known = Known() })).ThenNothing();
        Given(Opened).When(Deciding(review)).ThenRejected<NoAssignment>();
        Given(DrawnFacts[..3]).When(Deciding(review)).ThenRejected<NotAwaiting>();
    }

    [Fact]
    public void A_tie_that_ended_between_the_draw_and_now_is_a_conflict_and_one_that_ended_before_is_none()
    {
        var known = Known(PanelOf(Tied(TieKind.Ownership, "E1", "2024-01-01", "2025-04-02", "0.5", "qian")));
        Given(DrawnFacts).When(Deciding(new ReviewAssignment(known, Clerk, At.AddDays(30)))).Then<AssignmentVoided>(_ => { });
        var before = Known(PanelOf(Tied(TieKind.Ownership, "E1", "2024-01-01", "2025-03-31", "0.5", "qian")));
        Given(DrawnFacts).When(Deciding(new ReviewAssignment(before, Clerk, At.AddDays(30)))).ThenNothing();
    }

    [Fact]
    public void Later_draws_do_not_count_against_an_earlier_one()
    {
        PastAssignment[] later = [.. Enumerable.Range(1, 3).Select(i => Drawn("qian", "V2", "E1", i) with { DrawnAt = At.AddDays(i) })];
        Given(DrawnFacts).When(Deciding(new ReviewAssignment(Known(past: later), Clerk, At.AddDays(30)))).ThenNothing();
    }

    [Fact]
    public void After_the_acceptance_a_conflict_asks_for_a_review_and_the_value_stands()
    {
        var accepted = Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = Qian }), state => AppraisalDecider.Decide(state, Accept));
        var review = new ReviewAssignment(Known(PanelOf(Tied(TieKind.Employment, "E1", "2023-01-01", person: "qian"))), Clerk, At.AddDays(90));
        Given(accepted).When(Deciding(review))
            .Then<ReviewRequired>(fact => Assert.Equal("independence.employment", Assert.Single(fact.Conflicts).Rule))
            .ThenState(state =>
            {
                Assert.Equal((AppraisalState.Accepted, "840000.00"), (state.State, state.Proposal!.Value.Amount));
                Assert.NotNull(state.Review);
            })
            .ThenAgainNothing();
        // What began after the acceptance taints nothing.
        var hired = Known(PanelOf(Tied(TieKind.Employment, "E1", "2025-05-01", person: "qian")));
        Given(accepted).When(Deciding(review with { Known = hired })).ThenNothing();
        Given(accepted).When(Deciding(new DeclineAssignment("Late", Qian, At.AddDays(90)))).ThenRejected<AlreadyAccepted>();
    }

    private static Func<Appraisal, Decision> Deciding(OpenAssignment command) => state => AssignmentDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Deciding(GiveNonce command) => state => AssignmentDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Deciding(DrawValuer command) => state => AssignmentDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Deciding(DeclineAssignment command) => state => AssignmentDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Deciding(ReviewAssignment command) => state => AssignmentDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Deciding(ProposeValue command) => state => AppraisalDecider.Decide(state, command);
}
