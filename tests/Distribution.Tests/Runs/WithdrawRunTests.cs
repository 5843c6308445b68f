using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class WithdrawRunTests
{
    private static readonly WithdrawRun Withdraw = new("A contribution was missing.", Wang, At.AddDays(1));

    [Fact]
    public void The_maker_takes_a_run_back_until_it_is_settled()
    {
        foreach (var given in new[] { GivenRun(Computed), GivenRun(Computed, Proposed), GivenRun(Computed, Proposed, Approved) })
        {
            given.When(Deciding(Withdraw))
                .Then(new RunWithdrawn(Withdraw.Reason, Wang, Withdraw.At))
                .ThenState(state => Assert.Equal((RunStage.Withdrawn, false), (state.Stage, state.Stands)))
                .ThenAgainNothing();
        }
    }

    [Fact]
    public void Who_proposed_what_another_computed_is_a_maker_too() => GivenRun(Computed with { By = new Actor("ma", "S") }, Proposed)
        .When(Deciding(Withdraw)).Then<RunWithdrawn>(_ => { });

    [Fact]
    public void Nobody_else_does() =>
        Assert.Equal(RejectionKind.Forbidden, GivenRun(Computed, Proposed).When(Deciding(Withdraw with { By = Fang })).ThenRejected<NotMaker>("run.not-maker").Kind);

    [Fact]
    public void What_is_settled_stays() =>
        GivenRun(Computed, Proposed, Approved, Settled).When(Deciding(Withdraw)).ThenRejected<RunIsSettled>("run.settled");

    [Fact]
    public void There_must_be_a_run() => GivenRun().When(Deciding(Withdraw)).ThenRejected<RunUnknown>("run.unknown");

    [Fact]
    public void A_reason_may_be_left_out_but_not_be_blank()
    {
        GivenRun(Computed).When(Deciding(Withdraw with { Reason = null })).Then<RunWithdrawn>(fact => Assert.Null(fact.Reason));
        GivenRun(Computed).When(Deciding(Withdraw with { Reason = "" })).ThenRejected<InputRejection>("input.blank", "reason");
        GivenRun(Computed).When(Deciding(Withdraw with { Reason = new string('x', RuleLimits.Text + 1) })).ThenRejected<InputRejection>("input.too-long", "reason");
    }

    private static Func<Run, Decision> Deciding(WithdrawRun command) => state => RunDecider.Decide(state, command);
}
