using Ledger.Contracts.V1;
using Ledger.Risks.Features;
using Ledger.Risks.Integration;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Risks;

/// <summary>Shared risks: events reported, losses measured, allocated to reserve and parties; what the reserve is committed to.</summary>
public static class RisksService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "risks"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ValueAccepted, WhenValueAccepted>()
            .On<DistributionSettled, WhenDistributionSettled>()
            .On<ContributionReversed, WhenContributionReversed>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service) => service
        .Store(Facts.Register)
        .Publishes(Outgoing.Map)
        .Endpoint(ReportRiskEventEndpoint.Map)
        .Endpoint(MeasureLossEndpoint.Map)
        .Endpoint(AllocateLossEndpoint.Map)
        .Endpoint(ReadRiskEventsEndpoints.Map)
        .Endpoint(ReadReserveEndpoint.Map);
}
