namespace Ledger.Contributions.Domain;

/// <summary>A paper of another service's record.</summary>
/// <param name="Reference">Its reference there.</param>
/// <param name="Sha256">The file.</param>
public sealed record PaperElsewhere(string Reference, string Sha256);
