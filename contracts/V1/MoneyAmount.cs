namespace Ledger.Contracts.V1;

/// <summary>An amount of money on the wire.</summary>
/// <param name="Amount">Decimal string with exactly the currency's minor digits, for example <c>840000.00</c>.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record MoneyAmount(string Amount, string Currency);
