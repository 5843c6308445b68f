namespace Ledger.Rules;

/// <summary>An estate that does not suffice for all claims on it.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Estate">What is there to divide; at least 0, at most the sum of the claims.</param>
/// <param name="Claims">Claim per claimant; at least 0.</param>
public sealed record ClaimsInput(Currency Currency, Money Estate, IReadOnlyDictionary<string, Money> Claims);

/// <summary>Figures of a claims rule.</summary>
/// <param name="Estate">Divided.</param>
/// <param name="Claimed">Sum of the claims.</param>
/// <param name="Exact">Award per claimant in whole units of the currency, before rounding.</param>
/// <param name="Awards">Award per claimant; sums to the estate, none above its claim.</param>
/// <param name="Losses">Claim less award, per claimant.</param>
public sealed record ClaimsFigures(
    Money Estate,
    Money Claimed,
    IReadOnlyDictionary<string, Rational> Exact,
    IReadOnlyDictionary<string, Money> Awards,
    IReadOnlyDictionary<string, Money> Losses) : Figures;
