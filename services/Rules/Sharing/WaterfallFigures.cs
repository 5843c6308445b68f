namespace Ledger.Rules;

/// <summary>What became of one cost claim.</summary>
/// <param name="Reference">As claimed.</param>
/// <param name="Party">Claimant.</param>
/// <param name="Claimed">Amount claimed.</param>
/// <param name="Paid">Paid now.</param>
/// <param name="CarriedForward">Left for a later period.</param>
/// <param name="Class">Priority class; null when the tier has none.</param>
public sealed record ClaimPayment(string Reference, string Party, Money Claimed, Money Paid, Money CarriedForward, string? Class = null);

/// <summary>One key of the residual tier.</summary>
/// <param name="Key">The measure.</param>
/// <param name="Amount">Part of the residual divided by it.</param>
/// <param name="Basis">The measure of each participant: accepted value, points, score, 1 or game value.</param>
/// <param name="Payments">Per participant; sums to the amount.</param>
public sealed record KeyPayment(ResidualMeasure Key, Money Amount, IReadOnlyDictionary<string, Rational> Basis, IReadOnlyDictionary<string, Money> Payments);

/// <summary>One tier as it was served.</summary>
/// <param name="Tier">"statutory-share/royalty", "reserve", "cost-recovery", "preferred-return", "return-of-contribution", "catch-up", "residual".</param>
/// <param name="Available">Left of the pool before this tier.</param>
/// <param name="Amount">Taken by this tier: to the reserve, or to the participants.</param>
/// <param name="Payments">Per participant; empty for the reserve.</param>
/// <param name="CarriedForward">Claims of this tier the money did not suffice for, per participant with any.</param>
/// <param name="Claims">For cost recovery: each claim.</param>
/// <param name="Keys">For the residual: each key.</param>
public sealed record TierFigures(
    string Tier,
    Money Available,
    Money Amount,
    IReadOnlyDictionary<string, Money> Payments,
    IReadOnlyDictionary<string, Money> CarriedForward,
    IReadOnlyList<ClaimPayment>? Claims = null,
    IReadOnlyList<KeyPayment>? Keys = null);

/// <summary>Figures of <see cref="Waterfall"/>: reserve and shares sum to the pool to the smallest unit.</summary>
/// <param name="Pool">Distributed.</param>
/// <param name="Reserve">Put into the risk reserve.</param>
/// <param name="Distributable">Pool less reserve.</param>
/// <param name="Shares">Total per participant.</param>
/// <param name="Tiers">In order.</param>
/// <param name="CarriedOut">What the next distribution carries in; null when this one was told nothing of earlier ones.</param>
public sealed record WaterfallFigures(
    Money Pool,
    Money Reserve,
    Money Distributable,
    IReadOnlyDictionary<string, Money> Shares,
    IReadOnlyList<TierFigures> Tiers,
    WaterfallCarry? CarriedOut = null) : Figures;
