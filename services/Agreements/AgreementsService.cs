using Ledger.Agreements.Features;
using Ledger.Agreements.Integration;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Agreements;

/// <summary>Consortia, their parties and their agreements: drafted, proposed, signed by every party, active, superseded by later versions.</summary>
public static class AgreementsService
{
    public static LedgerService Create(string[] args) => LedgerService.Create(args, "agreements")
        .Store(Facts.Register)
        .Publishes(Outgoing.Map)
        .UseRabbitMq(subscriptions => subscriptions
            .On<ContributionVerified, WhenContributionVerified>()
            .On<DistributionSettled, WhenDistributionSettled>())
        .Endpoint(DraftAgreementEndpoint.Map)
        .Endpoint(ProposeAgreementEndpoint.Map)
        .Endpoint(SignAgreementEndpoint.Map)
        .Endpoint(WithdrawAgreementEndpoint.Map)
        .Endpoint(ReadStandingEndpoints.Map)
        .Endpoint(CompareAgreementsEndpoint.Map)
        .Endpoint(SimulateAgreementEndpoint.Map)
        .Endpoint(ReadAgreementsEndpoints.Map)
        .Endpoint(ReadCommitmentsEndpoint.Map)
        .Endpoint(MembershipEndpoints.Map)
        .Endpoint(DefaultEndpoints.Map)
        .Endpoint(RegisterEndpoints.Map)
        .Endpoint(ReadConsortiumEndpoints.Map);
}
