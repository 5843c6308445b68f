namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="BusinessInterruption"/>.</summary>
internal static class BusinessInterruptionReader
{
    public static BusinessInterruptionInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var currency = terms?.Currency;
        var spans = new List<TurnoverSpan>();
        foreach (var entry in inputs.Objects("spans"))
        {
            var hours = entry.Number("hours");
            var expected = entry.Amount("expected", currency);
            var actual = entry.Amount("actual", currency);
            entry.Close();
            if (hours is { } length && expected is not null && actual is not null) spans.Add(new TurnoverSpan(length, expected, actual));
        }

        var rate = inputs.Number("grossProfitRate");
        var working = Pair(inputs, "increasedCost", "cost", "turnoverKept", currency, (a, b) => new IncreasedCost(a, b));
        var saved = inputs.OptionalAmount("savedCharges", currency);
        var excess = inputs.OptionalNumber("timeExcessHours");
        var most = inputs.OptionalNumber("maximumHours");
        var cover = Pair(inputs, "cover", "declared", "annualTurnover", currency, (a, b) => new DeclaredCover(a, b));
        var insurance = inputs.OptionalAmount("insurance", currency);
        var period = inputs.Has("period") ? inputs.Period("period") : null;
        var others = new List<OtherPeriod>();
        foreach (var entry in inputs.OptionalObjects("otherPeriods"))
        {
            var name = entry.Identifier("event");
            var days = entry.Period("period");
            entry.Close();
            if (name is not null && days is not null) others.Add(new OtherPeriod(name, days));
        }

        return terms is not null && rate is { } share
            ? new BusinessInterruptionInput(terms, spans, share, working, saved, excess, most, cover, insurance, period, others)
            : null;
    }

    private static T? Pair<T>(InputReader inputs, string name, string first, string second, Currency? currency, Func<Money, Money, T> make) where T : class
    {
        if (inputs.OptionalObject(name) is not { } reader) return null;
        var a = reader.Amount(first, currency);
        var b = reader.Amount(second, currency);
        reader.Close();
        return a is not null && b is not null ? make(a, b) : null;
    }
}
