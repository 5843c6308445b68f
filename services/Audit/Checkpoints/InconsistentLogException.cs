namespace Ledger.Audit.Checkpoints;

/// <summary>What the database holds contradicts what was signed before. Nothing may be signed until a person has looked into it.</summary>
public sealed class InconsistentLogException(string reason) : Exception($"The log contradicts what was signed before: {reason}.");
