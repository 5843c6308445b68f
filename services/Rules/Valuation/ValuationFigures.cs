namespace Ledger.Rules;

/// <summary>What every valuation method answers.</summary>
/// <param name="Value">The value by the method, before the claim is looked at.</param>
/// <param name="Accepted">What is credited: the value, or the claim where it is lower and the agreement caps at the claim.</param>
/// <param name="Excess">How far the claim went beyond the accepted value; zero when it did not.</param>
public record ValuationFigures(Money Value, Money Accepted, Money Excess) : Figures;
