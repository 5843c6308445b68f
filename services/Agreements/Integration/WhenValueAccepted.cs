using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Keeps the accepted value beside the claimed one: only what is verified and accepted counts towards certification.</summary>
internal sealed class WhenValueAccepted(Commands commands) : IHandle<V1.ValueAccepted>
{
    /// <exception cref="FormatException">Not an amount or kind; the publisher broke the contract, and the message goes to the error queue.</exception>
    public Task HandleAsync(V1.ValueAccepted message, DeliveryContext delivery, CancellationToken ct)
    {
        var kind = KebabCase.Find<ContributionKind>(message.Kind) ?? throw new FormatException($"'{message.Kind}' is no kind of contribution.");
        var fact = new ContributionValued(
            message.AgreementId, message.Party, message.Reference, kind, Read(message.Claimed), Read(message.Accepted), message.EffectiveOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, Delivery.None(message.ContributionId), state => DeliveryDecider.Decide(state, fact), ct);
    }

    private static Money Read(V1.MoneyAmount amount) => Money.Parse(amount.Amount, Currency.Of(amount.Currency));
}
