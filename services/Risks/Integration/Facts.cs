using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<RiskEventReported>("risk_event_reported.v1")
        .Fact<RiskEvidenceAttached>("risk_evidence_attached.v1")
        .Fact<LossMeasured>("loss_measured.v1")
        .Fact<AllocationApproved>("loss_allocation_approved.v1")
        .Fact<EscalationProposed>("loss_escalation_proposed.v1")
        .Fact<EscalationConsented>("loss_escalation_consented.v1")
        .Fact<EscalationDecided>("loss_escalation_decided.v1")
        .Fact<AllocationBasisListed>("allocation_basis_listed.v1")
        .Fact<LossAllocated>("loss_allocated.v1")
        .Fact<AllocationDisputed>("loss_allocation_disputed.v1")
        .Fact<AllocationDisputeSettled>("loss_dispute_settled.v1")
        .Fact<AllocationReversed>("loss_allocation_reversed.v1")
        .Fact<RecoveryReported>("recovery_reported.v1")
        .Fact<RecoveryRefused>("recovery_refused.v1")
        .Fact<LossRecovered>("loss_recovered.v1")
        .Fact<RiskEventReopened>("risk_event_reopened.v1")
        .Fact<RiskEventWithdrawn>("risk_event_withdrawn.v1")
        .Fact<RiskEventClosed>("risk_event_closed.v1")
        .State<RiskEvent>(RiskEvent.None, RiskEventDecider.Evolve)
        .Fact<MeasuredSpanRecorded>("measured_span_recorded.v1")
        .State<MeasuredSpan>(MeasuredSpan.None, MeasuredSpanDecider.Evolve, spans => spans.Index(span => new { span.AgreementId, span.No }))
        .Fact<ReserveDrawn>("reserve_drawn.v1")
        .Fact<ReserveReturned>("reserve_returned.v1")
        .State<ReserveDraw>(ReserveDraw.None, ReserveDrawDecider.Evolve, draws => draws.Index(draw => new { draw.AgreementId, draw.Year, draw.No }))
        .Fact<ReserveSettled>("reserve_settled.v1")
        .State<ReserveSettlement>(ReserveSettlement.None, ReserveSettlementDecider.Evolve)
        .Fact<ReserveCorrected>("reserve_corrected.v1")
        .State<ReserveCorrection>(ReserveCorrection.None, ReserveCorrectionDecider.Evolve, corrections => corrections.Index(correction => correction.AgreementId))
        .Fact<ReplenishmentProposed>("reserve_replenishment_proposed.v1")
        .Fact<ReplenishmentCalled>("reserve_replenishment_called.v1")
        .Fact<ReplenishmentRefused>("reserve_replenishment_refused.v1")
        .State<ReserveCall>(ReserveCall.None, ReserveCallDecider.Evolve, calls => calls.Index(call => call.AgreementId))
        .Fact<RiskRegistered>("risk_registered.v1")
        .Fact<RiskRevised>("risk_revised.v1")
        .Fact<RiskReviewed>("risk_reviewed.v1")
        .Fact<RiskRetired>("risk_retired.v1")
        .State<RegisteredRisk>(RegisteredRisk.None, RegisteredRiskDecider.Evolve, risks => risks.Index(risk => risk.AgreementId))
        .Fact<AcceptedValueCopied>("accepted_value_copied.v1")
        .Fact<AcceptedValueReplaced>("accepted_value_replaced.v1")
        .Fact<AcceptedValueStruck>("accepted_value_struck.v1")
        .State<AcceptedValue>(AcceptedValue.None, AcceptedValueDecider.Evolve, values => values.Index(value => value.AgreementId))
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}
