using Ledger.Benchmarks.Sample;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>As every handler of the platform: one fact of its own, committed with the inbox row.</summary>
internal sealed class WhenItemTold(Commands commands, Journeys journeys) : IHandle<ItemTold>
{
    public async Task HandleAsync(ItemTold message, DeliveryContext delivery, CancellationToken ct)
    {
        var journey = journeys.Of(message.Item);
        journey.Pass(Stop.Delivered);
        await commands.Handle(
            message.Item, delivery, Item.None(message.Item),
            _ => Decision.Accept(new ItemHeard(message.Item, message.Reference, message.Party, message.Claimed, delivery.Cause)), ct);
        journey.Pass(Stop.Effect);
    }
}
