namespace Ledger.Audit.Log;

/// <summary>A page came from somebody else than the service it speaks for. Nothing was written; the message goes to the error queue.</summary>
public sealed class ForgedPageException(string reason) : Exception($"The page is refused: {reason}.");
