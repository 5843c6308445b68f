namespace Ledger.Audit.Log;

/// <summary>
/// A page or entry that the log does not take: nothing of its page was written. The message goes to the error queue; if it
/// was genuine, the numbers after it wait and the health check shows it.
/// </summary>
public sealed class MalformedEntryException(string reason, Exception? inner = null)
    : Exception($"The audit page is refused: {reason}.", inner);
