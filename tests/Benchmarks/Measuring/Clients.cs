using System.Diagnostics;

namespace Ledger.Benchmarks.Measuring;

/// <summary>A window in which clients call as fast as they are answered.</summary>
/// <param name="Count">Calls answered.</param>
/// <param name="Elapsed">From the common start until the last client has its answer.</param>
/// <param name="Durations">Of each call.</param>
internal sealed record Window(long Count, TimeSpan Elapsed, IReadOnlyList<TimeSpan> Durations)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}

/// <summary>Runs clients, each of which sends its next call when the last one is answered, or when it is time for it.</summary>
internal static class Clients
{
    /// <param name="clients">How many call at once.</param>
    /// <param name="length">No client starts another call after this time.</param>
    /// <param name="call">Client number, call number.</param>
    /// <param name="ct">Ends the window early, by throwing.</param>
    /// <param name="perSecond">Calls a second of all clients together, evenly spread; 0 for as fast as they are answered. A call that is late
    /// is made at once: what was not kept up with shows in the count.</param>
    public static async Task<Window> RunAsync(int clients, TimeSpan length, Func<int, int, Task> call, CancellationToken ct, double perSecond = 0)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = Enumerable.Range(0, clients).Select(client => Task.Run(() => RunAsync(client, go.Task), ct)).ToList();
        var started = Stopwatch.GetTimestamp();
        go.SetResult();
        var durations = (await Task.WhenAll(runs)).SelectMany(own => own).ToList();
        return new Window(durations.Count, Stopwatch.GetElapsedTime(started), durations);

        async Task<List<TimeSpan>> RunAsync(int client, Task start)
        {
            var own = new List<TimeSpan>();
            await start;
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; Stopwatch.GetElapsedTime(began) < length; n++)
            {
                if (perSecond > 0 && TimeSpan.FromSeconds(((n * clients) + client) / perSecond) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                {
                    await Task.Delay(early, ct);
                    if (Stopwatch.GetElapsedTime(began) >= length) break;
                }

                ct.ThrowIfCancellationRequested();
                var called = Stopwatch.GetTimestamp();
                await call(client, n);
                own.Add(Stopwatch.GetElapsedTime(called));
            }

            return own;
        }
    }
}
