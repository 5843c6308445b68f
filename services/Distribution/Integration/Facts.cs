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
        .State<JournalEntry>(JournalEntry.None, JournalDecider.Evolve, entries => entries.Index(entry => entry.AgreementId))
        .Fact<LossCharged>("loss_charged.v1")
        .State<LossCharge>(LossCharge.None, LossChargeDecider.Evolve, charges => charges.Index(charge => charge.AgreementId))
        .Fact<ChargeSettled>("charge_settled.v1")
        .State<SettledCharge>(SettledCharge.None, SettledChargeDecider.Evolve)
        .Fact<PoolDeclared>("pool_declared.v1")
        .Fact<CostClaimed>("cost_claimed.v1")
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
        .State<Run>(Run.None, RunDecider.Evolve, runs => runs.Index(run => run.PoolId))
        .Fact<BankAccountRegistered>("bank_account_registered.v1")
        .Fact<BankAccountApproved>("bank_account_approved.v1")
        .Fact<BankAccountRetired>("bank_account_retired.v1")
        .State<BankAccount>(BankAccount.None, BankAccountDecider.Evolve)
        .Fact<PaymentBatchPrepared>("payment_batch_prepared.v1")
        .Fact<PaymentBatchApproved>("payment_batch_approved.v1")
        .Fact<PaymentBatchWithdrawn>("payment_batch_withdrawn.v1")
        .State<PaymentBatch>(PaymentBatch.None, PaymentBatchDecider.Evolve, batches => batches.Index(batch => batch.RunId))
        .Fact<PaymentReleased>("payment_released.v1")
        .State<Payment>(Payment.None, PaymentFolds.Evolve)
        .Fact<PaymentEnded>("payment_ended.v1")
        .State<EndedPayment>(EndedPayment.None, PaymentFolds.Evolve)
        .Fact<PaymentFileFetched>("payment_file_fetched.v1")
        .State<FetchedPaymentFile>(FetchedPaymentFile.None, PaymentFolds.Evolve, files => files.Index(file => file.BatchId))
        .Fact<BankResultsImported>("bank_results_imported.v1")
        .State<BankResults>(BankResults.None, BankResultsDecider.Evolve);
}
