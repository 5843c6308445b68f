using System.Diagnostics;

namespace Ledger.Cli.Connection;

/// <summary>The access tokens of the people who act in one run: each signs in when first needed, and again before his token ends.</summary>
/// <param name="find">Finds the provider; asked until it answers, then never again.</param>
/// <param name="handler">See <see cref="SignIn"/>.</param>
/// <param name="password">Password of every seeded person.</param>
public sealed class AccessTokens(Func<CancellationToken, Task<Issuer>> find, Func<HttpMessageHandler> handler, string password)
{
    // A token that ends while the request is on its way would be refused.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, (string Token, long Got, TimeSpan Life)> _held = new(StringComparer.Ordinal);
    private Issuer? _issuer;

    /// <summary>A token of this person that still lives for a while.</summary>
    /// <param name="name">person@consortium.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SignInRefusedException">The person is not let in.</exception>
    /// <exception cref="HttpRequestException">The provider did not answer as it should; try again.</exception>
    public async Task<string> GetAsync(string name, CancellationToken cancel)
    {
        if (_held.TryGetValue(name, out var held) && Stopwatch.GetElapsedTime(held.Got) < held.Life - Margin) return held.Token;

        _issuer ??= await find(cancel);
        var got = Stopwatch.GetTimestamp();
        var token = await new SignIn(handler, _issuer).RunAsync(name, password, cancel);
        _held[name] = (token.Value, got, token.Life);
        return token.Value;
    }

    /// <summary>A service refused this token: the next request signs in anew.</summary>
    public void Forget(string name) => _held.Remove(name);
}
