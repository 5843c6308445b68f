namespace Ledger.Rules;

/// <summary>
/// How far a mean of independent draws can be from its expectation (Hoeffding 1963): with m draws between a and b, further than
/// t only with probability 2 exp(-2 m t^2 / (b - a)^2). All roundings go up, so that the stated bound is never too small.
/// </summary>
internal static class HoeffdingBound
{
    private const int Terms = 40;
    private const int Digits = 40;

    // ln 2 rounded up.
    private static readonly Rational LogOfTwo = Rational.Parse("0.6931471805599453094172321214581765680756");

    /// <summary>The bound that holds for <paramref name="means"/> means at once with probability 1 - <paramref name="failure"/>,
    /// per unit of range: sqrt(ln(2 means / failure) / (2 draws)).</summary>
    public static Rational PerRange(int means, Rational failure, int draws) =>
        Up((UpperLog(2 * means / failure) / (2 * (Rational)draws)).Sqrt(Digits) + new Rational(1, Rational.Power(10, Digits)));

    /// <summary>Rounds up to the places of a stated bound.</summary>
    public static Rational Up(Rational value) => Up(value, GameLimits.BoundDigits);

    /// <summary>An upper bound of the natural logarithm of a number of at least 1, right to more than thirty places.</summary>
    internal static Rational UpperLog(Rational value)
    {
        var halvings = 0;
        while (value >= 2)
        {
            value /= 2;
            halvings++;
        }

        // ln r = 2 (z + z^3/3 + z^5/5 + ...) with z = (r - 1)/(r + 1) below 1/3; what is left out is less than the next term / (1 - z^2).
        var z = RoundUp((value - 1) / (value + 1));
        var power = z;
        var sum = Rational.Zero;
        for (var term = 0; term < Terms; term++)
        {
            sum += power / ((2 * term) + 1);
            power = RoundUp(power * z * z);
        }

        return RoundUp(2 * (sum + (power / (1 - (z * z))))) + (halvings * LogOfTwo);
    }

    private static Rational RoundUp(Rational value) => Up(value, Digits);

    private static Rational Up(Rational value, int places) => -new Rational((-value * Rational.Power(10, places)).Floor(), Rational.Power(10, places));
}
