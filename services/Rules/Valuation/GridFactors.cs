namespace Ledger.Rules;

/// <summary>Turns stated adjustments into factors.</summary>
internal static class GridFactors
{
    /// <summary>Decimal places kept of a capacity ratio to a broken exponent; the rest of a factor stays exact.</summary>
    public const int PowerDigits = 12;

    /// <summary>What an asking price falls to when nothing is said about it.</summary>
    public static Rational AskingPriceFactor { get; } = new(9, 10);

    private static readonly Rational HighestExponent = 2;

    /// <summary>A factor and how it came about.</summary>
    public sealed record Resolved(GridFactorKind Kind, Rational Value, string Formula);

    /// <summary>The factors in the fixed order; what is wrong goes to the checks.</summary>
    public static IReadOnlyList<Resolved> Resolve(
        Checks checks, IReadOnlyList<GridFactor> factors, string path, DateOnly pricedOn, DateOnly on, IReadOnlyList<IndexSeries> indexes, GridPolicy policy)
    {
        var resolved = new List<Resolved>(factors.Count);
        for (var i = 0; i < factors.Count; i++)
        {
            var factor = factors[i];
            var here = JsonPath.Item(path, i);
            for (var j = 0; j < i; j++)
            {
                if (Slot(factors[j].Kind) != Slot(factor.Kind)) continue;
                var name = KebabCase.Name(factor.Kind);
                checks.Add(new InputRejection("comparables.duplicate-factor", new($"The adjustment '{name}' stands twice.", $"调整项“{name}”重复。")) { Field = $"{here}.kind", Value = name });
                break;
            }

            if (Value(checks, factor, here, pricedOn, on, indexes) is not { } found) continue;
            if (found.Value < policy.LowestFactor || found.Value > policy.HighestFactor)
            {
                var name = KebabCase.Name(factor.Kind);
                var shown = WorkedLines.Show(found.Value);
                checks.Add(new InputRejection("comparables.factor-out-of-bounds",
                    new($"The adjustment '{name}' is {shown}; only {policy.LowestFactor} to {policy.HighestFactor} is credible.",
                        $"调整系数“{name}”为{shown}，可信范围为{policy.LowestFactor}至{policy.HighestFactor}。")) { Field = here, Value = shown });
            }

            resolved.Add(found);
        }

        resolved.Sort((a, b) => a.Kind.CompareTo(b.Kind));
        return resolved;
    }

    public static void CheckPolicy(Checks checks, GridPolicy policy)
    {
        checks.Positive("policy.lowestFactor", policy.LowestFactor);
        checks.Within("policy.lowestFactor", policy.LowestFactor, 0, 1);
        checks.Within("policy.highestFactor", policy.HighestFactor, 1, 10);
        checks.Positive("policy.grossLimit", policy.GrossLimit);
        checks.Within("policy.grossLimit", policy.GrossLimit, 0, 2);
        checks.Positive("policy.sourceShare", policy.SourceShare);
        checks.Within("policy.sourceShare", policy.SourceShare, 0, 1);
        if (policy.MinEffective is { } least) checks.Within("policy.minEffective", least, 1, RuleLimits.Items);
    }

    // An asking price is a transaction factor: both together would count the same thing twice.
    private static GridFactorKind Slot(GridFactorKind kind) => kind == GridFactorKind.AskingPrice ? GridFactorKind.Transaction : kind;

    private static Resolved? Value(Checks checks, GridFactor factor, string here, DateOnly pricedOn, DateOnly on, IReadOnlyList<IndexSeries> indexes)
    {
        if (factor.Series is { } id)
        {
            var series = indexes.FirstOrDefault(candidate => candidate.Id == id);
            if (series is null)
            {
                checks.Add(new InputRejection("index.unknown-series", new($"There is no index series '{id}'.", $"没有指数“{id}”。")) { Field = $"{here}.series", Value = id });
                return null;
            }

            return series.Ratio(on, pricedOn, checks, $"{here}.series") is { } ratio
                ? new Resolved(factor.Kind, ratio, $"{id}({on:yyyy-MM})/{id}({pricedOn:yyyy-MM}) = {WorkedLines.Show(ratio)}")
                : null;
        }

        if (!GridFactor.IsRatio(factor.Kind))
        {
            var stated = factor.Factor ?? 0;
            return new Resolved(factor.Kind, stated, stated.ToString());
        }

        var broken = checks.Broken.Count;
        var subject = factor.Subject ?? 0;
        var comparable = factor.Comparable ?? 0;
        checks.Positive($"{here}.subject", subject);
        checks.Positive($"{here}.comparable", comparable);
        checks.That(factor.SubjectUnit == factor.ComparableUnit, () => new InputRejection("comparables.mixed-units",
            new($"The subject's figure is in '{factor.SubjectUnit}', the comparable's in '{factor.ComparableUnit}'.",
                $"标的数值单位为“{factor.SubjectUnit}”，案例数值单位为“{factor.ComparableUnit}”。")) { Field = $"{here}.comparableUnit", Value = factor.ComparableUnit });
        if (factor.Exponent is { } power)
        {
            checks.Positive($"{here}.exponent", power);
            checks.Within($"{here}.exponent", power, 0, HighestExponent);
            checks.That((power * 100).IsWhole, () => new InputRejection("comparables.exponent-places",
                new("An exponent has at most two decimal places.", "指数最多两位小数。")) { Field = $"{here}.exponent", Value = power.ToString() });
        }

        if (checks.Broken.Count > broken) return null;
        var plain = subject / comparable;
        return factor.Exponent is { } exponent
            ? new Resolved(factor.Kind, plain.Pow(exponent, PowerDigits), $"({subject}/{comparable})^{exponent}")
            : new Resolved(factor.Kind, plain, $"{subject}/{comparable}");
    }
}
