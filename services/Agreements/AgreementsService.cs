using Ledger.Agreements.Features;
using Ledger.Agreements.Integration;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Agreements;

/// <summary>Consortia, their parties and their agreements: drafted, proposed, signed by every party, active, superseded by later versions.</summary>
public static class AgreementsService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "agreements"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<RegulatorDeskChanged, WhenRegulatorDeskChanged>(ordered: true)
            .On<ContributionVerified, WhenContributionVerified>()
            .On<ContributionReversed, WhenContributionReversed>()
            .On<LossAllocated, WhenLossAllocated>()
            .On<LossAllocationReversed, WhenLossAllocationReversed>()
            .On<LossRecovered, WhenLossRecovered>()
            .On<SettlementCorrected, WhenSettlementCorrected>()
            .On<ValueAccepted, WhenValueAccepted>()
            .On<ValueReplaced, WhenValueReplaced>()
            .On<DistributionSettled, WhenDistributionSettled>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service)
    {
        service.Services.AddSingleton(TrustedAuthorities.Read(service.Configuration));
        return service
            .Store(Facts.Register)
            .Publishes(Outgoing.Map)
            .Endpoint(CheckDocumentEndpoint.Map)
            .Endpoint(DraftAgreementEndpoint.Map)
            .Endpoint(ProposeAgreementEndpoint.Map)
            .Endpoint(SignAgreementEndpoint.Map)
            .Endpoint(ActivateAgreementEndpoint.Map)
            .Endpoint(WithdrawAgreementEndpoint.Map)
            .Endpoint(RetroactiveEndpoints.Map)
            .Endpoint(ReadStandingEndpoints.Map)
            .Endpoint(CompareAgreementsEndpoint.Map)
            .Endpoint(SimulateAgreementEndpoint.Map)
            .Endpoint(ReadAgreementsEndpoints.Map)
            .Endpoint(ReadCommitmentsEndpoint.Map)
            .Endpoint(ReadRemindersEndpoint.Map)
            .Endpoint(MembershipEndpoints.Map)
            .Endpoint(DefaultEndpoints.Map)
            .Endpoint(RegisterEndpoints.Map)
            .Endpoint(ReadConsortiumEndpoints.Map)
            .Endpoint(AdoptProfileEndpoint.Map)
            .Endpoint(ReadProfilesEndpoints.Map)
            .Endpoint(CheckAgreementEndpoint.Map)
            .Endpoint(AlignmentEndpoints.Map)
            .Endpoint(IncentiveYearEndpoints.Map)
            .Endpoint(IncentiveItemEndpoints.Map)
            .Endpoint(ReadIncentivesEndpoints.Map)
            .Endpoint(CertificationEndpoints.Map)
            .Endpoint(ReadCertificationEndpoints.Map)
            .Endpoint(IndicatorEndpoints.Map);
    }
}
