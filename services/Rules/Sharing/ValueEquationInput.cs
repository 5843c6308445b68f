using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How long a contribution has a claim on income.</summary>
[JsonConverter(typeof(KebabCaseEnum<ClaimLife>))]
public enum ClaimLife
{
    /// <summary>Until it is paid its value; then it is closed.</summary>
    DebtLike,

    /// <summary>For ever, in proportion to its value.</summary>
    EquityLike,

    /// <summary>In one distribution only, at most its value; then it is closed, paid in full or not.</summary>
    OneTime,
}

/// <summary>A part of income with its own claims.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Rate">0 to 1, of the income; the rates sum to exactly 1.</param>
public sealed record ValueBucket(string Id, Rational Rate);

/// <summary>A contribution's claim on a bucket.</summary>
/// <param name="Reference">Unique.</param>
/// <param name="Party">Who contributed.</param>
/// <param name="Bucket">A bucket.</param>
/// <param name="Life">How long the claim lives.</param>
/// <param name="Value">Above 0.</param>
/// <param name="Paid">Paid in earlier distributions; at most the value for a debt-like claim, 0 for a one-time claim.</param>
public sealed record ValueClaim(string Reference, string Party, string Bucket, ClaimLife Life, Money Value, Money Paid);

/// <summary>Inputs of <see cref="ValueEquation"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Income">Distributed; at least 0.</param>
/// <param name="Buckets">At least one.</param>
/// <param name="Claims">Of contributions.</param>
public sealed record ValueEquationInput(Currency Currency, Money Income, IReadOnlyList<ValueBucket> Buckets, IReadOnlyList<ValueClaim> Claims);

/// <summary>What became of one claim.</summary>
/// <param name="Reference">The claim.</param>
/// <param name="Party">Who contributed.</param>
/// <param name="Amount">Paid now.</param>
/// <param name="Open">Still open after it; null for an equity-like claim, which never closes.</param>
public sealed record ValuePayment(string Reference, string Party, Money Amount, Money? Open);

/// <summary>Figures of <see cref="ValueEquation"/>.</summary>
/// <param name="Income">Distributed.</param>
/// <param name="Buckets">Amount per bucket; sums to the income.</param>
/// <param name="Claims">In the order of the inputs.</param>
/// <param name="Shares">Per party; sums to the income.</param>
public sealed record ValueEquationFigures(
    Money Income, IReadOnlyDictionary<string, Money> Buckets, IReadOnlyList<ValuePayment> Claims, IReadOnlyDictionary<string, Money> Shares) : Figures;
