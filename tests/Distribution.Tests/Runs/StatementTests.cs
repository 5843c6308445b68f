using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class StatementTests
{
    private static readonly Run Stands = GivenRun(Computed, Proposed).State;

    [Fact]
    public void E1_reads_line_by_line_what_was_computed_by_hand()
    {
        var statement = Statements.Of(Stands, "E1")!;
        Assert.Equal(
            [
                ("cost-recovery/E1", "0.00"), ("preferred-return/E1", "45730.28"), ("residual/accepted-value/E1", "164085.46"),
                ("residual/fixed-points/E1", "43179.57"),
            ],
            statement.Lines.Select(line => (line.Line, line.Amount.Amount)));
        Assert.Equal("215897.83 * 914605.56 / 1203405.56", statement.Lines[2].Formula);
        Assert.Equal(["E1-licence", "E1-machine"], statement.Contributions.Select(value => value.Reference));
        Assert.Equal(
            ("914605.56", "252995.31", "10000.00", "0.00", "262995.31"),
            (statement.AcceptedTotal.Amount, statement.Share.Amount, statement.Received.Amount, statement.Paid.Amount, statement.Cash.Amount));
        Assert.All(statement.Lines, line => Assert.False(string.IsNullOrWhiteSpace(line.Name.En) || string.IsNullOrWhiteSpace(line.Name.Zh)));
    }

    [Fact]
    public void E2_reads_its_claim_and_its_losses()
    {
        var statement = Statements.Of(Stands, "E2")!;
        var claim = Assert.Single(statement.Claims);
        Assert.Equal(("E2-cost", "30000.00", "30000.00", "0.00"), (claim.Reference, claim.Claimed.Amount, claim.Paid.Amount, claim.CarriedForward.Amount));
        Assert.Equal(
            [("R1-disruption", null, "5300.00"), ("R2-placement", null, "10000.00")],
            statement.LossesReceived.Select(loss => (loss.Reference, loss.Other, loss.Amount.Amount)));
        Assert.All(statement.LossesReceived, loss => Assert.Equal(Elsewhere, loss.Source));
        Assert.Empty(statement.LossesPaid);
        Assert.Equal("105469.08", statement.Cash.Amount);
    }

    [Theory]
    [InlineData("E1")]
    [InlineData("E2")]
    [InlineData("S")]
    public void Lines_sum_to_the_share_and_with_the_losses_to_the_cash(string party)
    {
        var statement = Statements.Of(Stands, party)!;
        Assert.Equal(statement.Share, Money.Sum(statement.Lines.Select(line => line.Amount), Cny));
        Assert.Equal(statement.Cash, statement.Share + statement.Received - statement.Paid);
        Assert.Equal(statement.Received, Money.Sum(statement.LossesReceived.Select(loss => loss.Amount), Cny));
        Assert.Equal(statement.AcceptedTotal, Money.Sum(statement.Contributions.Select(value => value.Accepted), Cny));
    }

    [Fact]
    public void Who_pays_and_who_receives_read_of_each_other()
    {
        var charge = Inputs.Lists.Charges[0] with { Payments = [new ChargePayment("E2", "S", Yuan("300.00"))] };
        var computed = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with
        {
            Inputs = new HashedInputs(Inputs with { Lists = Inputs.Lists with { Charges = [charge] } }, ""),
        }).Facts.Single();
        var run = GivenRun(computed, Proposed).State;
        var paid = Assert.Single(Statements.Of(run, "S")!.LossesPaid);
        Assert.Equal(("E2", "300.00"), (paid.Other, paid.Amount.Amount));
        var received = Assert.Single(Statements.Of(run, "E2")!.LossesReceived);
        Assert.Equal(("S", "300.00"), (received.Other, received.Amount.Amount));
    }

    [Fact]
    public void It_names_run_rule_and_what_the_parties_decided_on()
    {
        var run = Statements.Of(GivenRun(Computed, Proposed, Approved, Settled).State, "S")!.Run;
        Assert.Equal(
            (RunId, RunStage.Settled, "sharing.waterfall", 1, Computed.Result.InputsHash, Proposed.ProposalHash),
            (run.RunId, run.Stage, run.Rule, run.RuleVersion, run.InputsHash, run.ProposalHash));
    }

    [Fact]
    public void A_draft_and_a_withdrawn_run_give_no_statement()
    {
        Assert.Null(Statements.Of(GivenRun(Computed).State, "E1"));
        Assert.Null(Statements.Of(GivenRun(Computed, Proposed, new RunWithdrawn(null, Wang, At)).State, "E1"));
    }

    [Fact]
    public void Who_has_no_line_has_no_statement()
    {
        Assert.Null(Statements.Of(Stands, "G"));
        Assert.Null(Statements.Of(Stands, "E9"));
    }
}
