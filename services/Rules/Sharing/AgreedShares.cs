namespace Ledger.Rules;

/// <summary>Inputs of <see cref="AgreedShares"/>.</summary>
/// <param name="Currency">Of the amount.</param>
/// <param name="Amount">What is divided; at least 0.</param>
/// <param name="Shares">Party to its share; at least 0, sum exactly 1.</param>
public sealed record AgreedSharesInput(Currency Currency, Money Amount, IReadOnlyDictionary<string, Rational> Shares);

/// <summary>Figures of <see cref="AgreedShares"/>.</summary>
/// <param name="Amount">Divided.</param>
/// <param name="Exact">Per party in whole units of the currency, before rounding.</param>
/// <param name="Amounts">Per party; sums to the amount.</param>
public sealed record AgreedSharesFigures(Money Amount, IReadOnlyDictionary<string, Rational> Exact, IReadOnlyDictionary<string, Money> Amounts) : Figures;

/// <summary>
/// Divides an amount by agreed percentages, as a revenue-sharing contract does. Percentages that do not sum to the whole are
/// refused, never stretched; what rounding leaves goes by largest remainder and the result says to whom.
/// </summary>
public static class AgreedShares
{
    public static Method<AgreedSharesInput, AgreedSharesFigures> Method { get; } = new("sharing.agreed-shares", 1, MethodPurpose.Sharing,
        new("Division by agreed shares", "按约定比例分配"), Read, Divide);

    /// <summary>Divides.</summary>
    /// <returns>Figures; or sharing.shares-not-one, money.negative, input.negative, input.empty.</returns>
    public static Outcome<AgreedSharesFigures> Divide(AgreedSharesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.NotNegative("amount", input.Amount);
        checks.That(input.Shares.Count > 0, () => Problems.Empty("shares"));
        foreach (var (party, share) in input.Shares) checks.NotNegative($"shares.{party}", share);
        var sum = input.Shares.Values.Aggregate(Rational.Zero, (total, share) => total + share);
        checks.That(sum == Rational.One, () => new InputRejection("sharing.shares-not-one",
            new($"The shares sum to {sum}, not to 1; nothing says who gets the difference.", $"份额之和为{sum}，应为1；差额无人可得。")) { Field = "shares", Value = sum.ToString() });
        if (checks.Failed) return checks.Refuse<AgreedSharesFigures>();

        var steps = new Steps();
        steps.Add("amount", new("Amount", "金额"), input.Amount);
        var exact = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, share) in input.Shares) exact[party] = share * input.Amount.Value;
        foreach (var (party, part) in exact)
            steps.Add($"exact/{party}", new($"Exact part of {party}", $"{party} 的精确份额"), part, input.Currency.Code, $"{input.Shares[party]} * {input.Amount.Amount}");
        var split = LargestRemainder.Split(input.Amount, input.Shares);
        steps.Left("amount", split);
        foreach (var (party, part) in split.Amounts)
            steps.Add($"part/{party}", new($"Part of {party}", $"{party} 所得"), part, note: new("To the smallest unit by largest remainder.", "按最大余数法取整至最小货币单位。"));
        return new AgreedSharesFigures(input.Amount, exact, split.Amounts) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static AgreedSharesInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var amount = inputs.Amount("amount", currency);
        var shares = inputs.Weights("shares", RuleLimits.Parties);
        return currency is not null && amount is not null ? new AgreedSharesInput(currency, amount, shares) : null;
    }
}
