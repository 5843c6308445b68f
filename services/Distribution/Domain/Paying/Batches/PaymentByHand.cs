using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Amounts of an outcome by hand.</summary>
/// <param name="Received">What arrived, at the party or back at the consortium.</param>
/// <param name="Fee">What banks took.</param>
/// <param name="PartyBearsFee">Whether the party got less by it.</param>
/// <param name="Said">The outcome by hand, with its evidence.</param>
public sealed record PaymentByHand(Money Received, Money Fee, bool PartyBearsFee, Guid Said);
