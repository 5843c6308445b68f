namespace Ledger.Rules;

/// <summary>Inputs of <see cref="AdjustedPrice"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Price">Of the comparable, in the agreement's currency; above 0, any precision.</param>
/// <param name="PricedOn">Day of the price; not after the valuation date.</param>
/// <param name="Factors">Adjustments.</param>
/// <param name="Indexes">Series that price-index factors refer to.</param>
/// <param name="Evidence">References of the evidence cited.</param>
/// <param name="Intermediates">How each line is rounded; null for exact.</param>
/// <param name="RatioPlaces">Places of factors under <paramref name="Intermediates"/>.</param>
public sealed record AdjustedPriceInput(
    ValuationTerms Terms,
    Rational Price,
    DateOnly PricedOn,
    IReadOnlyList<GridFactor> Factors,
    IReadOnlyList<IndexSeries> Indexes,
    IReadOnlyList<string> Evidence,
    IntermediateRounding? Intermediates = null,
    int? RatioPlaces = null);

/// <summary>
/// One comparable price through the adjustment grid: capacity to an exponent (生产能力指数法), a price index, condition and so on.
/// Says nothing about how good the evidence is; market.comparables does. Source: Chinese exam texts, golden cases G12 and G13.
/// </summary>
public static class AdjustedPrice
{
    public static Method<AdjustedPriceInput, ValuationFigures> Method { get; } = new("market.adjusted-price", 1, MethodPurpose.Valuation,
        new("One price adjusted to the subject", "单一案例调整价"), Read, Value);

    /// <summary>Adjusts one price.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, valuation.evidence-after-date, comparables.factor-out-of-bounds and the other codes of a factor, index.*, input.*.</returns>
    public static Outcome<ValuationFigures> Value(AdjustedPriceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("price", input.Price);
        Acceptance.NotAfter(checks, input.PricedOn, input.Terms, "pricedOn");
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        IndexSeriesReader.Check(checks, input.Indexes);
        if (checks.Failed) return checks.Refuse<ValuationFigures>();
        var factors = GridFactors.Resolve(checks, input.Factors, "factors", input.PricedOn, input.Terms.On, input.Indexes, GridPolicy.Default);
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, input.Intermediates, input.RatioPlaces);
        var currency = input.Terms.Currency.Code;
        var price = input.Price;
        steps.Add("price", new("Price of the comparable", "案例价格"), price, currency);
        foreach (var factor in factors)
        {
            var name = KebabCase.Name(factor.Kind);
            var value = lines.Ratio($"factor/{name}", new($"Factor '{name}'", $"调整系数“{name}”"), factor.Value, factor.Formula);
            var before = price;
            price = lines.Amount($"adjusted/{name}", new($"Price after '{name}'", $"经“{name}”调整后"), price * value, currency, $"{WorkedLines.Show(before)} * {WorkedLines.Show(value)}");
        }

        return Acceptance.Of(price, input.Terms, steps);
    }

    private static AdjustedPriceInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var price = inputs.Number("price");
        var on = inputs.Date("pricedOn");
        var factors = GridReader.Factors(inputs);
        var indexes = IndexSeriesReader.Read(inputs);
        var evidence = inputs.OptionalIdentifiers("evidence");
        var intermediates = IntermediateRounding.Read(inputs);
        var places = WorkedLines.ReadRatioPlaces(inputs, intermediates);
        return terms is not null && price is { } p && on is { } day
            ? new AdjustedPriceInput(terms, p, day, factors, indexes, evidence, intermediates, places)
            : null;
    }
}
