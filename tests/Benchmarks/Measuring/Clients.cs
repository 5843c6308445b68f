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

/// <summary>Runs closed-loop clients: each sends its next call when the last one is answered.</summary>
internal static class Clients
{
    /// <param name="clients">How many call at once.</param>
    /// <param name="length">No client starts another call after this time.</param>
    /// <param name="call">Client number, call number.</param>
    /// <param name="ct">Ends the window early, by throwing.</param>
    public static async Task<Window> RunAsync(int clients, TimeSpan length, Func<int, int, Task> call, CancellationToken ct)
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
                ct.ThrowIfCancellationRequested();
                var called = Stopwatch.GetTimestamp();
                await call(client, n);
                own.Add(Stopwatch.GetElapsedTime(called));
            }

            return own;
        }
    }
}
