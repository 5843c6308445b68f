using Ledger.Contracts.V1;
using Ledger.Risks.Features;
using Ledger.Risks.Integration;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Risks;

/// <summary>Shared risks: the register, events from report to closing, losses measured and allocated, the reserve.</summary>
public static class RisksService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "risks"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<RegulatorDeskChanged, WhenRegulatorDeskChanged>(ordered: true)
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ValueAccepted, WhenValueAccepted>()
            .On<ValueReplaced, WhenValueReplaced>()
            .On<DistributionSettled, WhenDistributionSettled>()
            .On<SettlementCorrected, WhenSettlementCorrected>()
            .On<ContributionReversed, WhenContributionReversed>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service) => service
        .Store(Facts.Register)
        .Publishes(Outgoing.Map)
        .Endpoint(ReportRiskEventEndpoint.Map)
        .Endpoint(MeasureLossEndpoint.Map)
        .Endpoint(PreviewMeasurementEndpoint.Map)
        .Endpoint(LossMethodEndpoint.Map)
        .Endpoint(AttachEvidenceEndpoint.Map)
        .Endpoint(PreviewAllocationEndpoint.Map)
        .Endpoint(EscalationEndpoints.Map)
        .Endpoint(AllocateLossEndpoint.Map)
        .Endpoint(DisputeEndpoints.Map)
        .Endpoint(RecoveryEndpoints.Map)
        .Endpoint(WithdrawRiskEventEndpoint.Map)
        .Endpoint(ReopenRiskEventEndpoint.Map)
        .Endpoint(CloseRiskEventEndpoint.Map)
        .Endpoint(LossSnapshotEndpoint.Map)
        .Endpoint(RegisterRiskEndpoints.Map)
        .Endpoint(ReadRegisterEndpoints.Map)
        .Endpoint(ReserveStatementEndpoint.Map)
        .Endpoint(StressReserveEndpoint.Map)
        .Endpoint(ReplenishmentEndpoints.Map)
        .Endpoint(ReadRiskEventsEndpoints.Map)
        .Endpoint(ReadReserveEndpoint.Map);
}
