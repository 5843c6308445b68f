namespace Ledger.Rules;

/// <summary>Rules that divide by percentages: of the claims, or of what is left of them after a guarantee.</summary>
internal static class ProportionalRules
{
    /// <summary>Each the same part of its claim: c * E / C.</summary>
    public static Rational[] Proportional(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var rate = Rate(estate, claims);
        steps.Add("rate", new("Part of each claim that is met", "每项主张的满足比例"), rate, formula: "E / C");
        return [.. claims.Select(claim => claim * rate)];
    }

    /// <summary>
    /// First to each what the others concede, m = max(0, E - (C - c)); then the rest in proportion to what is left of the claims,
    /// none above that rest.
    /// </summary>
    public static Rational[] AdjustedProportional(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var total = Sum(claims);
        var conceded = claims.Select(claim => Rational.Max(Rational.Zero, estate - (total - claim))).ToArray();
        var rest = estate - Sum(conceded);
        var open = claims.Select((claim, i) => Rational.Min(claim - conceded[i], rest)).ToArray();
        var rate = Rate(rest, open);
        steps.Add("conceded", new("Conceded by the others, together", "他人让予部分合计"), Sum(conceded), formula: "sum of max(0, E - (C - c))");
        steps.Add("rest", new("Rest, divided in proportion", "按比例分配的余额"), rest);
        steps.Add("rate", new("Part of each remaining claim", "剩余主张的满足比例"), rate);
        return [.. conceded.Select((own, i) => own + (open[i] * rate))];
    }

    /// <summary>First to each the least claim, or E / n when that is less; then the rest in proportion to what is left of the claims.</summary>
    public static Rational[] AlphaMin(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var equal = estate / claims.Count;
        var least = Rational.Min(claims.Min(), equal);
        var open = claims.Select(claim => claim - least).ToArray();
        var rate = Rate(estate - (least * claims.Count), open);
        steps.Add("alpha", new("Guaranteed to each claimant", "每人保证额 α"), least, formula: "min(least claim, E / n)");
        steps.Add("rate", new("Part of each remaining claim", "剩余主张的满足比例"), rate);
        return [.. open.Select(claim => least + (claim * rate))];
    }

    internal static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value);

    // Nothing claimed, nothing there: any rate would do.
    private static Rational Rate(Rational estate, IReadOnlyList<Rational> claims) => Sum(claims) is { IsZero: false } total ? estate / total : Rational.Zero;
}
