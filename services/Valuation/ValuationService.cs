using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Ledger.Valuation.Features;
using Ledger.Valuation.Integration;

namespace Ledger.Valuation;

/// <summary>What contributions are worth: proposed on market evidence by an agreed method, accepted by a second person.</summary>
public static class ValuationService
{
    public static LedgerService Create(string[] args) => LedgerService.Create(args, "valuation")
        .Store(Facts.Register)
        .Publishes(Outgoing.Map)
        .UseRabbitMq(subscriptions => subscriptions
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ContributionVerified, WhenContributionVerified>())
        .Endpoint(ProposeValueEndpoint.Map)
        .Endpoint(AcceptValueEndpoint.Map)
        .Endpoint(ReadAppraisalsEndpoints.Map);
}
