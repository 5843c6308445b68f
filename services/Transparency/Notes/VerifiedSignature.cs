namespace Ledger.Transparency.Notes;

/// <summary>A signature line that its key verifies.</summary>
/// <param name="Key">The key.</param>
/// <param name="Time">When a witness says it signed, POSIX seconds; null for other kinds.</param>
public sealed record VerifiedSignature(VerifierKey Key, long? Time);
