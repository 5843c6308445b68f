using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>The replaced value counts from now on; the earlier one stays what was known before.</summary>
internal sealed class WhenValueReplaced(Commands commands) : IHandle<V1.ValueReplaced>
{
    /// <exception cref="FormatException">Not an amount; the publisher broke the contract, and the message goes to the error queue.</exception>
    public Task HandleAsync(V1.ValueReplaced message, DeliveryContext delivery, CancellationToken ct)
    {
        var command = new ReplaceAcceptedValue(new AcceptedValueReplaced(
            message.AppraisalId, message.Number, Read(message.Replaced), Read(message.Accepted), message.Method, message.MethodVersion, message.ValidFrom,
            message.ReplacedOn, message.Cause, message.Case, new Text(message.ReasonEn, message.ReasonZh), delivery.Cause, delivery.OccurredAt));
        return commands.Handle(
            message.ContributionId, delivery, Contribution.None(message.ContributionId),
            state => ContributionDecider.Decide(state, command), ct);
    }

    private static Money Read(V1.MoneyAmount amount) => Money.Parse(amount.Amount, Currency.Of(amount.Currency));
}
