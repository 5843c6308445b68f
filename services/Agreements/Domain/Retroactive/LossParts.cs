using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A payment of an allocated loss.</summary>
/// <param name="Party">Who receives it.</param>
/// <param name="Payer">The paying party; null when the reserve pays.</param>
/// <param name="Amount">What is paid.</param>
public sealed record LossPayment(string Party, string? Payer, Money Amount);

/// <summary>What an allocation was computed from beside the agreement.</summary>
/// <param name="Sufferers">Who suffered it, by weight.</param>
/// <param name="ReserveLeft">What the reserve could still pay.</param>
/// <param name="Accepted">Accepted value per party; null when the agreement did not read it.</param>
public sealed record LossBasis(IReadOnlyDictionary<string, Rational> Sufferers, Money ReserveLeft, IReadOnlyDictionary<string, Money>? Accepted);
