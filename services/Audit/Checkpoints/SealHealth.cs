using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Audit.Checkpoints;

/// <summary>Red while nothing can be signed: the log contradicts what was signed before, or the signer cannot reach what it needs.</summary>
public sealed class SealHealth(SealerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Failure is { } failure ? HealthCheckResult.Unhealthy(failure) : HealthCheckResult.Healthy());
}
