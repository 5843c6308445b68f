using Ledger.Agreements.Features;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Agreements;

/// <summary>Consortia's agreements: drafted, proposed, signed by every party, active.</summary>
public static class AgreementsService
{
    public static LedgerService Create(string[] args) => LedgerService.Create(args, "agreements")
        .Store(Facts.Register)
        .Publishes(Outgoing.Map)
        .UseRabbitMq(_ => { })
        .Endpoint(DraftAgreementEndpoint.Map)
        .Endpoint(ProposeAgreementEndpoint.Map)
        .Endpoint(SignAgreementEndpoint.Map)
        .Endpoint(ReadAgreementsEndpoints.Map);
}
