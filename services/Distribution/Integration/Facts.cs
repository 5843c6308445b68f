using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve)
        .Fact<JournalEntryPosted>("journal_entry_posted.v1")
        .Fact<ContributionStruck>("contribution_struck.v1")
        .Fact<CountedValueReplaced>("counted_value_replaced.v1")
        .Fact<JournalEntryPending>("journal_entry_pending.v1")
        .Fact<JournalEntryVoided>("journal_entry_voided.v1")
        .State<JournalEntry>(JournalEntry.None, JournalDecider.Evolve, entries => entries.Index(entry => entry.AgreementId))
<<<<<<< HEAD
        .Fact<JournalClosed>("journal_closed.v1")
        .State<JournalClose>(JournalClose.None, JournalCloseDecider.Evolve)
=======
        .Fact<ContributionUseEnded>("contribution_use_ended.v1")
        .State<ContributionUse>(ContributionUse.None, ContributionUseDecider.Evolve)
>>>>>>> gaps4
        .Fact<LossCharged>("loss_charged.v1")
        .State<LossCharge>(LossCharge.None, LossChargeDecider.Evolve, charges => charges.Index(charge => charge.AgreementId))
        .Fact<ChargeSettled>("charge_settled.v1")
        .State<SettledCharge>(SettledCharge.None, SettledChargeDecider.Evolve)
        .Fact<PoolDeclared>("pool_declared.v1")
        .Fact<CostClaimed>("cost_claimed.v1")
        .Fact<PoolOpened>("pool_opened.v1")
        .Fact<BenefitRecorded>("benefit_recorded.v1")
        .Fact<PoolClosedEmpty>("pool_closed_empty.v1")
        .Fact<ScoresRecorded>("scores_recorded.v1")
        .State<Pool>(Pool.None, PoolDecider.Evolve, pools => pools.Index(pool => pool.AgreementId))
        .Fact<PoolSettled>("pool_settled.v1")
        .State<PoolSettlement>(PoolSettlement.None, PoolSettlementDecider.Evolve, settled => settled.Index(settlement => settlement.AgreementId))
        .Fact<AdjustmentNoted>("adjustment_noted.v1")
        .State<NotedAdjustment>(NotedAdjustment.None, NotedAdjustmentDecider.Evolve, noted => noted.Index(adjustment => adjustment.AgreementId))
        .Fact<TurnTaken>("turn_taken.v1")
        .State<Turn>(Turn.None, TurnDecider.Evolve, turns => turns.Index(turn => turn.Scope))
        .Fact<RunInputsListed>("run_inputs_listed.v1")
        .Fact<RunComputed>("run_computed.v1")
        .Fact<RunProposed>("run_proposed.v1")
        .Fact<NoObjectionRecorded>("no_objection_recorded.v1")
        .Fact<ObjectionRaised>("objection_raised.v1")
        .Fact<ObjectionWithdrawn>("objection_withdrawn.v1")
        .Fact<RunWithdrawn>("run_withdrawn.v1")
        .Fact<RunApproved>("run_approved.v1")
        .Fact<RunSettled>("run_settled.v1")
        .State<Run>(Run.None, RunDecider.Evolve, runs => runs.Index(run => run.PoolId));
}
