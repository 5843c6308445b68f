using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ledger.Cli.Connection;

/// <summary>
/// How long the command line goes on when the system does not answer as it should: a service, the broker or the database may be
/// starting again. A request is repeated with the same key and body, so a repetition has no second effect.
/// </summary>
/// <param name="Total">After this time since the first attempt nothing is repeated any more.</param>
/// <param name="Attempt">Longest wait for one answer; above the gateway's own limit, so that its 504 arrives.</param>
/// <param name="FirstPause">Before the first repetition; it doubles, with jitter.</param>
/// <param name="LongestPause">A pause grows no longer than this, whatever <c>Retry-After</c> asks.</param>
public sealed record Patience(TimeSpan Total, TimeSpan Attempt, TimeSpan FirstPause, TimeSpan LongestPause)
{
    /// <summary>Three minutes in total, as the longest restart that a step has to outlast.</summary>
    public static Patience Default { get; } = new(
        TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(35), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));

    private static readonly ResiliencePropertyKey<long> StartedAt = new("ledger-started");

    /// <summary>
    /// Repeats what failed for reasons that pass: no connection, no answer in time, 408, 429, every 5xx, and 401 (the next attempt
    /// brings a new token). Other answers are final.
    /// </summary>
    /// <param name="attempt">One attempt; builds its request anew.</param>
    /// <param name="notice">Told before each repetition: which one, and why.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The first answer that is final, or the last one when the patience is at its end.</returns>
    public async Task<HttpResponseMessage> SendAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt, Action<int, string>? notice, CancellationToken cancel)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = args => ValueTask.FromResult(Passes(args.Outcome) && !IsOver(args.Context)),
                DelayGenerator = args => ValueTask.FromResult(Asked(args.Outcome.Result)),
                OnRetry = args =>
                {
                    notice?.Invoke(args.AttemptNumber + 1, Reason(args.Outcome));
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(Attempt)
            .Build();

        var context = ResilienceContextPool.Shared.Get(cancel);
        try
        {
            context.Properties.Set(StartedAt, Stopwatch.GetTimestamp());
            return await pipeline.ExecuteAsync(async running => await attempt(running.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsOver(ResilienceContext context) =>
        Stopwatch.GetElapsedTime(context.Properties.GetValue(StartedAt, 0)) > Total;

    private static bool Passes(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome)
        || outcome.Result?.StatusCode == HttpStatusCode.Unauthorized
        || outcome.Exception is IOException;

    private TimeSpan? Asked(HttpResponseMessage? answer)
    {
        var asked = answer?.Headers.RetryAfter?.Delta;
        return asked is { } pause ? pause < LongestPause ? pause : LongestPause : null;
    }

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } answer } => $"{(int)answer.StatusCode} {answer.ReasonPhrase}",
        { Exception: TimeoutRejectedException late } => $"no answer within {late.Timeout.TotalSeconds:0} s",
        { Exception: { } failure } => (failure.InnerException ?? failure).Message,
        _ => "no answer",
    };
}
