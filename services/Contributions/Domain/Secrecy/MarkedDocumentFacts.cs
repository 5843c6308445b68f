namespace Ledger.Contributions.Domain;

/// <summary>A contribution marked the file with this hash.</summary>
public sealed record DocumentMarked(string Sha256, Guid Contribution, string Field);
