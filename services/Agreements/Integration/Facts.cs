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
        .Fact<LossHeard>("loss_heard.v1")
        .State<HeardLoss>(HeardLoss.None, HeardLossDecider.Evolve, losses => losses.Index(loss => loss.AgreementId))
        .Fact<ContributionDelivered>("contribution_delivered.v1")
        .Fact<DeliveryReversed>("delivery_reversed.v1")
        .State<Delivery>(Delivery.None, DeliveryDecider.Evolve, deliveries => deliveries.Index(delivery => delivery.AgreementId))
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
        .State<ConsortiumRegister>(ConsortiumRegister.None, ConsortiumDecider.Evolve);
}
