using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Identity.Store;

/// <summary>Set once the start is through: schema checked, clients registered, people seeded.</summary>
public sealed class StartState
{
    private volatile bool _complete;

    /// <summary>Whether the provider may be used.</summary>
    public bool Complete
    {
        get => _complete;
        set => _complete = value;
    }
}

/// <summary>Ready: the start is through and the database answers.</summary>
public sealed class Readiness(StartState start, IServiceScopeFactory scopes) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!start.Complete)
        {
            return HealthCheckResult.Unhealthy("starting");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limits.ReadinessWait);
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IdentityStore>();
        return await store.Database.CanConnectAsync(deadline.Token)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the store does not answer");
    }
}
