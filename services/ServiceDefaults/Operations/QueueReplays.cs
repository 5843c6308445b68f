using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;

namespace Ledger.ServiceDefaults.Operations;

/// <summary>Puts failed messages back, on record: who asked stands in the store before the first message moves.</summary>
internal sealed class QueueReplays(Commands commands, IBrokerOperations broker, TimeProvider clock)
{
    /// <summary>Replays one queue of this service.</summary>
    public async Task<Replayed> OneAsync(Caller caller, string queue, CancellationToken ct)
    {
        var replay = Guid.CreateVersion7();
        await commands.Record(caller.Consortium, caller.Actor, new NewStream(typeof(QueueReplay), replay, [new QueueReplayAsked(queue, caller.Actor, Now())]), ct);
        var moved = await BrokerCalls.Of(() => broker.ReplayAsync(queue, ct)) ?? 0;
        var fact = new QueueReplayed(moved, Now());
        // What was moved is moved, whether or not the caller still waits.
        await commands.Handle(
            replay, new CommandContext(caller.Consortium, caller.Actor, fact.At, $"queue-replay/{replay}", PayloadHash.Of(fact), null), QueueReplay.None(replay),
            state => state.Moved is null ? Decision.Accept(fact) : Decision.Nothing, CancellationToken.None);
        return new Replayed(queue, moved);
    }

    private DateTimeOffset Now() => Timestamps.Truncate(clock.GetUtcNow());
}
