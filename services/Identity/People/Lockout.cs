namespace Ledger.Identity.People;

/// <summary>How long a sign-in name stays locked after wrong passwords in a row.</summary>
public static class Lockout
{
    /// <summary>
    /// Nothing before <see cref="Limits.FailuresBeforeLock"/> failures; then <see cref="Limits.FirstLock"/>, doubled with every
    /// further failure up to <see cref="Limits.LongestLock"/>.
    /// </summary>
    public static TimeSpan? After(int failures)
    {
        if (failures < Limits.FailuresBeforeLock)
        {
            return null;
        }

        var doublings = Math.Min(failures - Limits.FailuresBeforeLock, 20);
        var length = Limits.FirstLock * (1 << doublings);
        return length < Limits.LongestLock ? length : Limits.LongestLock;
    }
}
