using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<RiskEventReported>("risk_event_reported.v1")
        .Fact<LossMeasured>("loss_measured.v1")
        .Fact<AllocationBasisListed>("allocation_basis_listed.v1")
        .Fact<LossAllocated>("loss_allocated.v1")
        .State<RiskEvent>(RiskEvent.None, RiskEventDecider.Evolve)
        .Fact<ReserveDrawn>("reserve_drawn.v1")
        .State<ReserveDraw>(ReserveDraw.None, ReserveDrawDecider.Evolve, draws => draws.Index(draw => new { draw.AgreementId, draw.Year, draw.No }))
        .Fact<ReserveSettled>("reserve_settled.v1")
        .State<ReserveSettlement>(ReserveSettlement.None, ReserveSettlementDecider.Evolve)
        .Fact<AcceptedValueCopied>("accepted_value_copied.v1")
        .Fact<AcceptedValueStruck>("accepted_value_struck.v1")
        .State<AcceptedValue>(AcceptedValue.None, AcceptedValueDecider.Evolve, values => values.Index(value => value.AgreementId))
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}
