using System.Diagnostics;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class StorageTests
{
    [Fact]
    public void Stored_names_never_change() => Assert.Equal(
        [
            "agreement_adopted.v1 AgreementAdopted",
            "journal_entry_posted.v1 JournalEntryPosted",
            "contribution_struck.v1 ContributionStruck",
            "counted_value_replaced.v1 CountedValueReplaced",
            "journal_entry_pending.v1 JournalEntryPending",
            "journal_entry_voided.v1 JournalEntryVoided",
            "journal_closed.v1 JournalClosed",
            "contribution_use_ended.v1 ContributionUseEnded",
            "loss_charged.v1 LossCharged",
            "charge_disputed.v1 ChargeDisputed",
            "charge_dispute_settled.v1 ChargeDisputeSettled",
            "charge_settled.v1 ChargeSettled",
            "pool_declared.v1 PoolDeclared",
            "cost_claimed.v1 CostClaimed",
            "pool_opened.v1 PoolOpened",
            "benefit_recorded.v1 BenefitRecorded",
            "pool_closed_empty.v1 PoolClosedEmpty",
            "scores_recorded.v1 ScoresRecorded",
            "pool_settled.v1 PoolSettled",
            "adjustment_noted.v1 AdjustmentNoted",
            "turn_taken.v1 TurnTaken",
            "run_inputs_listed.v1 RunInputsListed",
            "run_computed.v1 RunComputed",
            "run_proposed.v1 RunProposed",
            "no_objection_recorded.v1 NoObjectionRecorded",
            "objection_raised.v1 ObjectionRaised",
            "objection_withdrawn.v1 ObjectionWithdrawn",
            "objection_answered.v1 ObjectionAnswered",
            "objection_held.v1 ObjectionHeld",
            "run_withdrawn.v1 RunWithdrawn",
            "run_approved.v1 RunApproved",
            "run_settled.v1 RunSettled",
            "suspense_held.v1 SuspenseHeld",
            "suspense_decided.v1 SuspenseDecided",
            "correction_prepared.v1 CorrectionPrepared",
            "correction_booked.v1 CorrectionBooked",
            "correction_dropped.v1 CorrectionDropped",
            "settlement_terms_proposed.v1 SettlementTermsProposed",
            "settlement_terms_consented.v1 SettlementTermsConsented",
            "settlement_terms_approved.v1 SettlementTermsApproved",
            "signing_key_registered.v1 SigningKeyRegistered",
            "signing_key_retired.v1 SigningKeyRetired",
            "signing_key_held.v1 SigningKeyHeld",
            "bank_account_registered.v1 BankAccountRegistered",
            "bank_account_approved.v1 BankAccountApproved",
            "bank_account_retired.v1 BankAccountRetired",
            "payment_batch_prepared.v1 PaymentBatchPrepared",
            "payment_batch_approved.v1 PaymentBatchApproved",
            "payment_batch_withdrawn.v1 PaymentBatchWithdrawn",
            "payment_released.v1 PaymentReleased",
            "payment_ended.v1 PaymentEnded",
            "payment_outcome_proposed.v1 PaymentOutcomeProposed",
            "payment_outcome_confirmed.v1 PaymentOutcomeConfirmed",
            "payment_outcome_refused.v1 PaymentOutcomeRefused",
            "payment_file_fetched.v1 PaymentFileFetched",
            "bank_results_imported.v1 BankResultsImported",
        ],
        StoredFacts.Names(Facts.Register));

    [Fact]
    public void Facts_of_pools_can_be_stored_read_and_hashed()
    {
        var declared = StoredFacts.Endures(Declared);
        Assert.Equal("2025-12-31", declared.GetProperty("declaration").GetProperty("period").GetProperty("to").GetString());
        Assert.False(declared.GetProperty("declaration").TryGetProperty("kind", out _));
        Assert.Equal(["ev", "ph"], declared.GetProperty("agreement").EnumerateObject().Select(member => member.Name));
        StoredFacts.Endures(Declared with { Declaration = Declaration with { Kind = "income", Evidence = [new PoolEvidence("bank", new string('a', 64))] } });
        StoredFacts.Endures(new CostClaimed("S-cost", "S", Yuan("1.00"), new Text("Costs", "成本"), Chen, At));
        StoredFacts.Endures(new PoolSettled(PoolId, RunId, TaihuAgreement.Id, Year2025.To, At));
        StoredFacts.Endures(new TurnTaken("pool/x", 1, "S-cost"));
    }

    [Fact]
    public void Facts_of_losses_can_be_stored_read_and_hashed()
    {
        var charged = StoredFacts.Endures(DisruptionLoss with { Payments = [DisruptionLoss.Payments[0], new ChargePayment("E2", "E1", Yuan("1.00"))] });
        Assert.False(charged.GetProperty("payments")[0].TryGetProperty("payer", out _));
        Assert.Equal("E1", charged.GetProperty("payments")[1].GetProperty("payer").GetString());
        StoredFacts.Endures(ObsolescenceLoss);
        StoredFacts.Endures(new ChargeSettled(Streams.Charge(DisruptionLoss.RiskEventId), RunId, PoolId, At));
    }

    [Fact]
    public void Facts_of_runs_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(new RunInputsListed(Inputs.Lists));
        var computed = StoredFacts.Endures(Computed);
        Assert.Equal("252995.31", computed.GetProperty("lines")[0].GetProperty("share").GetProperty("amount").GetString());
        Assert.Equal(["ev", "ph"], computed.GetProperty("lists").GetProperty("values")[0].GetProperty("source").EnumerateObject().Select(member => member.Name));
        Assert.Equal("2026-01-20T04:00:00.000000Z", StoredFacts.Endures(Proposed).GetProperty("windowEndsAt").GetString());
        StoredFacts.Endures(new NoObjectionRecorded("E1", Proposed.ProposalHash, Lin, At));
        StoredFacts.Endures(new ObjectionRaised(1, "E2", "E1", "Too much.", Zhao, At));
        StoredFacts.Endures(new ObjectionWithdrawn(1, Zhao, At));
        StoredFacts.Endures(new RunWithdrawn(null, Wang, At));
        StoredFacts.Endures(Approved);
        Assert.Equal(3, StoredFacts.Endures(Settled).GetProperty("basis").GetArrayLength());
    }

    [Fact]
    public void Entries_and_adopted_agreements_can_be_stored_read_and_hashed()
    {
        var books = InTheBooks();
        books.Distribute(PoolId);
        Assert.All(books.Journal, entry => StoredFacts.Endures(entry));
        Assert.Equal(
            ["value-accepted", "pool-declared", "benefits-shared", "loss-paid"],
            books.Journal.Select(entry => StoredFacts.Endures(entry).GetProperty("kind").GetString()).Distinct());
        var agreement = TaihuAgreement.Adopted;
        StoredFacts.Endures(new AgreementAdopted(
            agreement.AgreementId, agreement.AgreementVersion, agreement.Document!.DocumentHash, agreement.Document.Json, agreement.Source!));
    }

    [Fact]
    public void A_foreign_fact_is_a_defect()
    {
        Assert.Throws<UnreachableException>(() => PoolDecider.Evolve(Pool.None(PoolId), "x"));
        Assert.Throws<UnreachableException>(() => PoolSettlementDecider.Evolve(PoolSettlement.None(PoolId), "x"));
        Assert.Throws<UnreachableException>(() => RunDecider.Evolve(Run.None(RunId), "x"));
        Assert.Throws<UnreachableException>(() => JournalDecider.Evolve(JournalEntry.None(PoolId), "x"));
        Assert.Throws<UnreachableException>(() => LossChargeDecider.Evolve(LossCharge.None(PoolId), "x"));
        Assert.Throws<UnreachableException>(() => SettledChargeDecider.Evolve(SettledCharge.None(PoolId), "x"));
        Assert.Throws<UnreachableException>(() => TurnDecider.Evolve(Turn.None(PoolId), "x"));
    }
}
