namespace Ledger.Audit.Checkpoints;

/// <summary>How signing goes in this process, for the health check.</summary>
public sealed class SealerState
{
    private volatile string? _failure;

    /// <summary>Why nothing is signed; null when all is well or another process signs.</summary>
    public string? Failure => _failure;

    public void Well() => _failure = null;

    public void Failed(Exception failure) => _failure = failure.Message;
}
