using System.Diagnostics;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Tests;

public sealed class StorageTests
{
    [Fact]
    public void Stored_names_never_change() => Assert.Equal(
        [
            "agreement_drafted.v1 AgreementDrafted", "agreement_proposed.v1 AgreementProposed", "agreement_signed.v1 AgreementSigned",
            "agreement_activated.v1 AgreementActivated", "agreement_withdrawn.v1 AgreementWithdrawn", "retroactive_change_confirmed.v1 RetroactiveChangeConfirmed", "agreement_version_entered.v1 VersionEntered",
            "agreement_period_closed.v1 PeriodClosed", "settlement_correction_heard.v1 SettlementCorrectionHeard",
            "loss_heard.v1 LossHeard", "loss_allocation_undone.v1 LossAllocationUndone", "loss_recovery_heard.v1 LossRecoveryHeard", "contribution_delivered.v1 ContributionDelivered",
            "delivery_reversed.v1 DeliveryReversed", "contribution_valued.v1 ContributionValued", "delivery_revalued.v1 DeliveryRevalued", "consortium_founded.v1 ConsortiumFounded", "party_acceded.v1 PartyAcceded",
            "party_withdrawal_noticed.v1 PartyWithdrawalNoticed", "default_noticed.v1 DefaultNoticed", "default_cured.v1 DefaultCured",
            "default_remedied.v1 DefaultRemedied", "control_declared.v1 ControlDeclared", "control_ended.v1 ControlEnded",
            "person_appointed.v1 PersonAppointed", "person_released.v1 PersonReleased", "incentive_year_opened.v1 IncentiveYearOpened",
            "incentive_parameters_corrected.v1 IncentiveParametersCorrected", "incentive_listing_stated.v1 IncentiveListingStated",
            "incentive_member_stated.v1 IncentiveMemberStated", "incentive_item_entered.v1 IncentiveItemEntered",
            "incentive_item_corrected.v1 IncentiveItemCorrected", "incentive_item_struck.v1 IncentiveItemStruck", "incentive_item_decided.v1 IncentiveItemDecided",
            "incentive_reduction_entered.v1 IncentiveReductionEntered", "incentive_reduction_struck.v1 IncentiveReductionStruck",
            "incentive_due_stated.v1 IncentiveDueStated", "incentive_year_closed.v1 IncentiveYearClosed", "incentive_year_reopened.v1 IncentiveYearReopened",
            "certification_policy_stated.v1 CertificationPolicyStated", "certification_record_entered.v1 CertificationRecordEntered",
            "certification_record_struck.v1 CertificationRecordStruck", "certification_plan_published.v1 CertificationPlanPublished",
            "certification_cancelled.v1 CertificationCancelled", "certification_cancellation_struck.v1 CertificationCancellationStruck",
            "indicator_catalogue_entered.v1 IndicatorCatalogueEntered", "indicator_evidence_linked.v1 IndicatorEvidenceLinked",
            "indicator_evidence_struck.v1 IndicatorEvidenceStruck", "indicator_veto_raised.v1 IndicatorVetoRaised", "indicator_veto_lifted.v1 IndicatorVetoLifted",
            "region_profile_adopted.v1 ProfileAdopted", "alignment_recorded.v1 AlignmentRecorded",
        ],
        StoredFacts.Names(Facts.Register));

    [Fact]
    public void Every_fact_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Drafted);
        StoredFacts.Endures(Proposed);
        StoredFacts.Endures(SignedBy("S"));
        StoredFacts.Endures(Activated);
        StoredFacts.Endures(new AgreementWithdrawn("Changes asked for.", Administrator, At));
        var term = new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
        var entered = new VersionEntered("taihu-2025", 2, Terms.DocumentHash, term, 1, At);
        var closed = new PeriodClosed("taihu-2025", "2025", term, new Citation(Id, new string('a', 64)));
        StoredFacts.Endures(entered);
        StoredFacts.Endures(closed);
        StoredFacts.Endures(EnteredVersionFold.Evolve(EnteredVersion.None(Slot), entered));
        StoredFacts.Endures(ClosedPeriodDecider.Evolve(ClosedPeriod.None(Slot), closed));
        StoredFacts.Endures(Given(Drafted, Proposed, SignedBy("S")).State);
    }

    [Fact]
    public void The_others_learn_of_activation_and_not_of_what_came_before()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var told = Assert.IsType<V1.AgreementActivated>(map.Apply(Activated, new FactContext("taihu", Id, 7, At)));
        Assert.Equal((Id, "taihu-2025", 1, Terms.DocumentHash), (told.AgreementStream, told.AgreementId, told.Version, told.DocumentHash));
        Assert.Null(told.RegionProfile);
        // Whoever receives it can check that it is what was signed.
        Assert.Equal(told.DocumentHash, AgreementDocument.Parse(told.Document).Value!.DocumentHash);
        Assert.All(new object[] { Drafted, Proposed, SignedBy("S") }, fact => Assert.False(map.Publishes(fact.GetType())));
    }

    [Fact]
    public void A_foreign_fact_is_a_bug()
    {
        Assert.Throws<UnreachableException>(() => AgreementDecider.Evolve(Agreement.None(Id), "not a fact"));
        Assert.Throws<UnreachableException>(() => EnteredVersionFold.Evolve(EnteredVersion.None(Id), "not a fact"));
        Assert.Throws<UnreachableException>(() => ClosedPeriodDecider.Evolve(ClosedPeriod.None(Id), "not a fact"));
    }
}
