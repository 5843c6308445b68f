using System.Collections.Concurrent;
using Ledger.Transparency.Witnesses;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Audit.Witnesses;

/// <summary>How cosigning goes in this process. Never red: a log whose witnesses are away goes on, and its readers see who has seen it.</summary>
public sealed class CosigningState(TimeProvider clock) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);
    private long _quorumAt = clock.GetTimestamp();

    public void Well(string witness) => _failing.TryRemove(witness, out _);

    public void Failed(string witness, string reason) => _failing[witness] = reason;

    /// <summary>How the newest checkpoint stands after it was shown to the witnesses.</summary>
    public void Shown(CheckpointStanding standing)
    {
        if (standing == CheckpointStanding.Trusted) Interlocked.Exchange(ref _quorumAt, clock.GetTimestamp());
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = string.Join("; ", _failing.OrderBy(witness => witness.Key, StringComparer.Ordinal).Select(witness => $"{witness.Key}: {witness.Value}"));
        return Task.FromResult(failing.Length == 0 || clock.GetElapsedTime(Interlocked.Read(ref _quorumAt)) < AuditLimits.WithoutQuorum
            ? HealthCheckResult.Healthy(failing)
            : HealthCheckResult.Degraded($"Too few witnesses for {AuditLimits.WithoutQuorum.TotalMinutes} minutes: {failing}"));
    }
}
