namespace Ledger.Rules;

/// <summary>
/// What the platform, not the person who enters the inputs, puts under the member "terms" of a method's inputs: the currency,
/// the claim, the agreement's policy. Whoever proposes a value can therefore not choose them.
/// </summary>
/// <param name="Currency">The agreement's currency; every amount of the inputs is in it.</param>
public abstract record MethodTerms(Currency Currency);

/// <summary>Terms of a valuation method.</summary>
/// <param name="Currency">The agreement's currency.</param>
/// <param name="Claimed">What the contributor claimed.</param>
/// <param name="CapAtClaim">Whether the accepted value stops at the claim.</param>
/// <param name="MinEvidence">How many pieces of evidence the agreement asks for this kind of contribution.</param>
/// <param name="On">Valuation date: the day the contribution took effect. Later market evidence is refused.</param>
public sealed record ValuationTerms(Currency Currency, Money Claimed, bool CapAtClaim, int MinEvidence, DateOnly On) : MethodTerms(Currency);

/// <summary>Terms of a loss measure.</summary>
/// <param name="Currency">The agreement's currency.</param>
public sealed record LossTerms(Currency Currency) : MethodTerms(Currency);
