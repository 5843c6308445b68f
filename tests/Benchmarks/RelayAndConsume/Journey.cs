using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>Where a fact passes on its way, in this order; only <see cref="Confirmed"/> may come after what follows it.</summary>
internal enum Stop
{
    /// <summary>The client has sent its command.</summary>
    Asked,

    /// <summary>The first service knows that its fact is committed.</summary>
    Committed,

    /// <summary>Numbered, read and mapped; the relay hands the contract to the broker client.</summary>
    Sent,

    /// <summary>The broker has confirmed it.</summary>
    Confirmed,

    /// <summary>The handler of the second service has it.</summary>
    Delivered,

    /// <summary>The second service knows that its own fact and the inbox row are committed.</summary>
    Effect,
}

/// <summary>
/// The way of one fact, on one clock: both services run in this process, so the monotonic clock of the process is the same
/// for both ends, no adjustment moves it, and each end is read at the same point of its life: when the service has learned
/// that the commit stands. (Recorded times would not do: the database gives them at the insert, before the commit.)
/// </summary>
internal sealed class Journey
{
    private readonly long[] _at = new long[Enum.GetValues<Stop>().Length];
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the effect.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>A message that comes again does not move what was seen.</summary>
    public void Pass(Stop stop)
    {
        Interlocked.CompareExchange(ref _at[(int)stop], Stopwatch.GetTimestamp(), 0);
        if (stop == Stop.Effect) _arrived.TrySetResult();
    }

    /// <summary>Whether it passed there, at or before a reading of the clock.</summary>
    public bool Passed(Stop stop, long until = long.MaxValue) => _at[(int)stop] is var at && at != 0 && at <= until;

    public TimeSpan Between(Stop from, Stop to) => Stopwatch.GetElapsedTime(_at[(int)from], _at[(int)to]);

    public TimeSpan Since(long reading, Stop stop) => Stopwatch.GetElapsedTime(reading, _at[(int)stop]);
}

/// <summary>The journeys of one window, by the stream of their fact: each fact has a stream of its own.</summary>
internal sealed class Journeys
{
    private volatile ConcurrentDictionary<Guid, Journey> _current = new();

    public Journey Of(Guid stream) => _current.GetOrAdd(stream, static _ => new Journey());

    /// <summary>Those begun so far.</summary>
    public IReadOnlyCollection<Journey> Current => [.. _current.Values];

    /// <summary>Starts anew. Nothing may be on its way: what still travels would be taken for a fact of the next window.</summary>
    public void Clear() => _current = new();
}
