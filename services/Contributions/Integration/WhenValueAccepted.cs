using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>Shows the accepted value beside the claimed one.</summary>
internal sealed class WhenValueAccepted(Commands commands) : IHandle<V1.ValueAccepted>
{
    public Task HandleAsync(V1.ValueAccepted message, DeliveryContext delivery, CancellationToken ct)
    {
        var value = Money.Parse(message.Accepted.Amount, Currency.Of(message.Accepted.Currency));
        var command = new RecordAcceptedValue(new AcceptedValue(
            value, message.Method, message.MethodVersion, message.AppraisalId, delivery.Cause), delivery.OccurredAt);
        return commands.Handle(
            message.ContributionId, delivery, Contribution.None(message.ContributionId),
            state => ContributionDecider.Decide(state, command), ct);
    }
}
