using Ledger.Portal.Gateway;
using Ledger.Portal.Settings;
using Ledger.Portal.Web;

namespace Ledger.Portal.Start;

/// <summary>One line of the start page's table.</summary>
/// <param name="Title">The service.</param>
/// <param name="Purpose">What it keeps.</param>
/// <param name="Ready">Instances that say they are ready.</param>
/// <param name="Instances">Instances there are.</param>
/// <param name="Document">Address of its OpenAPI document, or null.</param>
public sealed record ServiceStatus(Text Title, Text Purpose, int Ready, int Instances, string? Document)
{
    /// <summary>Whether every instance is ready.</summary>
    public bool IsReady => Ready == Instances;
}

/// <summary>
/// Asks every service whether it is ready. Answers are kept for <see cref="Limits.StatusAge"/>, so that reloading the start page
/// does not multiply into requests to every service.
/// </summary>
public sealed class ServiceStatuses(IHttpClientFactory clients, PortalSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "status";

    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<ServiceStatus> _seen = [];
    private DateTimeOffset _seenAt = DateTimeOffset.MinValue;

    /// <summary>The services and the sign-in, in the order of the table.</summary>
    public async Task<IReadOnlyList<ServiceStatus>> ReadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (clock.GetUtcNow() - _seenAt > Limits.StatusAge)
            {
                _seen = await AskAsync(ct);
                _seenAt = clock.GetUtcNow();
            }

            return _seen;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<ServiceStatus>> AskAsync(CancellationToken ct)
    {
        var services = ServiceCatalog.All.Select(service => AskAsync(
            service.Title, service.Purpose, settings.Services[service.Name].Select(address => new Uri(address, "/health/ready")), $"/openapi/{service.Name}.json", ct));

        // Of an OpenID Connect provider one thing is known whoever made it: it publishes its discovery document.
        var discovery = new Uri(settings.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration");
        var identity = AskAsync(new("Sign-in", "登录"), new("who may sign in, and in which roles", "谁可以登录，以及其角色"), [discovery], null, ct);
        return await Task.WhenAll([.. services, identity]);
    }

    private async Task<ServiceStatus> AskAsync(Text title, Text purpose, IEnumerable<Uri> addresses, string? document, CancellationToken ct)
    {
        var answers = await Task.WhenAll(addresses.Select(address => IsReadyAsync(address, ct)));
        return new ServiceStatus(title, purpose, answers.Count(ready => ready), answers.Length, document);
    }

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
