using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Writes the adjustment grid: prices and figures of the register, the valuer's factors and weights.</summary>
internal static class GridBuilder
{
    /// <summary>The comparables of the method's inputs.</summary>
    /// <returns>The first rule broken, or null.</returns>
    public static Rejection? Comparables(RegisterChoice choice, IReadOnlyList<EvidenceParticulars> items, out IReadOnlyList<GridComparable> comparables)
    {
        var built = new List<GridComparable>(items.Count);
        comparables = built;
        for (var i = 0; i < items.Count; i++)
        {
            var (use, item) = (choice.Evidence[i], items[i]);
            if (Broken(choice, i, item) is { } broken) return broken;
            built.Add(new GridComparable(
                item.Reference, item.Price, item.Date, item.RuleClass, item.CountedSource,
                [.. item.Details.Traders().Select(trader => trader.Name).Distinct(StringComparer.Ordinal)],
                use.Weight, use.Similarity, use.Independence, Factors(choice, i, item), item.Reference));
        }

        return null;
    }

    /// <summary>What is wrong with the factors of an item, or null.</summary>
    public static Rejection? Broken(RegisterChoice choice, int index, EvidenceParticulars item)
    {
        var factors = choice.Evidence[index].Factors ?? [];
        for (var j = 0; j < factors.Count; j++)
        {
            var here = JsonPath.Item($"{JsonPath.Item("register.evidence", index)}.factors", j);
            if (factors[j] is not { } factor) return Problems.WrongType(here, "an object", "对象");
            if (Stated(factor, here) is { } misplaced) return misplaced;
            var (subject, comparable) = Figures(choice.Subject, item.Attributes, factor.Kind);
            if (!Compared(factor.Kind)) continue;
            if (subject is null) return new AttributeMissing(factor.Kind, null) { Field = here };
            if (comparable is null) return new AttributeMissing(factor.Kind, item.Reference) { Field = here };
        }

        return null;
    }

    /// <summary>The factors as the method reads them; those that are wrong are named by <see cref="Broken"/> before.</summary>
    public static IReadOnlyList<GridFactor> Factors(RegisterChoice choice, int index, EvidenceParticulars item) =>
        [.. (choice.Evidence[index].Factors ?? []).Select(factor => Factor(factor, choice.Subject, item.Attributes))];

    private static GridFactor Factor(FactorChoice factor, AssetAttributes? subject, AssetAttributes? item)
    {
        if (!Compared(factor.Kind)) return new GridFactor(factor.Kind, Factor: factor.Factor, Series: factor.Series);
        var (own, other) = Figures(subject, item, factor.Kind);
        var capacity = factor.Kind == GridFactorKind.Capacity;
        return new GridFactor(
            factor.Kind, own, other, Exponent: factor.Exponent,
            SubjectUnit: capacity ? subject?.CapacityUnit : null, ComparableUnit: capacity ? item?.CapacityUnit : null);
    }

    // Each kind states one thing; what belongs to another kind is refused and not ignored.
    private static InputRejection? Stated(FactorChoice factor, string here)
    {
        var needed = factor.Kind switch { GridFactorKind.PriceIndex => "series", GridFactorKind.Capacity or GridFactorKind.Condition => null, _ => "factor" };
        (string Name, bool There)[] members = [("series", factor.Series is not null), ("factor", factor.Factor is not null), ("exponent", factor.Exponent is not null)];
        foreach (var (name, there) in members)
        {
            if (name == needed && !there) return Problems.Missing($"{here}.{name}");
            if (there && name != needed && !(name == "exponent" && factor.Kind == GridFactorKind.Capacity)) return Problems.UnknownMember($"{here}.{name}");
        }

        return null;
    }

    private static bool Compared(GridFactorKind kind) => kind is GridFactorKind.Capacity or GridFactorKind.Condition;

    private static (Rational? Subject, Rational? Item) Figures(AssetAttributes? subject, AssetAttributes? item, GridFactorKind kind) => kind switch
    {
        GridFactorKind.Capacity => (subject?.Capacity, item?.Capacity),
        GridFactorKind.Condition => (subject?.Condition, item?.Condition),
        _ => (null, null),
    };
}
