using System.Numerics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The exact sign test: how likely a split at least as uneven is when both sides are equally likely.</summary>
public static class SignTest
{
    private const int Places = 6;

    /// <summary>Two-sided, to 6 places; 1 for nothing.</summary>
    public static Rational TwoSided(int above, int below)
    {
        var n = above + below;
        var tail = BigInteger.Zero;
        var term = BigInteger.One;
        for (var i = 0; i <= Math.Min(above, below); i++)
        {
            tail += term;
            term = term * (n - i) / (i + 1);
        }

        return Rational.Min(1, new Rational(2 * tail, BigInteger.One << n)).Round(Places, Rounding.HalfUp);
    }
}
