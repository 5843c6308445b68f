using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class ProposeRunTests
{
    [Fact]
    public void A_computed_run_is_put_to_the_parties_for_as_long_as_the_agreement_says()
    {
        var when = GivenRun(Computed).When(Deciding(Propose));
        when.Then(Proposed)
            .ThenState(state => Assert.Equal((RunStage.Proposed, true), (state.Stage, state.Stands)))
            .ThenAgainNothing();
        Assert.Equal(TimeSpan.FromDays(10), Proposed.WindowEndsAt - Propose.At);
        var turn = Assert.Single(when.Decision.NewStreams);
        Assert.Equal((typeof(Turn), Propose.Turn.Stream), (turn.State, turn.Id));
        Assert.Equal([new TurnTaken($"pool/{PoolId}", 3, RunId.ToString())], turn.Facts);
    }

    [Fact]
    public void There_must_be_a_run() => GivenRun().When(Deciding(Propose)).ThenRejected<RunUnknown>("run.unknown");

    [Fact]
    public void What_went_further_is_not_proposed_again()
    {
        GivenRun(Computed, Proposed, Approved).When(Deciding(Propose)).ThenRejected<RunAlreadyApproved>("run.already-approved");
        GivenRun(Computed, Proposed, Approved, Settled).When(Deciding(Propose)).ThenRejected<RunIsSettled>("run.settled");
        GivenRun(Computed, new RunWithdrawn(null, Wang, At)).When(Deciding(Propose)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
    }

    [Fact]
    public void A_run_on_inputs_that_changed_is_computed_again()
    {
        GivenRun(Computed).When(Deciding(Propose with { InputsNow = new string('0', 64) })).ThenRejected<InputsChanged>("run.inputs-changed");
        GivenRun(Computed).When(Deciding(Propose with { InputsNow = null })).ThenRejected<InputsChanged>("run.inputs-changed");
    }

    [Fact]
    public void The_pool_must_be_open()
    {
        Blocked(Standing with { Declared = null }).ThenRejected<PoolUnknown>("pool.unknown", "pool");
        Blocked(Standing with { Settled = true }).ThenRejected<PoolIsSettled>("pool.settled");
        Blocked(Standing with { OtherStands = true }).ThenRejected<RunOtherStands>("run.other-proposed");
        Blocked(Standing with { OpenBefore = "2024" }).ThenRejected<EarlierPoolOpen>("run.earlier-pool-open");
    }

    private static When<Run> Blocked(PoolStanding standing) => GivenRun(Computed).When(Deciding(Propose with { Standing = standing }));

    private static Func<Run, Decision> Deciding(ProposeRun command) => state => RunDecider.Decide(state, command);
}
