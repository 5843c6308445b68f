using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class ObjectionTests
{
    private static readonly RaiseObjection Raise = new("residual/accepted-value/E1", "The machine is overvalued.", Zhao, At.AddDays(1));
    private static readonly ObjectionRaised Raised = new(1, "E2", Raise.Line, Raise.Reason, Zhao, Raise.At);
    private static readonly WithdrawObjection Withdraw = new(1, Zhao, At.AddDays(2));
    private static readonly ObjectionWithdrawn Withdrawn = new(1, Zhao, At.AddDays(2));

    [Fact]
    public void A_party_with_a_line_objects_once() => GivenRun(Computed, Proposed).When(Deciding(Raise))
        .Then(Raised)
        .ThenState(state => Assert.True(Assert.Single(state.Objections).Standing))
        .ThenAgainNothing();

    [Fact]
    public void It_may_object_to_more_than_one_line_and_again_after_it_withdrew()
    {
        GivenRun(Computed, Proposed, Raised).When(Deciding(Raise with { Line = "reserve" })).Then<ObjectionRaised>(fact => Assert.Equal(2, fact.No));
        GivenRun(Computed, Proposed, Raised, Withdrawn).When(Deciding(Raise)).Then<ObjectionRaised>(fact => Assert.Equal(2, fact.No));
    }

    [Theory]
    [InlineData("E1")]
    [InlineData("reserve")]
    [InlineData("cost-recovery")]
    [InlineData("preferred-return/S")]
    [InlineData("residual/fixed-points")]
    [InlineData("total/E2")]
    public void Tiers_parties_and_lines_can_be_objected_to(string line) =>
        GivenRun(Computed, Proposed).When(Deciding(Raise with { Line = line })).Then<ObjectionRaised>(fact => Assert.Equal(line, fact.Line));

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("residual/")]
    [InlineData("residual/accepted-value/E9")]
    public void Nothing_else_can(string line) => GivenRun(Computed, Proposed)
        .When(Deciding(Raise with { Line = line })).ThenRejected<LineUnknown>("run.line-unknown", "line");

    [Fact]
    public void A_long_line_is_shortened_in_the_message()
    {
        var refused = GivenRun(Computed, Proposed).When(Deciding(Raise with { Line = new string('x', 5000) })).ThenRejected<LineUnknown>();
        Assert.True(refused.Message.En.Length < 200 && refused.Message.Zh.Length < 200);
    }

    [Fact]
    public void A_reason_is_given()
    {
        GivenRun(Computed, Proposed).When(Deciding(Raise with { Reason = " " })).ThenRejected<InputRejection>("input.blank", "reason");
        GivenRun(Computed, Proposed).When(Deciding(Raise with { Reason = new string('x', RuleLimits.Text + 1) }))
            .ThenRejected<InputRejection>("input.too-long", "reason");
    }

    [Fact]
    public void Who_has_no_line_cannot_object()
    {
        GivenRun(Computed, Proposed).When(Deciding(Raise with { By = Guo })).ThenRejected<NotParticipant>("run.not-participant");
        GivenRun(Computed, Proposed).When(Deciding(Raise with { By = Outsider })).ThenRejected<NotParticipant>("run.not-participant");
    }

    [Fact]
    public void An_objection_comes_in_time()
    {
        GivenRun(Computed, Proposed).When(Deciding(Raise with { At = Proposed.WindowEndsAt.AddMicroseconds(-1) })).Then<ObjectionRaised>(_ => { });
        var late = GivenRun(Computed, Proposed).When(Deciding(Raise with { At = Proposed.WindowEndsAt })).ThenRejected<ObjectionLate>("run.objection-late");
        Assert.Equal((RejectionKind.Conflict, Proposed.WindowEndsAt), (late.Kind, late.EndedAt));
    }

    [Fact]
    public void After_the_approval_it_comes_too_late()
    {
        GivenRun(Computed, Proposed, Approved).When(Deciding(Raise)).ThenRejected<ObjectionLate>("run.objection-late");
        GivenRun(Computed, Proposed, Approved, Settled).When(Deciding(Raise)).ThenRejected<ObjectionLate>("run.objection-late");
    }

    [Fact]
    public void A_repetition_changes_nothing_even_when_it_comes_late() =>
        GivenRun(Computed, Proposed, Raised).When(Deciding(Raise with { By = Zhao with { Person = "other" }, At = Proposed.WindowEndsAt })).ThenNothing();

    [Fact]
    public void There_must_be_a_proposal()
    {
        GivenRun().When(Deciding(Raise)).ThenRejected<RunUnknown>("run.unknown");
        GivenRun(Computed).When(Deciding(Raise)).ThenRejected<RunNotProposed>("run.not-proposed");
        GivenRun(Computed, Proposed, new RunWithdrawn(null, Wang, At)).When(Deciding(Raise)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
    }

    [Fact]
    public void Who_declared_not_to_object_cannot_object() => GivenRun(Computed, Proposed, new NoObjectionRecorded("E2", Proposed.ProposalHash, Zhao, At))
        .When(Deciding(Raise)).ThenRejected<NoObjectionGiven>("run.no-objection-given");

    [Fact]
    public void Objections_have_a_limit()
    {
        var objections = Enumerable.Range(1, DistributionLimits.Objections).Select(no => Raised with { No = no, Reason = $"Reason {no}" }).ToArray();
        GivenRun([Computed, Proposed, .. objections]).When(Deciding(Raise)).ThenRejected<InputRejection>("input.too-many", "objections");
        GivenRun([Computed, Proposed, .. objections[..^1]]).When(Deciding(Raise)).Then<ObjectionRaised>(fact => Assert.Equal(DistributionLimits.Objections, fact.No));
    }

    [Fact]
    public void The_objector_takes_it_back_once() => GivenRun(Computed, Proposed, Raised).When(Deciding(Withdraw))
        .Then(Withdrawn)
        .ThenState(state => Assert.False(Assert.Single(state.Objections).Standing))
        .ThenAgainNothing();

    [Fact]
    public void It_may_be_taken_back_after_the_window() =>
        GivenRun(Computed, Proposed, Raised).When(Deciding(Withdraw with { At = Proposed.WindowEndsAt.AddDays(5) })).Then<ObjectionWithdrawn>(_ => { });

    [Fact]
    public void Only_the_objector_takes_it_back()
    {
        var refused = GivenRun(Computed, Proposed, Raised).When(Deciding(Withdraw with { By = Wang })).ThenRejected<ObjectionOfAnother>("run.objection-not-own");
        Assert.Equal((RejectionKind.Forbidden, "E2"), (refused.Kind, refused.Party));
    }

    [Fact]
    public void Only_what_was_raised_is_taken_back()
    {
        GivenRun().When(Deciding(Withdraw)).ThenRejected<RunUnknown>("run.unknown");
        GivenRun(Computed, Proposed, Raised).When(Deciding(Withdraw with { No = 2 })).ThenRejected<ObjectionUnknown>("run.objection-unknown");
        GivenRun(Computed).When(Deciding(Withdraw)).ThenRejected<ObjectionUnknown>("run.objection-unknown");
    }

    [Fact]
    public void Nothing_is_taken_back_from_a_run_that_is_closed()
    {
        GivenRun(Computed, Proposed, Raised, new RunWithdrawn(null, Wang, At)).When(Deciding(Withdraw)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
        GivenRun(Computed, Proposed, Raised, Approved).When(Deciding(Withdraw)).ThenRejected<RunAlreadyApproved>("run.already-approved");
        GivenRun(Computed, Proposed, Raised, Approved, Settled).When(Deciding(Withdraw)).ThenRejected<RunIsSettled>("run.settled");
    }

    private static Func<Run, Decision> Deciding(RaiseObjection command) => state => RunDecider.Decide(state, command);

    private static Func<Run, Decision> Deciding(WithdrawObjection command) => state => RunDecider.Decide(state, command);
}
