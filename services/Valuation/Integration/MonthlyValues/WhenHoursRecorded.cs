using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>Adds hours up by month; strikes take away. The order in which they arrive does not matter.</summary>
internal sealed class WhenHoursRecorded(Commands commands) : IHandle<V1.HoursRecorded>
{
    public Task HandleAsync(V1.HoursRecorded message, DeliveryContext delivery, CancellationToken ct)
    {
        var stream = StreamOf(message.ContributionId);
        var heard = new HearUse(
            message.ContributionId, message.Day, message.Struck ? -message.Minutes : message.Minutes, delivery.Cause, delivery.OccurredAt);
        return commands.Handle(stream, delivery, UseAccount.None(stream), state => UseAccountDecider.Decide(state, heard), ct);
    }

    /// <summary>The one use account of a contribution.</summary>
    internal static Guid StreamOf(Guid contribution) => StreamId.Derived(contribution, "use-account");
}
