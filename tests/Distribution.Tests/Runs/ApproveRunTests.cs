using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class ApproveRunTests
{
    private static readonly ObjectionRaised Raised = new(1, "E2", "E1", "Too much.", Zhao, At.AddHours(5));

    [Fact]
    public void A_second_person_approves_exactly_the_proposal() => GivenRun(Computed, Proposed).When(Deciding(Approve))
        .Then(Approved)
        .ThenState(state => Assert.Equal((RunStage.Approved, true), (state.Stage, state.Stands)))
        .ThenAgainNothing();

    [Fact]
    public void The_window_ends_first()
    {
        var early = Approve with { At = Proposed.WindowEndsAt.AddMicroseconds(-1) };
        var refused = GivenRun(Computed, Proposed).When(Deciding(early)).ThenRejected<ObjectionWindowOpen>("run.objection-window-open");
        Assert.Equal((RejectionKind.Conflict, Proposed.WindowEndsAt), (refused.Kind, refused.EndsAt));
    }

    [Fact]
    public void Nobody_waits_once_every_party_with_a_line_has_declared_not_to_object()
    {
        object[] declared = [.. new[] { "E1", "E2", "S" }.Select(party => new NoObjectionRecorded(party, Proposed.ProposalHash, Lin, At))];
        GivenRun([Computed, Proposed, .. declared]).When(Deciding(Approve with { At = Propose.At })).Then<RunApproved>(_ => { });
        GivenRun([Computed, Proposed, .. declared[1..]]).When(Deciding(Approve with { At = Propose.At })).ThenRejected<ObjectionWindowOpen>();
    }

    [Fact]
    public void Who_computed_or_proposed_cannot_approve()
    {
        var by = new Actor("ma", "G");
        foreach (var (computed, proposed) in new[] { (Computed with { By = by }, Proposed), (Computed, Proposed with { By = by }) })
        {
            var refused = GivenRun(computed, proposed).When(Deciding(Approve with { By = by })).ThenRejected<MakerApproves>("run.maker-approves");
            Assert.Equal((RejectionKind.Forbidden, "ma"), (refused.Kind, refused.Person));
        }
    }

    [Fact]
    public void The_maker_cannot_approve_by_way_of_another_organisation() => GivenRun(Computed, Proposed)
        .When(Deciding(Approve with { By = Wang with { Organisation = "G" } })).ThenRejected<MakerApproves>("run.maker-approves");

    [Fact]
    public void A_colleague_of_the_maker_cannot_approve_what_their_organisation_has_a_share_in() => Assert.Equal("S", GivenRun(Computed, Proposed)
        .When(Deciding(Approve with { By = Fang })).ThenRejected<SameOrganisation>("run.same-organisation").Organisation);

    [Fact]
    public void A_colleague_of_a_maker_without_a_share_can()
    {
        var office = new Actor("ma", "G");
        GivenRun(Computed with { By = office }, Proposed with { By = office }).When(Deciding(Approve)).Then<RunApproved>(_ => { });
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_proposal_that_changed_is_not_approved(string hash)
    {
        GivenRun(Computed, Proposed).When(Deciding(Approve with { ProposalHash = hash })).ThenRejected<ProposalChanged>("run.proposal-changed", "proposalHash");
        GivenRun(Computed, Proposed, Approved).When(Deciding(Approve with { ProposalHash = hash })).ThenRejected<ProposalChanged>("run.proposal-changed");
    }

    [Fact]
    public void A_standing_objection_bars_the_approval()
    {
        Assert.Equal(1, GivenRun(Computed, Proposed, Raised).When(Deciding(Approve)).ThenRejected<ObjectionsStanding>("run.objections-standing").Count);
        GivenRun(Computed, Proposed, Raised, new ObjectionWithdrawn(1, Zhao, At)).When(Deciding(Approve)).Then(Approved);
    }

    [Fact]
    public void It_is_approved_once()
    {
        GivenRun(Computed, Proposed, Approved).When(Deciding(Approve with { By = new Actor("wu", "E1") })).ThenRejected<RunAlreadyApproved>("run.already-approved");
        GivenRun(Computed, Proposed, Approved, Settled).When(Deciding(Approve)).ThenNothing();
    }

    [Fact]
    public void There_must_be_a_proposal()
    {
        GivenRun().When(Deciding(Approve)).ThenRejected<RunUnknown>("run.unknown");
        GivenRun(Computed).When(Deciding(Approve)).ThenRejected<RunNotProposed>("run.not-proposed");
        GivenRun(Computed, Proposed, new RunWithdrawn(null, Wang, At)).When(Deciding(Approve)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
    }

    private static Func<Run, Decision> Deciding(ApproveRun command) => state => RunDecider.Decide(state, command);
}
