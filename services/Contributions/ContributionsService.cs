using Ledger.Contracts.V1;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Contributions;

/// <summary>What the members brought in: registered with evidence, verified by who received it, shown with its accepted value.</summary>
public static class ContributionsService
{
    public static LedgerService Create(string[] args)
    {
        var service = LedgerService.Create(args, "contributions")
            .Store(Facts.Register)
            .Publishes(Outgoing.Map)
            .UseRabbitMq(subscriptions => subscriptions
                .On<AgreementActivated, WhenAgreementActivated>()
                .On<ValueAccepted, WhenValueAccepted>())
            .Endpoint(KeepEvidenceEndpoint.Map)
            .Endpoint(ReadEvidenceEndpoint.Map)
            .Endpoint(RegisterContributionEndpoint.Map)
            .Endpoint(VerifyContributionEndpoint.Map)
            .Endpoint(ReadContributionsEndpoints.Map);
        service.Services.AddEvidenceFolder(service.Configuration);
        return service;
    }
}
