using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>Keeps accepted values for agreements that divide losses by them.</summary>
internal sealed class WhenValueAccepted(Commands commands) : IHandle<V1.ValueAccepted>
{
    public Task HandleAsync(V1.ValueAccepted message, DeliveryContext delivery, CancellationToken ct)
    {
        var value = new AcceptedValueCopied(
            message.AgreementId, message.Party, message.Reference, message.Accepted.Read(), message.EffectiveOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, AcceptedValue.None(message.ContributionId), state => AcceptedValueDecider.Decide(state, value), ct);
    }
}
