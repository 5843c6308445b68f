using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps this service's own copy of every active agreement version.</summary>
internal sealed class WhenAgreementActivated(Commands commands) : IHandle<V1.AgreementActivated>
{
    public Task HandleAsync(V1.AgreementActivated message, DeliveryContext delivery, CancellationToken ct)
    {
        var profile = message.RegionProfile?.Deserialize<EffectiveProfile>(FactJson.Facts);
        var adopted = new AgreementAdopted(message.AgreementId, message.Version, message.DocumentHash, message.Document, delivery.Cause, profile);
        return commands.Handle(
            message.AgreementStream, delivery, AdoptedAgreement.None(message.AgreementStream),
            state => AdoptedAgreementDecider.Decide(state, adopted), ct);
    }
}
