using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers which periods are settled, so that no amendment reaches into them unseen, and what they were computed from.</summary>
internal sealed class WhenDistributionSettled(Commands commands) : IHandle<V1.DistributionSettled>
{
    public Task HandleAsync(V1.DistributionSettled message, DeliveryContext delivery, CancellationToken ct)
    {
        var closed = new PeriodClosed(
            message.AgreementId, message.PoolReference, new Period(message.PeriodFrom, message.PeriodTo), delivery.Cause,
            message.Basis is { } basis ? Run(message, basis) : null);
        return commands.Handle(message.RunId, delivery, ClosedPeriod.None(message.RunId), state => ClosedPeriodDecider.Decide(state, closed), ct);
    }

    private static SettledRun Run(V1.DistributionSettled message, V1.SettledBasis basis) => new(
        message.RunId, basis.AgreementVersion, basis.DocumentHash, basis.Pool.Read(), basis.ReserveOpening.Read(),
        [.. basis.Accepted.Select(value => new DatedContribution(value.Party, value.EffectiveOn, value.Accepted.Read()))],
        [.. basis.Claims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount.Read()))],
        message.ReserveFunded.Read(), [.. message.Lines.Select(line => new SettledShare(line.Party, line.Share.Read()))]);
}
