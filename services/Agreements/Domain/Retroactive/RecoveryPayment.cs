using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A payment of a recovery's holder.</summary>
/// <param name="To">Who receives it; null when it is the reserve.</param>
/// <param name="Amount">What is paid.</param>
public sealed record RecoveryPayment(string? To, Money Amount);
