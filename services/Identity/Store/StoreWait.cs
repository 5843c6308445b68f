using System.Data.Common;
using Polly;
using Polly.Retry;

namespace Ledger.Identity.Store;

/// <summary>Waits, for a bounded time, for a database that comes up later than this process.</summary>
public static class StoreWait
{
    /// <summary>
    /// Runs the action until it succeeds, pausing longer from try to try, and gives up after <paramref name="limit"/>. Only
    /// faults of the database are tried again; a faulty setting is not.
    /// </summary>
    /// <exception cref="StoreUnavailableException">With the last fault as its cause.</exception>
    public static async Task RunAsync(TimeSpan limit, ILogger? log, Func<CancellationToken, Task> action, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(limit);
        Exception? last = null;
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsStoreFault),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(3),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = retry =>
                {
                    last = retry.Outcome.Exception;
                    log?.LogWarning("The store is not ready, waiting: {Reason}", last?.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        try
        {
            await pipeline.ExecuteAsync(async token => await action(token), deadline.Token);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested && (fault is OperationCanceledException || IsStoreFault(fault)))
        {
            last ??= fault;
            throw new StoreUnavailableException(
                $"Identity gives up: the store was not ready within {limit.TotalSeconds:0} s. Last reason: {last.Message}", last);
        }
    }

    /// <summary>Whether the fault came from the database or from the way to it, at whatever depth the libraries wrapped it.</summary>
    public static bool IsStoreFault(Exception fault) =>
        fault is DbException or StoreUnavailableException or TimeoutException or System.Net.Sockets.SocketException
        || (fault.InnerException is { } inner && IsStoreFault(inner));
}
