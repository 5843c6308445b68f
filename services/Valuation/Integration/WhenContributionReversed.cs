using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>The value of a reversed contribution is no longer current.</summary>
internal sealed class WhenContributionReversed(Commands commands) : IHandle<V1.ContributionReversed>
{
    public Task HandleAsync(V1.ContributionReversed message, DeliveryContext delivery, CancellationToken ct)
    {
        var voided = new AppraisalVoided(message.ReversedOn, new Text(message.ReasonEn, message.ReasonZh), delivery.Cause);
        var stream = WhenContributionVerified.StreamOf(message.ContributionId);
        return commands.Handle(stream, delivery, Appraisal.None(stream), state => AppraisalDecider.Decide(state, voided), ct);
    }
}
