using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<AgreementDrafted>("agreement_drafted.v1")
        .Fact<AgreementProposed>("agreement_proposed.v1")
        .Fact<AgreementSigned>("agreement_signed.v1")
        .Fact<AgreementActivated>("agreement_activated.v1")
        .Fact<AgreementWithdrawn>("agreement_withdrawn.v1")
        .Fact<RetroactiveChangeConfirmed>("retroactive_change_confirmed.v1")
        .State<Agreement>(Agreement.None, AgreementDecider.Evolve, agreements => agreements.Index(agreement => agreement.AgreementId))
        .Fact<VersionEntered>("agreement_version_entered.v1")
        .State<EnteredVersion>(EnteredVersion.None, EnteredVersionFold.Evolve)
        .Fact<PeriodClosed>("agreement_period_closed.v1")
        .State<ClosedPeriod>(ClosedPeriod.None, ClosedPeriodDecider.Evolve, periods => periods.Index(period => period.AgreementId))
        .Fact<SettlementCorrectionHeard>("settlement_correction_heard.v1")
        .State<HeardCorrection>(HeardCorrection.None, HeardCorrectionDecider.Evolve, corrections => corrections.Index(correction => correction.AgreementId))
        .Fact<LossHeard>("loss_heard.v1")
        .Fact<LossAllocationUndone>("loss_allocation_undone.v1")
        .Fact<LossRecoveryHeard>("loss_recovery_heard.v1")
        .State<HeardLoss>(HeardLoss.None, HeardLossDecider.Evolve, losses => losses.Index(loss => loss.AgreementId))
        .Fact<ContributionDelivered>("contribution_delivered.v1")
        .Fact<DeliveryReversed>("delivery_reversed.v1")
        .Fact<ContributionValued>("contribution_valued.v1")
        .Fact<DeliveryRevalued>("delivery_revalued.v1")
        .State<Delivery>(Delivery.None, DeliveryDecider.Evolve, deliveries =>
        {
            deliveries.Index(delivery => delivery.AgreementId);
            deliveries.Index(delivery => delivery.Party);
        })
        .Fact<ConsortiumFounded>("consortium_founded.v1")
        .Fact<PartyAcceded>("party_acceded.v1")
        .Fact<PartyWithdrawalNoticed>("party_withdrawal_noticed.v1")
        .Fact<DefaultNoticed>("default_noticed.v1")
        .Fact<DefaultCured>("default_cured.v1")
        .Fact<DefaultRemedied>("default_remedied.v1")
        .Fact<ControlDeclared>("control_declared.v1")
        .Fact<ControlEnded>("control_ended.v1")
        .Fact<PersonAppointed>("person_appointed.v1")
        .Fact<PersonReleased>("person_released.v1")
        .State<ConsortiumRegister>(ConsortiumRegister.None, ConsortiumDecider.Evolve)
        .Fact<IncentiveYearOpened>("incentive_year_opened.v1")
        .Fact<IncentiveParametersCorrected>("incentive_parameters_corrected.v1")
        .Fact<IncentiveListingStated>("incentive_listing_stated.v1")
        .Fact<IncentiveMemberStated>("incentive_member_stated.v1")
        .Fact<IncentiveItemEntered>("incentive_item_entered.v1")
        .Fact<IncentiveItemCorrected>("incentive_item_corrected.v1")
        .Fact<IncentiveItemStruck>("incentive_item_struck.v1")
        .Fact<IncentiveItemDecided>("incentive_item_decided.v1")
        .Fact<IncentiveReductionEntered>("incentive_reduction_entered.v1")
        .Fact<IncentiveReductionStruck>("incentive_reduction_struck.v1")
        .Fact<IncentiveDueStated>("incentive_due_stated.v1")
        .Fact<IncentiveYearClosed>("incentive_year_closed.v1")
        .Fact<IncentiveYearReopened>("incentive_year_reopened.v1")
        .State<IncentiveFile>(IncentiveFile.None, IncentiveDecider.Evolve)
        .Fact<CertificationPolicyStated>("certification_policy_stated.v1")
        .State<CertificationPolicy>(CertificationPolicy.None, CertificationPolicyDecider.Evolve)
        .Fact<CertificationRecordEntered>("certification_record_entered.v1")
        .Fact<CertificationRecordStruck>("certification_record_struck.v1")
        .Fact<CertificationPlanPublished>("certification_plan_published.v1")
        .Fact<CertificationCancelled>("certification_cancelled.v1")
        .Fact<CertificationCancellationStruck>("certification_cancellation_struck.v1")
        .State<CertificationFile>(CertificationFile.None, CertificationDecider.Evolve)
        .Fact<IndicatorCatalogueEntered>("indicator_catalogue_entered.v1")
        .Fact<IndicatorEvidenceLinked>("indicator_evidence_linked.v1")
        .Fact<IndicatorEvidenceStruck>("indicator_evidence_struck.v1")
        .Fact<IndicatorVetoRaised>("indicator_veto_raised.v1")
        .Fact<IndicatorVetoLifted>("indicator_veto_lifted.v1")
        .State<IndicatorWorkbook>(IndicatorWorkbook.None, IndicatorDecider.Evolve)
        .Fact<ProfileAdopted>("region_profile_adopted.v1")
        .State<RegionProfile>(RegionProfile.None, ProfileDecider.Evolve)
        .Fact<AlignmentRecorded>("alignment_recorded.v1")
        .State<AlignmentSeries>(AlignmentSeries.None, AlignmentDecider.Evolve);
}
