using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class NoObjectionTests
{
    private static readonly RecordNoObjection Declaring = new(Proposed.ProposalHash, Lin, At.AddDays(1));
    private static readonly NoObjectionRecorded Recorded = new("E1", Proposed.ProposalHash, Lin, At.AddDays(1));
    private static readonly ObjectionRaised Raised = new(1, "E1", "E1", "Too little.", Lin, At.AddHours(5));

    [Fact]
    public void A_party_declares_once_that_it_does_not_object() => GivenRun(Computed, Proposed).When(Deciding(Declaring))
        .Then(Recorded)
        .ThenState(state => Assert.Equal([Recorded], state.NoObjections))
        .ThenAgainNothing();

    [Fact]
    public void A_party_without_a_line_may_declare_it_too() =>
        GivenRun(Computed, Proposed).When(Deciding(Declaring with { By = Guo })).Then<NoObjectionRecorded>(fact => Assert.Equal("G", fact.Party));

    [Fact]
    public void An_outsider_has_nothing_to_declare()
    {
        var refused = GivenRun(Computed, Proposed).When(Deciding(Declaring with { By = Outsider })).ThenRejected<NotParticipant>("run.not-participant");
        Assert.Equal((RejectionKind.Forbidden, "REG"), (refused.Kind, refused.Organisation));
    }

    [Fact]
    public void It_is_bound_to_the_proposal() => GivenRun(Computed, Proposed)
        .When(Deciding(Declaring with { ProposalHash = new string('0', 64) })).ThenRejected<ProposalChanged>("run.proposal-changed", "proposalHash");

    [Fact]
    public void There_must_be_a_proposal()
    {
        GivenRun().When(Deciding(Declaring)).ThenRejected<RunUnknown>("run.unknown");
        GivenRun(Computed).When(Deciding(Declaring)).ThenRejected<RunNotProposed>("run.not-proposed");
    }

    [Fact]
    public void A_closed_run_waits_for_nobody()
    {
        GivenRun(Computed, Proposed, Approved).When(Deciding(Declaring)).ThenRejected<RunAlreadyApproved>("run.already-approved");
        GivenRun(Computed, Proposed, Approved, Settled).When(Deciding(Declaring)).ThenRejected<RunIsSettled>("run.settled");
        GivenRun(Computed, Proposed, new RunWithdrawn(null, Wang, At)).When(Deciding(Declaring)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
        GivenRun(Computed, Proposed, Recorded, Approved).When(Deciding(Declaring)).ThenNothing();
    }

    [Fact]
    public void Who_objects_withdraws_first()
    {
        GivenRun(Computed, Proposed, Raised).When(Deciding(Declaring)).ThenRejected<OwnObjectionStands>("run.own-objection-stands");
        GivenRun(Computed, Proposed, Raised, new ObjectionWithdrawn(1, Lin, At)).When(Deciding(Declaring)).Then(Recorded);
        GivenRun(Computed, Proposed, Raised).When(Deciding(Declaring with { By = Zhao })).Then<NoObjectionRecorded>(_ => { });
    }

    [Fact]
    public void The_window_closes_early_when_every_party_with_a_line_has_declared()
    {
        var at = At.AddDays(1);
        var e2 = Recorded with { Party = "E2" };
        var s = Recorded with { Party = "S" };
        Assert.True(GivenRun(Computed, Proposed, Recorded, e2, Recorded with { Party = "G" }).State.WindowOpen(at));
        Assert.False(GivenRun(Computed, Proposed, Recorded, e2, s).State.WindowOpen(at));
        Assert.False(GivenRun(Computed).State.WindowOpen(at));
    }

    private static Func<Run, Decision> Deciding(RecordNoObjection command) => state => RunDecider.Decide(state, command);
}
