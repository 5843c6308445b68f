using System.Diagnostics;
using Ledger.Cli.Connection;
using Ledger.Cli.Scenario;

namespace Ledger.Cli.Demo;

/// <summary>What every phase of a demo works with: the story, the services, and the two ways to wait for them.</summary>
/// <param name="Scenario">The story.</param>
/// <param name="Client">The services.</param>
/// <param name="Keys">Idempotency keys of the steps.</param>
/// <param name="Patience">How long to wait for what one service has to hear from another.</param>
/// <param name="Progress">Told what happens, one line each.</param>
/// <param name="Signing">Keys by which its people sign.</param>
public sealed record Stage(ScenarioFile Scenario, LedgerClient Client, StepKeys Keys, Patience Patience, Action<string> Progress, PersonKeys Signing)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Id of the agreement that the whole scenario is about.</summary>
    public string AgreementId => Scenario.Agreement.AgreementId;

    /// <summary>Sends the command of a step, under the step's own key.</summary>
    /// <param name="step">Unique name.</param>
    /// <param name="person">Who acts.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">Follows from the story and what was read; never from clock or chance.</param>
    /// <param name="seen">Receipt of what this person changes; null when the step changes nothing that was read.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Receipt> DoAsync(string step, string person, string path, object body, long? seen, CancellationToken cancel) =>
        Client.PostAsync(person, path, Keys.Of(step), body, seen, cancel);

    /// <summary>
    /// Sends the command of a step to a service that may not have heard of the signed agreement yet: facts of other services
    /// arrive over the broker. While it refuses with this code the command is sent again; a refusal leaves nothing behind.
    /// </summary>
    public Task<Receipt> DoOnceKnownAsync(
        string step, string person, string path, object body, long? seen, string unknownCode, CancellationToken cancel) =>
        UntilAsync($"{path.Split('/')[0]} to hear of agreement {AgreementId}", async () =>
        {
            try
            {
                return await DoAsync(step, person, path, body, seen, cancel);
            }
            catch (RefusedException early) when (early.Code == unknownCode)
            {
                return null;
            }
        }, cancel);

    /// <summary>Looks again and again until something has arrived.</summary>
    /// <param name="what">What is waited for, for messages.</param>
    /// <param name="look">Null while it is not there.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">It did not arrive in time.</exception>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, CancellationToken cancel)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
        {
            if (await look() is { } there) return there;
            if (Stopwatch.GetElapsedTime(started) > Patience.Total)
                throw new ConnectionException($"Waited {Patience.Total.TotalSeconds:0} s in vain for {what}.");
            await Task.Delay(pause, cancel);
        }
    }
}
