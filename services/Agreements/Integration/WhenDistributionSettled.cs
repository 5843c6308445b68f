using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers which periods are settled, so that no amendment reaches into them.</summary>
internal sealed class WhenDistributionSettled(Commands commands) : IHandle<V1.DistributionSettled>
{
    public Task HandleAsync(V1.DistributionSettled message, DeliveryContext delivery, CancellationToken ct)
    {
        var closed = new PeriodClosed(message.AgreementId, message.PoolReference, new Period(message.PeriodFrom, message.PeriodTo), delivery.Cause);
        return commands.Handle(message.RunId, delivery, ClosedPeriod.None(message.RunId), state => ClosedPeriodDecider.Decide(state, closed), ct);
    }
}
