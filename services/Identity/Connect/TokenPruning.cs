using Ledger.Identity.Store;
using OpenIddict.Abstractions;

namespace Ledger.Identity.Connect;

/// <summary>Removes used and expired tokens and the authorizations they leave behind, so that the tables do not grow for ever.</summary>
public sealed class TokenPruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenPruning> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.PruningInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception fault) when (StoreWait.IsStoreFault(fault))
            {
                log.LogWarning("Old tokens stay until the next round: {Reason}", fault.Message);
            }
        }
    }

    /// <summary>One round. Returns the number of tokens removed.</summary>
    public async Task<long> PruneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = clock.GetUtcNow() - Limits.TokenRetention;
        var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, ct);
        var authorizations = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, ct);
        log.LogInformation("Removed {Tokens} old tokens and {Authorizations} authorizations", tokens, authorizations);
        return tokens;
    }
}
