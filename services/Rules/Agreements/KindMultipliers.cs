namespace Ledger.Rules;

/// <summary>Reads {"cash":"1","staff-time":"1.5"}: points per unit of value by kind of contribution, each above 0.</summary>
internal static class KindMultipliers
{
    /// <summary>The multipliers; those refused are left out and named on the reader. Nothing when there is no such member.</summary>
    public static IReadOnlyDictionary<ContributionKind, Rational> Read(InputReader? map)
    {
        var multipliers = new SortedDictionary<ContributionKind, Rational>();
        foreach (var name in map?.Names.ToList() ?? [])
        {
            var kind = KebabCase.Find<ContributionKind>(name);
            if (kind is null) map!.Reject(Problems.UnknownValue(map.Of(name), name, KebabCase.Names<ContributionKind>()));
            if (map!.Positive(name) is { } factor && kind is { } valued) multipliers[valued] = factor;
        }

        return multipliers;
    }
}
