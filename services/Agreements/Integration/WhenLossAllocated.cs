using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers how losses were allocated, for whoever wants to change an agreement retroactively.</summary>
internal sealed class WhenLossAllocated(Commands commands) : IHandle<V1.LossAllocated>
{
    /// <summary>Payer in the contract when the reserve pays.</summary>
    private const string Reserve = "reserve";

    public Task HandleAsync(V1.LossAllocated message, DeliveryContext delivery, CancellationToken ct)
    {
        var fact = new LossHeard(
            message.RiskEventId, message.Reference, message.AgreementId, message.AgreementVersion, message.OccurredOn, message.Loss.Read(),
            [.. message.Payments.Select(payment => new LossPayment(payment.To, payment.From == Reserve ? null : payment.From, payment.Amount.Read()))],
            message.Basis is { } basis ? Basis(basis) : null, delivery.Cause, message.Category, Fault(message.Basis?.Fault), message.No ?? 1);
        return commands.Handle(
            message.RiskEventId, delivery, HeardLoss.None(message.RiskEventId), state => HeardLossDecider.Decide(state, fact), ct);
    }

    private static LossFault? Fault(V1.AllocationFault? fault) =>
        fault is null ? null : new LossFault(fault.Party, fault.Degree, fault.RetentionShare is { } share ? Rational.Parse(share) : null);

    private static LossBasis Basis(V1.AllocationBasis basis) => new(
        new SortedDictionary<string, Rational>(
            basis.Sufferers.ToDictionary(sufferer => sufferer.Party, sufferer => Rational.Parse(sufferer.Weight)), StringComparer.Ordinal),
        basis.ReserveLeft.Read(),
        basis.Accepted is { } accepted
            ? new SortedDictionary<string, Money>(accepted.ToDictionary(value => value.Party, value => value.Accepted.Read()), StringComparer.Ordinal)
            : null);
}
