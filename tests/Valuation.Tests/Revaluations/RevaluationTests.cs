using Replacement = Ledger.Valuation.Domain.Replacement;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RevaluationSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>A new value as of a later day; the figures are computed by hand.</summary>
public sealed class RevaluationTests
{
    // 840,000 - 79,800 for twelve full months.
    [Fact]
    public void A_value_is_carried_down_the_curve_and_the_old_one_stands()
    {
        Given(Valued).When(Proposing(ByCurve)).Then<RevaluationProposed>(fact =>
        {
            Assert.Equal(("760200.00", 1, 1, On), (fact.Value.Amount, fact.Case, fact.Against, fact.On));
            Assert.Equal(fact.ProposalHash, ProposalHash.Of(Id, fact.Result, fact.Value, fact.Basis));
        }).ThenAgainNothing().ThenState(state => Assert.Equal(("840000.00", 1, AppraisalState.Accepted), (state.Standing!.Value.Amount, state.Standing.Number, state.State)));
    }

    // 840,000 x 111 / 100 as known today; the series is frozen with its release.
    [Fact]
    public void A_value_follows_the_agreed_index() => Given(Valued).When(Proposing(ByIndex)).Then<RevaluationProposed>(fact =>
    {
        Assert.Equal("932400.00", fact.Value.Amount);
        Assert.Equal((Series, 3), (fact.Basis!.Indexes.Single().Series, fact.Basis.Indexes.Single().Release));
        Assert.True(SnapshotReperformance.Of(new ValuationSnapshot(
            ValuationSnapshot.FormatName, Id, 2, fact.ProposalHash, Verification, new SnapshotAgreement("taihu-2025", 1, fact.Agreement), fact.Value, fact.Result, fact.Basis)).Same);
    });

    [Fact]
    public void New_evidence_as_of_the_new_day_counts_as_it_does_for_a_first_value()
    {
        var market = ByCurve with { Method = "market.comparables", Roll = null, Inputs = MachineComparables.Five };
        Given(Valued).When(Proposing(market)).Then<RevaluationProposed>(fact => Assert.Equal("2026-03-01", fact.Result.Inputs.GetProperty("terms").GetProperty("on").GetString()));
    }

    [Fact]
    public void A_second_person_accepts_and_the_value_is_replaced() => Given([.. Valued, Curved]).When(Accepting(AcceptCurved))
        .Then<ValueReplaced>(fact => Assert.Equal(
            (2, ReplacementCause.Revaluation, "revaluation-1", "840000.00", "760200.00", On, new DateOnly(2026, 4, 20)),
            (fact.Number, fact.Cause, fact.Case, fact.Replaced.Amount, fact.Value.Amount, fact.ValidFrom, fact.On)))
        .ThenAgainNothing()
        .ThenState(state => Assert.Equal((2, false), (state.Standing!.Number, state.Revaluation!.IsOpen)));

    [Fact]
    public void What_was_due_is_settled_by_it_and_the_next_case_counts_on()
    {
        object[] facts = [.. Valued, new RevaluationDue(1, 1, Told(RevaluationTrigger.Damage), Now), Curved];
        var replaced = RevaluationDecider.Decide(Given(facts).State, AcceptCurved).Facts;
        var state = Given([.. facts, .. replaced]).State;
        Assert.Empty(state.Revaluation!.Due);
        Given([.. facts, .. replaced]).When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage, "2"), Now)))
            .Then<RevaluationDue>(fact => Assert.Equal((2, 2), (fact.Case, fact.Against)));
        Given([.. facts, .. replaced]).When(state => RevaluationDecider.Decide(state, new HearDue(Told(RevaluationTrigger.Damage), Now))).ThenNothing();
    }

    [Fact]
    public void Above_the_threshold_two_of_different_parties_accept()
    {
        var proposed = (RevaluationProposed)RevaluationDecider.Decide(Given(Valued).State, ByIndex).Facts.Single();
        var accept = AcceptCurved with { ProposalHash = proposed.ProposalHash };
        var first = Given([.. Valued, proposed]).When(Accepting(accept)).Then<RevaluationApproved>(fact => Assert.Equal("approval.above-threshold", fact.Reasons.Single().Rule)).ThenAgainNothing();
        object[] approved = [.. Valued, proposed, .. first.Decision.Facts];
        Given(approved).When(Accepting(accept with { By = new Actor("wu", "G") })).ThenRejected<SecondApproverRelated>("appraisal.second-approver-related");
        Given(approved).When(Accepting(accept with { By = Second })).Then<ValueReplaced>(fact => Assert.Equal("932400.00", fact.Value.Amount));
        // Proposed anew, the first approval is void.
        var other = RevaluationDecider.Decide(Given(approved).State, ByIndex with { Reason = new Text("Again.", "再次。") }).Facts;
        Given([.. approved, .. other]).When(Accepting(accept with { By = Second })).Then<RevaluationApproved>(_ => { });
    }

    [Fact]
    public void Whoever_replaces_first_wins()
    {
        object[] facts = [.. Valued, Curved];
        object[] challenged = [.. facts, Challenged(Given(facts).State)];
        Given(challenged).When(Accepting(AcceptCurved)).ThenRejected<ValueIsReplaced>("appraisal.value-replaced");
        // Against the value that stands now it can be proposed anew: 800,000 less 76,000.
        Given(challenged).When(Proposing(ByCurve)).Then<RevaluationProposed>(fact => Assert.Equal((2, "724000.00"), (fact.Against, fact.Value.Amount)));
        // The other way round the challenge names a value that no longer stands.
        var replaced = Given([.. facts, .. RevaluationDecider.Decide(Given(facts).State, AcceptCurved).Facts]).State;
        new Replacement(ReplacementCause.Challenge, "challenge-1", Curved.Value, Curved.Result, null, On, Why).Fact(replaced, 1, Agreement, Approver, Now, out var refused);
        Assert.Equal("appraisal.value-replaced", refused!.Code);
    }

    [Fact]
    public void Who_may_not()
    {
        Given(Valued).When(Proposing(ByCurve with { By = Contributor })).ThenRejected<OwnAppraisal>("appraisal.own");
        Given([.. Valued, Curved]).When(Accepting(AcceptCurved with { By = Valuer })).ThenRejected<MakerApproves>("appraisal.maker-approves");
        Given([.. Valued, Curved]).When(Accepting(AcceptCurved with { By = Contributor })).ThenRejected<OwnAppraisal>();
        Given(Valued).When(Proposing(ByCurve with { Agreement = TaihuAgreement.Adopt(TaihuAgreement.Json([.. Changes, ("\"dualApprovalAbove\"", "\"valuerByDraw\":true,\"dualApprovalAbove\"")])) }))
            .ThenRejected<AssignmentRequired>();
    }

    [Fact]
    public void What_does_not_stand_is_not_valued_anew()
    {
        Given().When(Proposing(ByCurve)).ThenRejected<AppraisalUnknown>("appraisal.unknown");
        Given(Opened).When(Proposing(ByCurve)).ThenRejected<NoStandingValue>("appraisal.no-standing-value");
        Given(Valued).When(Accepting(AcceptCurved)).ThenRejected<NothingToAccept>("revaluation.nothing-proposed");
        Given([.. Valued, new AppraisalVoided(On, Why, Verification)]).When(Proposing(ByCurve)).ThenRejected<ContributionIsReversed>("appraisal.contribution-reversed");
        Given([.. Valued, Curved]).When(Accepting(AcceptCurved with { ProposalHash = "0" })).ThenRejected<ProposalChanged>(null, "proposalHash");
        Given([.. Valued, Curved]).When(Accepting(AcceptCurved with { Agreement = null })).ThenRejected<AgreementNotActive>();
        var newer = TaihuAgreement.Adopt(TaihuAgreement.Json(Changes), new Citation(Guid.NewGuid(), new string('e', 64)));
        Given([.. Valued, Curved]).When(Accepting(AcceptCurved with { Agreement = newer })).ThenRejected<AgreementChanged>("appraisal.agreement-changed");
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "future", "revaluation.day-in-future", "on" },
        { "past", "revaluation.before-standing", "on" },
        { "no-agreement", "appraisal.agreement-not-active", "" },
        { "blank", "input.blank", "reason.zh" },
        { "method", "appraisal.method-not-agreed", "method" },
        { "version", "appraisal.method-version-unknown", "version" },
        { "unknown-series", "index.unknown-series", "roll.series" },
        { "series", "revaluation.series-not-agreed", "roll.series" },
        { "no-roll", "input.missing", "roll.series" },
        { "both", "input.unknown-member", "roll.curve" },
        { "inputs", "revaluation.method-carries-on", "inputs" },
        { "roll-beside", "revaluation.method-carries-nothing-on", "roll" },
        { "previous", "revaluation.method-carries-on", "inputs" },
        { "month", "index.past-last-month", "series" },
        { "curve", "depreciation.not-of-method", "curve.rate" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Bad_input_is_named(string what, string code, string field)
    {
        var command = what switch
        {
            "future" => ByCurve with { On = new DateOnly(2026, 4, 22) },
            "past" => ByCurve with { On = new DateOnly(2025, 2, 28) },
            "no-agreement" => ByCurve with { Agreement = null },
            "blank" => ByCurve with { Reason = new Text("x", " ") },
            "method" => ByCurve with { Agreement = TaihuAgreement.Adopted },
            "version" => ByCurve with { Version = 9 },
            "unknown-series" => ByIndex with { Known = KnownRegister.Empty },
            "series" => ByIndex with { Roll = new RollChoice("other") },
            "no-roll" => ByIndex with { Roll = null },
            "both" => ByIndex with { Roll = new RollChoice(Series, ByCurve.Roll!.Curve) },
            "inputs" => ByIndex with { Inputs = JsonElement.Parse("{}") },
            "previous" => ByIndex with { Inputs = JsonElement.Parse("""{"previous":{"value":"1.00","on":"2025-01-01"}}""") },
            "roll-beside" => ByCurve with { Method = "market.comparables", Inputs = MachineComparables.Five },
            "month" => ByIndex with { On = new DateOnly(2026, 4, 1) },
            _ => ByCurve with { Roll = new RollChoice(Curve: new DepreciationCurve(DepreciationMethod.StraightLine, 10, Rate: 2)) },
        };
        var decision = RevaluationDecider.Decide(Given(Valued).State, command);
        Assert.Equal((code, field), (decision.Rejection?.Code, decision.Rejection?.Field ?? ""));
    }

    private static Func<Appraisal, Decision> Proposing(ProposeRevaluation command) => state => RevaluationDecider.Decide(state, command);

    private static Func<Appraisal, Decision> Accepting(AcceptRevaluation command) => state => RevaluationDecider.Decide(state, command);
}
