namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="Replacement"/>.</summary>
internal static class ReplacementReader
{
    public static ReplacementInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var parts = Parts(inputs);
        var indexes = IndexSeriesReader.Read(inputs);
        var wear = ReadWear(inputs);
        var functional = ReadFunctional(inputs);
        var economic = ReadEconomic(inputs);
        var evidence = inputs.OptionalIdentifiers("evidence");
        var intermediates = IntermediateRounding.Read(inputs);
        var places = WorkedLines.ReadRatioPlaces(inputs, intermediates);
        return terms is null ? null : new ReplacementInput(terms, parts, indexes, wear, functional, economic, evidence, intermediates, places);
    }

    private static List<CostPart> Parts(InputReader inputs)
    {
        var parts = new List<CostPart>();
        foreach (var entry in inputs.Objects("parts"))
        {
            var id = entry.Identifier("id");
            var cost = entry.Number("cost");
            var series = entry.OptionalIdentifier("series");
            var bought = series is null ? null : entry.Date("boughtOn");
            var figures = series is null && (entry.Has("indexNow") || entry.Has("indexThen"));
            var now = figures ? entry.Number("indexNow") : null;
            var then = figures ? entry.Number("indexThen") : null;
            var age = entry.OptionalNumber("ageYears");
            entry.Close();
            if (id is not null && cost is { } paid) parts.Add(new CostPart(id, paid, now, then, series, bought, age));
        }

        return parts;
    }

    private static Wear? ReadWear(InputReader inputs)
    {
        if (inputs.OptionalObject("wear") is not { } wear) return null;
        var basis = wear.OneOf<WearBasis>("basis");
        var read = basis switch
        {
            WearBasis.AgeLife => new Wear(WearBasis.AgeLife, RemainingYears: wear.Number("remainingYears"), UsedYears: wear.OptionalNumber("usedYears"), Utilisation: wear.OptionalNumber("utilisation")),
            WearBasis.Observed => new Wear(WearBasis.Observed, Newness: wear.Number("newness")),
            WearBasis.Repair => new Wear(WearBasis.Repair, UsedYears: wear.Number("usedYears"), Repairable: wear.Number("repairable"), LifeYears: wear.Number("lifeYears"),
                Override: wear.OptionalString("override")),
            _ => Skip<Wear>(wear),
        };
        wear.Close();
        return read;
    }

    private static FunctionalLoss? ReadFunctional(InputReader inputs)
    {
        if (inputs.OptionalObject("functional") is not { } loss) return null;
        var excess = loss.Number("excessPerYear");
        var tax = loss.Number("taxRate");
        var discount = loss.Number("discountRate");
        var years = loss.Integer("years", 1, RuleLimits.ForecastYears);
        loss.Close();
        return excess is { } e && tax is { } t && discount is { } d && years is { } n ? new FunctionalLoss(e, t, d, n) : null;
    }

    private static EconomicLoss? ReadEconomic(InputReader inputs)
    {
        if (inputs.OptionalObject("economic") is not { } loss) return null;
        var basis = loss.OneOf<EconomicBasis>("basis");
        var read = basis switch
        {
            EconomicBasis.Capacity => new EconomicLoss(EconomicBasis.Capacity, Actual: loss.Number("actual"), Design: loss.Number("design"), Exponent: loss.Number("exponent"), Of: loss.OneOf<EconomicShareOf>("of")),
            EconomicBasis.LostIncome => new EconomicLoss(EconomicBasis.LostIncome, LostPerYear: loss.Number("lostPerYear"), TaxRate: loss.Number("taxRate"), DiscountRate: loss.Number("discountRate"),
                Years: loss.Integer("years", 1, RuleLimits.ForecastYears)),
            _ => Skip<EconomicLoss>(loss),
        };
        loss.Close();
        return read;
    }

    // What belongs here depends on the basis; only the basis is named as wrong.
    private static T? Skip<T>(InputReader entry) where T : class
    {
        foreach (var name in entry.Names) entry.OptionalRaw(name);
        return null;
    }
}
