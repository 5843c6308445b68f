namespace Ledger.Rules;

/// <summary>Inputs of <see cref="IndexRollforward"/>.</summary>
/// <param name="Terms">From the agreement and the claim; its date is the new valuation date.</param>
/// <param name="Previous">The value that is carried on.</param>
/// <param name="Series">Id of the index series.</param>
/// <param name="Indexes">Holds that series.</param>
public sealed record IndexRollforwardInput(ValuationTerms Terms, PreviousValue Previous, string Series, IReadOnlyList<IndexSeries> Indexes);

/// <summary>
/// An accepted value carried to a later date by a price index: P_new = P_base x I_now / I_base. It says nothing of wear. The new value
/// rests on the evidence of the old one, so no further evidence is counted. Source: 价格指数调整法 of the Chinese appraisal standards; BLS
/// guide on price adjustment (name series, base and revision).
/// </summary>
public static class IndexRollforward
{
    public static Method<IndexRollforwardInput, ValuationFigures> Method { get; } = new("revaluation.index", 1, MethodPurpose.Valuation,
        new("Accepted value carried on by a price index", "按价格指数滚动调整认定价值"), Read, Value) { FromPlatform = [PreviousValue.Member] };

    /// <summary>Carries a value on.</summary>
    /// <returns>Figures; or revaluation.before-previous, index.*, input.*, money.*.</returns>
    public static Outcome<ValuationFigures> Value(IndexRollforwardInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        input.Previous.Check(checks, input.Terms.On);
        IndexSeriesReader.Check(checks, input.Indexes);
        var series = IndexChoice.Find(checks, input.Series, input.Indexes);
        if (checks.Failed) return checks.Refuse<ValuationFigures>();
        if (series!.Ratio(input.Terms.On, input.Previous.On, checks, "series") is not { } ratio) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var previous = input.Previous;
        steps.Add("previous", new($"Value of {previous.On:yyyy-MM-dd}", $"{previous.On:yyyy-MM-dd}的价值"), previous.Value);
        lines.Ratio("index", new("Index of the new date over that of the old", "新旧基准日指数之比"), ratio, $"{input.Series} {input.Terms.On:yyyy-MM} / {previous.On:yyyy-MM}");
        var value = lines.Amount("rolled", new("Carried on by the index", "按指数调整后"), previous.Value.Value * ratio, input.Terms.Currency.Code,
            $"{previous.Value.Amount} * {WorkedLines.Show(ratio)}");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static IndexRollforwardInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var previous = PreviousValue.Read(inputs, terms?.Currency);
        var series = inputs.Identifier("series");
        var indexes = IndexSeriesReader.Read(inputs);
        return terms is not null && previous is not null && series is not null ? new IndexRollforwardInput(terms, previous, series, indexes) : null;
    }
}

/// <summary>The one series that a method reads.</summary>
internal static class IndexChoice
{
    public static IndexSeries? Find(Checks checks, string id, IReadOnlyList<IndexSeries> indexes)
    {
        var series = indexes.FirstOrDefault(candidate => candidate.Id == id);
        checks.That(series is not null, () => new InputRejection("index.unknown-series",
            new($"There is no index series '{id}'.", $"没有指数“{id}”。")) { Field = "series", Value = id });
        return series;
    }
}
