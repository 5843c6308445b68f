namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="ComparablesGrid"/>; those of the method's first version have a place here as they stand.</summary>
internal static class GridReader
{
    public static GridInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var comparables = new List<GridComparable>();
        foreach (var entry in inputs.Objects("comparables"))
        {
            var id = entry.Identifier("id");
            var price = entry.Amount("price", terms?.Currency);
            var pricedOn = entry.Date("pricedOn");
            var sourceClass = entry.OneOf<SourceClass>("sourceClass");
            var source = entry.OptionalIdentifier("source");
            var parties = entry.OptionalIdentifiers("parties", 20);
            var weight = entry.OptionalNumber("weight");
            var similarity = entry.OptionalNumber("similarity");
            var independence = entry.OptionalNumber("independence");
            var factors = Factors(entry);
            var evidence = entry.OptionalIdentifier("evidence");
            entry.Close();
            if (id is not null && price is not null && pricedOn is { } day && sourceClass is { } from)
                comparables.Add(new GridComparable(id, price, day, from, source, parties, weight, similarity, independence, factors, evidence));
        }

        var indexes = IndexSeriesReader.Read(inputs);
        var related = inputs.OptionalIdentifiers("relatedParties");
        var policy = Policy(inputs);
        return terms is null ? null : new GridInput(terms, comparables, indexes, related, policy);
    }

    public static List<GridFactor> Factors(InputReader owner)
    {
        var factors = new List<GridFactor>();
        foreach (var entry in owner.OptionalObjects("factors", Enum.GetValues<GridFactorKind>().Length))
        {
            if (entry.OneOf<GridFactorKind>("kind") is not { } kind)
            {
                // What else belongs here depends on the kind; only the kind is named as wrong.
                foreach (var name in entry.Names) entry.OptionalRaw(name);
            }
            else if (kind == GridFactorKind.PriceIndex && !entry.Has("subject") && !entry.Has("comparable"))
            {
                factors.Add(new GridFactor(kind, Series: entry.Identifier("series")));
            }
            else if (GridFactor.IsRatio(kind))
            {
                factors.Add(new GridFactor(
                    kind,
                    Subject: entry.Number("subject") ?? 1,
                    Comparable: entry.Number("comparable") ?? 1,
                    Exponent: kind == GridFactorKind.Capacity ? entry.OptionalNumber("exponent") : null,
                    SubjectUnit: entry.OptionalString("subjectUnit", RuleLimits.Identifier),
                    ComparableUnit: entry.OptionalString("comparableUnit", RuleLimits.Identifier)));
            }
            else
            {
                factors.Add(new GridFactor(kind, Factor: entry.Number("factor") ?? 1));
            }

            entry.Close();
        }

        return factors;
    }

    private static GridPolicy Policy(InputReader inputs)
    {
        var standard = GridPolicy.Default;
        if (inputs.OptionalObject("policy") is not { } policy) return standard;
        var stated = new GridPolicy(
            policy.OptionalNumber("lowestFactor") ?? standard.LowestFactor,
            policy.OptionalNumber("highestFactor") ?? standard.HighestFactor,
            policy.OptionalNumber("grossLimit") ?? standard.GrossLimit,
            (policy.Has("grossRule") ? policy.OneOf<GrossRule>("grossRule") : null) ?? standard.GrossRule,
            policy.OptionalNumber("sourceShare") ?? standard.SourceShare,
            policy.OptionalNumber("minEffective"),
            (policy.Has("zeroMad") ? policy.OneOf<ZeroMadRule>("zeroMad") : null) ?? standard.ZeroMad);
        policy.Close();
        return stated;
    }
}
