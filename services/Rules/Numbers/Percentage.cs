namespace Ledger.Rules;

/// <summary>An exact share said in hundredths, for people. Calculations use the share itself; rounding happens only here.</summary>
/// <param name="Share">1/4 is 25%.</param>
public readonly record struct Percentage(Rational Share)
{
    /// <summary>What part of a whole an amount is; null when the whole is zero.</summary>
    /// <exception cref="InvalidOperationException">Different currencies.</exception>
    public static Percentage? Of(Money part, Money whole)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(whole);
        if (part.Currency != whole.Currency) throw new InvalidOperationException($"{part.Currency} is no part of {whole.Currency}.");
        return whole.IsZero ? null : new Percentage(part.Value / whole.Value);
    }

    /// <summary>"46.85%", rounded half-up to two places.</summary>
    public override string ToString() => (Share * 100).ToDecimal(2, Rounding.HalfUp) + "%";
}
