namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="Comparables"/>.</summary>
internal static class ComparablesReader
{
    public static ComparablesInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var comparables = new List<Comparable>();
        foreach (var entry in inputs.Objects("comparables"))
        {
            var id = entry.Identifier("id");
            var price = entry.Amount("price", terms?.Currency);
            var pricedOn = entry.Date("pricedOn");
            var source = entry.OneOf<SourceClass>("sourceClass");
            var weight = entry.OptionalNumber("weight");
            var factors = ReadFactors(entry);
            var evidence = entry.OptionalIdentifier("evidence");
            entry.Close();
            if (id is not null && price is not null && pricedOn is { } day && source is { } from)
                comparables.Add(new Comparable(id, price, day, from, weight, factors, evidence));
        }

        return terms is null ? null : new ComparablesInput(terms, comparables);
    }

    private static List<Adjustment> ReadFactors(InputReader comparable)
    {
        var factors = new List<Adjustment>();
        foreach (var entry in comparable.OptionalObjects("factors", Enum.GetValues<AdjustmentKind>().Length))
        {
            if (entry.OneOf<AdjustmentKind>("kind") is not { } kind)
            {
                // What else belongs here depends on the kind; only the kind is named as wrong.
                foreach (var name in entry.Names) entry.OptionalRaw(name);
            }
            else if (Adjustment.IsRatio(kind))
            {
                var subject = entry.Number("subject");
                var other = entry.Number("comparable");
                factors.Add(new Adjustment(kind, Subject: subject ?? 1, Comparable: other ?? 1));
            }
            else
            {
                factors.Add(new Adjustment(kind, Factor: entry.Number("factor") ?? 1));
            }

            entry.Close();
        }

        return factors;
    }
}
