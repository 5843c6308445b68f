namespace Ledger.Rules;

/// <summary>A sentence a person reads, in the platform's two languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Simplified Chinese.</param>
public sealed record Text(string En, string Zh);
