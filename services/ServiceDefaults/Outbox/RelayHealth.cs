using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Red while this process holds the lead and cannot pass facts on, or cannot find out whether it should. A process that
/// waits while another leads is well.
/// </summary>
public sealed class RelayHealth : IHealthCheck
{
    private volatile string _state = "starting";
    private volatile Exception? _failure;

    public void Waiting() => Set("another process leads", null);

    public void Leading() => Set("leading", null);

    public void Failed(Exception failure) => Set("stopped", failure);

    /// <summary>What it does, and what stopped it.</summary>
    internal (string State, Exception? Failure) Now => (_state, _failure);

    private void Set(string state, Exception? failure)
    {
        _failure = failure;
        _state = state;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (state, failure) = (_state, _failure);
        return Task.FromResult(failure is null && state != "starting"
            ? HealthCheckResult.Healthy(state)
            : HealthCheckResult.Unhealthy($"{state}: {failure?.Message}", failure));
    }
}
