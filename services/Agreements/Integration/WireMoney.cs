using Ledger.Rules;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Amounts of contracts as money.</summary>
internal static class WireMoney
{
    /// <exception cref="FormatException">Not an amount; the publisher broke the contract, and the message goes to the error queue.</exception>
    public static Money Read(this V1.MoneyAmount amount) => Money.Parse(amount.Amount, Currency.Of(amount.Currency));
}
