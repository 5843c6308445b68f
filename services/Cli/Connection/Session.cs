using System.Net;

namespace Ledger.Cli.Connection;

/// <summary>The open connection of one command: client, tokens and the sockets below them.</summary>
public sealed class Session : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    private Session(HttpClient http, LedgerClient client) => (_http, Client) = (http, client);

    /// <summary>The API.</summary>
    public LedgerClient Client { get; }

    /// <summary>Opens a session; nothing is sent before the first request.</summary>
    /// <param name="options">From the command line.</param>
    /// <param name="consortium">Whose records.</param>
    /// <param name="patience">How long to go on when something does not answer.</param>
    /// <param name="notice">Told when something has to be repeated.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">The password file cannot be read or is empty.</exception>
    public static async Task<Session> OpenAsync(
        ConnectionOptions options, string consortium, Patience patience, Action<string>? notice, CancellationToken cancel)
    {
        var password = await PasswordAsync(options.PasswordFile, cancel);
        var http = new HttpClient(Handler(options.Gateway, cookies: false)) { Timeout = Timeout.InfiniteTimeSpan };
        var tokens = new AccessTokens(
            async running => await Issuer.FindAsync(http, options.Gateway, options.Issuer, running),
            () => Handler(options.Gateway, cookies: true), password);
        return new Session(http, new LedgerClient(http, tokens, patience, options.Gateway, consortium, notice));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(Uri gateway, bool cookies) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = cookies,
        CookieContainer = new CookieContainer(),
        ConnectTimeout = ConnectTime,

        // A proxy configured for the internet does not lead back to this machine.
        UseProxy = !gateway.IsLoopback,
    };

    private static async Task<string> PasswordAsync(string file, CancellationToken cancel)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(file, cancel);
            return lines is [{ Length: > 0 } password, ..] ? password : throw new ConnectionException($"{file} holds no password.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionException($"{file} cannot be read: {fault.Message}", fault);
        }
    }
}
