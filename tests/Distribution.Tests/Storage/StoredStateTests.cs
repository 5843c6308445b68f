using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>States are kept beside their streams: what is decided and shown is read back from JSON.</summary>
public sealed class StoredStateTests
{
    private static readonly ObjectionRaised Raised = new(1, "E2", "E1", "Too much.", Zhao, At.AddHours(5));
    private static readonly ObjectionWithdrawn Withdrawn = new(1, Zhao, At.AddHours(6));
    private static readonly NoObjectionRecorded NoObjection = new("E1", Proposed.ProposalHash, Lin, At.AddHours(7));

    [Fact]
    public void Every_state_can_be_stored()
    {
        StoredFacts.Endures(GivenPool(Declared, new CostClaimed("S-cost", "S", Yuan("1.00"), new Text("Costs", "成本"), Chen, At)).State);
        StoredFacts.Endures(PoolSettlementDecider.Evolve(PoolSettlement.None(PoolId), new PoolSettled(PoolId, RunId, TaihuAgreement.Id, Year2025.To, At)));
        StoredFacts.Endures(LossChargeDecider.Evolve(LossCharge.None(PoolId), DisruptionLoss));
        StoredFacts.Endures(SettledChargeDecider.Evolve(SettledCharge.None(PoolId), new ChargeSettled(PoolId, RunId, PoolId, At)));
        StoredFacts.Endures(TurnDecider.Evolve(Turn.None(PoolId), new TurnTaken("pool/x", 1, "S-cost")));
        StoredFacts.Endures(JournalDecider.Evolve(JournalEntry.None(PoolId), JournalDecider.Decide(JournalEntry.None(PoolId), Values[0]).Facts.Single()));
        StoredFacts.Endures(TaihuAgreement.Adopted);
    }

    [Fact]
    public void Settlements_remember_what_they_settled()
    {
        var pool = PoolSettlementDecider.Evolve(PoolSettlement.None(PoolId), new PoolSettled(PoolId, RunId, TaihuAgreement.Id, Year2025.To, At));
        Assert.Equal((PoolId, RunId, TaihuAgreement.Id, Year2025.To), (pool.PoolId, pool.RunId, pool.AgreementId, pool.PeriodTo));
        var charge = Streams.Charge(DisruptionLoss.RiskEventId);
        var settled = SettledChargeDecider.Evolve(SettledCharge.None(Streams.SettledCharge(charge)), new ChargeSettled(charge, RunId, PoolId, At));
        Assert.Equal((charge, RunId), (settled.ChargeId, settled.RunId));
    }

    // What everybody decides on is what the audit log knows: it must come out of the stored state as it went in.
    [Fact]
    public void The_hash_of_a_computation_survives_storage()
    {
        var stored = Reread(GivenRun(Computed, Proposed).State);
        Assert.Equal(PayloadHash.Of(Computed), PayloadHash.Of(stored.Computed!));
        Assert.Equal(Proposed.ProposalHash, RunDetails.Of(stored).Hash);
    }

    [Fact]
    public void A_stored_run_decides_as_the_fresh_one()
    {
        var run = Reread(GivenRun(Computed, Proposed, Approved).State);
        var fresh = RunDecider.Decide(GivenRun(Computed, Proposed, Approved).State, Settle);
        var decided = RunDecider.Decide(run, Settle with { Streams = Streams.Settlement(run) });
        Assert.Equal(
            fresh.Facts.Concat(fresh.NewStreams.SelectMany(stream => stream.Facts)).Select(PayloadHash.Of),
            decided.Facts.Concat(decided.NewStreams.SelectMany(stream => stream.Facts)).Select(PayloadHash.Of));
        Assert.Equal("164085.46", Statements.Of(run, "E1")!.Lines.Single(line => line.Line == "residual/accepted-value/E1").Amount.Amount);
    }

    [Fact]
    public void A_stored_computation_can_be_recomputed_from_itself()
    {
        var read = Reread(GivenRun(Computed).State).Computed!.Result;
        var again = MethodCatalogue.Find(read.RuleId, read.RuleVersion)!.Evaluate(read.Inputs).Result!;
        Assert.Equal((read.InputsHash, JsonSerializer.Serialize(read.Value)), (again.InputsHash, JsonSerializer.Serialize(again.Value)));
    }

    [Fact]
    public void A_run_is_shown_with_everything_that_happened_to_it()
    {
        var details = RunDetails.Of(Reread(GivenRun(Computed, Proposed, Raised, Withdrawn, NoObjection, Approved, Settled).State));
        Assert.Equal((RunStage.Settled, Proposed.ProposalHash, Proposed.WindowEndsAt), (details.Stage, details.Proposal!.Hash, details.Proposal.WindowEndsAt));
        Assert.Equal((false, Zhao, Withdrawn.At), (details.Objections[0].Standing, details.Objections[0].WithdrawnBy, details.Objections[0].WithdrawnAt!.Value));
        Assert.Equal([NoObjection], details.NoObjections);
        Assert.Equal((Sun, Wang), (details.Approval!.By, details.Settlement!.By));
        Assert.Equal(["reserve", "cost-recovery", "preferred-return", "residual"], details.Tiers.Select(tier => tier.Tier));
        var summary = RunSummary.Of(Reread(GivenRun(Computed).State));
        Assert.Equal((RunStage.Computed, "600000.00", "34700.00", 1), (summary.Stage, summary.Pool.Amount, summary.Reserve.Closing.Amount, summary.No));
    }

    [Fact]
    public void What_has_not_happened_is_not_shown()
    {
        var details = RunDetails.Of(GivenRun(Computed).State);
        Assert.Null(details.Proposal);
        Assert.Null(details.Approval);
        Assert.Null(details.Settlement);
        Assert.Null(details.Withdrawal);
        Assert.Empty(details.Objections);
    }

    [Fact]
    public void A_pool_and_an_entry_are_shown()
    {
        var summary = PoolSummary.Of(GivenPool(Declared).State);
        Assert.Equal(("2025", TaihuAgreement.Id, "600000.00", 0), (summary.Reference, summary.AgreementId, summary.Amount!.Amount, summary.CostClaims));
        var view = JournalEntryView.Of(JournalDecider.Evolve(JournalEntry.None(PoolId), JournalDecider.Decide(JournalEntry.None(PoolId), Values[0]).Facts.Single()));
        Assert.Equal(["in-kind:consortium:resources Debit 840000.00", "in-kind:party:E1:contributed Credit 840000.00"],
            view.Lines.Select(line => $"{line.Code} {line.Side} {line.Amount.Amount}"));
    }

    private static Run Reread(Run run) => StoredFacts.Endures(run).Deserialize<Run>(FactJson.Facts)!;
}
