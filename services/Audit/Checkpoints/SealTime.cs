namespace Ledger.Audit.Checkpoints;

/// <summary>
/// When a growing tree is due to be signed: at <see cref="AuditLimits.SealEntries"/> new entries, <see cref="AuditLimits.SealAfter"/> after the
/// last signing began, or when nothing more has come in for <see cref="AuditLimits.SealQuiet"/>: then waiting brings nothing together.
/// </summary>
/// <param name="clock">Measures time.</param>
internal sealed class SealTime(TimeProvider clock)
{
    private long _signed;
    private long _seen;
    private long _signedAt;
    private long _grewAt;

    /// <summary>The tree was signed.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="begun">Reading of the clock when signing began: what came in since then is not under it.</param>
    public void Signed(long size, long begun) => (_signed, _seen, _signedAt) = (size, size, begun);

    /// <summary>Whether a tree of this size is due now.</summary>
    public bool IsDue(long size)
    {
        var now = clock.GetTimestamp();
        if (size > _seen) (_seen, _grewAt) = (size, now);
        return size > _signed && (size - _signed >= AuditLimits.SealEntries
            || clock.GetElapsedTime(_signedAt, now) >= AuditLimits.SealAfter || clock.GetElapsedTime(_grewAt, now) >= AuditLimits.SealQuiet);
    }
}
