using System.Net;
using System.Threading.RateLimiting;

namespace Ledger.Identity.SignIn;

/// <summary>
/// Counts failed sign-ins per client address, over all names: what the lock of a single name does not see is one password tried
/// on many names. Kept in memory; each replica counts what it sees.
/// </summary>
public sealed class FailedSignIns : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = Limits.FailuresPerAddress,
            Window = Limits.FailureWindow,
            QueueLimit = 0,
        }));

    /// <summary>Whether the address has used up its failures.</summary>
    public bool IsBlocked(IPAddress address)
    {
        using var lease = _limiter.AttemptAcquire(address, 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts one failure.</summary>
    public void Count(IPAddress address)
    {
        using var lease = _limiter.AttemptAcquire(address, 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
