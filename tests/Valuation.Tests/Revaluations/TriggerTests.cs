using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RevaluationSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class TriggerTests
{
    [Theory]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-02", true)]
    public void A_value_is_valid_through_its_last_day(string day, bool due)
    {
        var decision = Judge(Given(Valued).State, day, Agreement, []);
        if (!due)
        {
            Assert.Same(Decision.Nothing, decision);
            return;
        }

        var fact = Assert.IsType<RevaluationDue>(Assert.Single(decision.Facts));
        Assert.Equal((1, 1, RevaluationTrigger.ValidityOver, new DateOnly(2026, 3, 2), "revaluation.validity:12"), (fact.Case, fact.Against, fact.Due.Trigger, fact.Due.Since, fact.Due.Rule));
    }

    [Fact]
    public void The_shorter_of_agreement_profile_and_the_profiles_own_for_the_kind_holds()
    {
        var profile = TaihuAgreement.Profile(("valuation.validityMonths", 9), ("valuation.validityMonths.donated-equipment", 6), ("valuation.validityMonths.space", 1));
        Assert.Equal(6, TriggerRules.Validity(ContributionKind.DonatedEquipment, Agreement.Document!, profile));
        Assert.Equal(1, TriggerRules.Validity(ContributionKind.Space, Agreement.Document!, profile));
        Assert.Equal(9, TriggerRules.Validity(ContributionKind.Supplies, Agreement.Document!, profile));
        Assert.Equal(12, TriggerRules.Validity(ContributionKind.Supplies, Agreement.Document!, null));
        Assert.Null(TriggerRules.Validity(ContributionKind.Supplies, TaihuAgreement.Adopted.Document!, null));
        Assert.Null(TriggerRules.IndexLimit(TaihuAgreement.Adopted.Document!, profile));
    }

    [Fact]
    public void Where_neither_says_anything_nothing_falls_due() =>
        Assert.Same(Decision.Nothing, Judge(Given(Valued).State, "2027-12-31", TaihuAgreement.Adopted, Known.Series));

    // 104.5 is within the limit of 10%, its revision to 111 is not: due since the revision was published, whenever somebody looks.
    [Theory]
    [InlineData("2026-04-14", null)]
    [InlineData("2026-04-15", "2026-04-15")]
    [InlineData("2026-07-01", "2026-04-15")]
    public void An_index_that_moved_beyond_the_limit_makes_a_value_due(string day, string? since)
    {
        var moved = Judge(Given(Valued).State, day, Agreement, Known.Series).Facts.OfType<RevaluationDue>().SingleOrDefault(fact => fact.Due.Trigger == RevaluationTrigger.IndexMoved);
        Assert.Equal(since, moved?.Due.Since.ToString("yyyy-MM-dd"));
        if (moved is null) return;
        Assert.Equal("revaluation.index-move:0.1", moved.Due.Rule);
        Assert.Equal(RegisterSamples.Cite("v3"), moved.Due.Source);
    }

    [Fact]
    public void An_index_that_cannot_be_read_is_named()
    {
        var late = new KnownIndex(RegisterSamples.Index(RegisterSamples.Vintage(IndexVintage.FirstPublished, "2026-04-10", ("2026-03", "111"))), [RegisterSamples.Cite("v1")]);
        Assert.Empty(TriggerRules.ByTime(Given(Valued).State, Agreement, With(late), new DateOnly(2026, 2, 1), out _));
        TriggerRules.ByTime(Given(Valued).State, Agreement, With(late), new DateOnly(2026, 4, 20), out var unread);
        Assert.Equal("index.missing-month", unread!.Code);
    }

    [Fact]
    public void A_licence_lapses_after_its_last_day()
    {
        var licence = new AppraisalOpened(Machine with { Kind = ContributionKind.TechnologyLicence, AgreedUntil = new DateOnly(2025, 12, 31) });
        object[] facts = [licence, .. Valued[1..]];
        Assert.Same(Decision.Nothing, Judge(Given(facts).State, "2025-12-31", Agreement, []));
        var due = Assert.IsType<RevaluationDue>(Assert.Single(Judge(Given(facts).State, "2026-01-01", Agreement, []).Facts)).Due;
        Assert.Equal((RevaluationTrigger.LicenceLapse, new DateOnly(2026, 1, 1)), (due.Trigger, due.Since));
        // Valued anew after its end it does not lapse again.
        var after = RevaluationDecider.Decide(Given(facts).State, ByCurve with { Agreement = Licensed });
        Assert.Null(after.Rejection);
        var accepted = RevaluationDecider.Decide(
            Given([.. facts, .. after.Facts]).State, new AcceptRevaluation(((RevaluationProposed)after.Facts[0]).ProposalHash, Licensed, Approver, Now));
        Assert.Same(Decision.Nothing, Judge(Given([.. facts, .. after.Facts, .. accepted.Facts]).State, "2026-05-01", Licensed, []));
    }

    [Theory]
    [InlineData(RevaluationTrigger.Damage)]
    [InlineData(RevaluationTrigger.ChangeOfUse)]
    [InlineData(RevaluationTrigger.EndedEarly)]
    public void What_Contributions_tells_opens_a_case_once(RevaluationTrigger trigger) => Given(Valued)
        .When(state => RevaluationDecider.Decide(state, new HearDue(Told(trigger), Now)))
        .Then(new RevaluationDue(1, 1, Told(trigger), Now)).ThenAgainNothing()
        .ThenState(state => Assert.True(state.Revaluation!.IsOpen));

    [Fact]
    public void Two_damages_of_one_thing_are_two_reasons_of_one_case() => Given([.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now)])
        .When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage, "again"), Now)))
        .Then<RevaluationDue>(fact => Assert.Equal(1, fact.Case))
        .ThenState(state => Assert.Equal(2, state.Revaluation!.Due.Count));

    [Fact]
    public void Damage_heard_of_before_the_verification_or_the_acceptance_is_kept() =>
        Given().When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage), Now)))
            .Then(new RevaluationDue(1, 0, Told(RevaluationTrigger.Damage), Now));

    [Fact]
    public void An_end_as_promised_closes_the_case_and_nothing_falls_due_any_longer()
    {
        var closed = new RevaluationClosed(Told(RevaluationTrigger.Ended, "end"), Now);
        object[] facts = [.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now), Curved];
        Given(facts).When(state => RevaluationDecider.Decide(state, new CloseRevaluation(closed.Why, Now))).Then(closed).ThenAgainNothing()
            .ThenState(state => Assert.False(state.Revaluation!.IsOpen));
        object[] over = [.. facts, closed];
        Assert.Same(Decision.Nothing, Judge(Given(over).State, "2027-01-01", Agreement, Known.Series));
        Given(over).When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage, "later"), Now))).ThenNothing();
        Given(over).When(state => RevaluationDecider.Decide(state, ByCurve)).ThenRejected<RevaluationIsClosed>("revaluation.closed");
        Given(over).When(state => RevaluationDecider.Decide(state, AcceptCurved)).ThenRejected<NothingToAccept>("revaluation.nothing-proposed");
        Assert.NotNull(Given(over).State.Standing);
    }

    [Fact]
    public void What_ended_early_is_valued_once_more_and_then_time_makes_nothing_due()
    {
        object[] facts = [.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.EndedEarly), Now)];
        Assert.Same(Decision.Nothing, Judge(Given(facts).State, "2027-01-01", Agreement, Known.Series));
        Given(facts).When(state => RevaluationDecider.Decide(state, ByCurve)).Then<RevaluationProposed>(_ => { });
    }

    [Fact]
    public void A_reversed_contribution_is_never_due()
    {
        object[] facts = [.. Valued, new AppraisalVoided(On, Why, Verification)];
        Assert.Same(Decision.Nothing, Judge(Given(facts).State, "2027-01-01", Agreement, Known.Series));
        Given(facts).When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage), Now))).ThenNothing();
    }

    [Fact]
    public void A_challenge_leaves_due_what_fell_due()
    {
        object[] facts = [.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now)];
        var state = Given([.. facts, Challenged(Given(facts).State)]).State;
        Assert.Equal((1, 2), (state.Revaluation!.Due.Count, state.Standing!.Number));
    }

    [Fact]
    public void The_facts_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now));
        StoredFacts.Endures(new RevaluationClosed(Told(RevaluationTrigger.Ended), Now));
        StoredFacts.Endures(Curved);
        StoredFacts.Endures(new RevaluationApproved(Curved.ProposalHash, Curved.Value, [new Finding("approval.grade-c", Why)], Approver, Now));
        StoredFacts.Endures(Given([.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now), Curved]).State);
    }

    private static AdoptedAgreement Licensed { get; } = TaihuAgreement.Adopt(TaihuAgreement.Json(
        ("\"methods\":[\"income.royalty-relief\"]", "\"methods\":[\"income.royalty-relief\",\"revaluation.depreciation\"]")));

    private static Decision Judge(Appraisal state, string day, AdoptedAgreement agreement, IReadOnlyDictionary<string, KnownIndex> series) =>
        RevaluationDecider.Decide(state, new JudgeByTime(agreement, series, DateOnly.Parse(day), Now));

    private static Decision Judge(Appraisal state, string day, AdoptedAgreement agreement, object[] none) =>
        Judge(state, day, agreement, new Dictionary<string, KnownIndex>(none.Length, StringComparer.Ordinal));

    private static Dictionary<string, KnownIndex> With(KnownIndex index) => new(StringComparer.Ordinal) { [Series] = index };
}
