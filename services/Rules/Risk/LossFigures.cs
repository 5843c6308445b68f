namespace Ledger.Rules;

/// <summary>What every loss measure answers.</summary>
/// <param name="Gross">The loss before excess and recoveries.</param>
/// <param name="Net">What is left to be borne and allocated; never negative.</param>
public record LossFigures(Money Gross, Money Net) : Figures;
