using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>Shows what settlements put into the reserve and paid out of it beside what is committed.</summary>
internal sealed class WhenDistributionSettled(Commands commands) : IHandle<V1.DistributionSettled>
{
    public Task HandleAsync(V1.DistributionSettled message, DeliveryContext delivery, CancellationToken ct)
    {
        var settled = new ReserveSettled(
            message.AgreementId, message.PoolReference, new Period(message.PeriodFrom, message.PeriodTo), message.ReserveFunded.Read(),
            message.ReserveDrawn.Read(), message.ReserveClosing.Read(), delivery.Cause, message.Basis?.ReserveOpening.Read(), delivery.OccurredAt);
        return commands.Handle(
            message.RunId, delivery, ReserveSettlement.None(message.RunId), state => ReserveSettlementDecider.Decide(state, settled), ct);
    }
}
