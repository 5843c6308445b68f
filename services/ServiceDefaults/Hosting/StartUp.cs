using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>A service may start before its database or broker: it waits for them, for a bounded time.</summary>
internal static class StartUp
{
    private const int Attempts = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs a step, again while the server it needs is not up. A missing trigger is no outage and fails at once.</summary>
    public static async Task WaitForAsync(IServiceProvider services, Func<Task> step)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StartUp));
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(failure => failure is not CaptureMissingException && IsOutage(failure)),
                MaxRetryAttempts = Attempts,
                Delay = Pause,
                OnRetry = attempt =>
                {
                    log.LogWarning("Waiting for the servers ({Attempt} of {Attempts}): {Reason}",
                        attempt.AttemptNumber + 1, Attempts, attempt.Outcome.Exception?.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        await pipeline.ExecuteAsync(async _ => await step());
    }

    private static bool IsOutage(Exception failure) => failure switch
    {
        PostgresException { SqlState: ['5', '7', ..] or ['5', '3', ..] or ['0', '8', ..] } => true,
        PostgresException => false,
        NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or IOException => true,
        { InnerException: { } inner } => IsOutage(inner),
        _ => failure.GetType().Name is "BrokerUnreachableException" or "RabbitMqConnectionException",
    };
}
