namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="DisruptionV2"/>.</summary>
internal static class DisruptionV2Reader
{
    public static DisruptionV2Input? Read(InputReader inputs)
    {
        var terms = TermsReader.Loss(inputs);
        var hours = inputs.Number("lostHours");
        var margin = inputs.Number("marginPerHour");
        var scrap = Pair(inputs.OptionalObject("scrap"), "quantity", "unitCost", (a, b) => new Scrap(a, b));
        var rework = Pair(inputs.OptionalObject("rework"), "hours", "rate", (a, b) => new Rework(a, b));
        var salvage = inputs.OptionalAmount("salvage", terms?.Currency);
        var excess = inputs.OptionalNumber("timeExcessHours");
        var insurance = inputs.OptionalAmount("insurance", terms?.Currency);
        var supervision = Pair(inputs.OptionalObject("supervision"), "hours", "rate", (a, b) => new Rework(a, b));
        var most = inputs.OptionalNumber("maximumHours");
        var log = inputs.OptionalObjects("log").Select(entry => Stretch(entry, counted: false)).OfType<CountedStretch>()
            .Select(stretch => new LogStretch(stretch.Machine, stretch.From, stretch.To)).ToList();
        var counted = inputs.OptionalObjects("counted").Select(entry => Stretch(entry, counted: true)).OfType<CountedStretch>().ToList();
        return terms is not null && hours is { } h && margin is { } m
            ? new DisruptionV2Input(terms, h, m, scrap, rework, salvage, excess, insurance, supervision, most, log, counted)
            : null;
    }

    private static CountedStretch? Stretch(InputReader entry, bool counted)
    {
        var name = counted ? entry.Identifier("event") : "";
        var machine = entry.Identifier("machine");
        var from = entry.Number("from");
        var to = entry.Number("to");
        entry.Close();
        return name is not null && machine is not null && from is { } start && to is { } end ? new CountedStretch(name, machine, start, end) : null;
    }

    private static T? Pair<T>(InputReader? reader, string first, string second, Func<Rational, Rational, T> make) where T : class
    {
        if (reader is null) return null;
        var a = reader.Number(first);
        var b = reader.Number(second);
        reader.Close();
        return a is { } x && b is { } y ? make(x, y) : null;
    }
}
