using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Operations;

/// <summary>Somebody asks to put failed messages back into a queue. Recorded before the first is moved.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
public sealed record QueueReplayAsked(string Queue, Actor By, DateTimeOffset At);

/// <summary>The messages were moved. Absent for ever when the move broke off in between.</summary>
/// <param name="Moved">How many.</param>
/// <param name="At">When.</param>
public sealed record QueueReplayed(int Moved, DateTimeOffset At);

/// <summary>One replay of one queue; a stream of its own, so that replays never wait for each other.</summary>
public sealed record QueueReplay
{
    public Guid Id { get; init; }

    /// <summary>The queue; empty before the fact.</summary>
    public string Queue { get; init; } = "";

    /// <summary>How many messages were moved; null until they were.</summary>
    public int? Moved { get; init; }

    public static QueueReplay None(Guid id) => new() { Id = id };
}

/// <summary>Folds replays; nobody decides about them, they are recorded as they happen.</summary>
public static class QueueReplayFold
{
    public static QueueReplay Evolve(QueueReplay state, object fact) => fact switch
    {
        QueueReplayAsked f => state with { Queue = f.Queue },
        QueueReplayed f => state with { Moved = f.Moved },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a replay."),
    };
}
