namespace Ledger.Rules;

/// <summary>A quoted rent.</summary>
/// <param name="Id">Unique among the quotes.</param>
/// <param name="PerMonth">Quoted rent per month; above 0.</param>
/// <param name="QuotedOn">Day of the quote; not after the valuation date.</param>
/// <param name="Evidence">Reference of the evidence.</param>
public sealed record RentQuote(string Id, Money PerMonth, DateOnly QuotedOn, string? Evidence = null);

/// <summary>How much of the available time the thing was used, by its log.</summary>
/// <param name="Used">At least 0, at most <paramref name="Available"/>.</param>
/// <param name="Available">Above 0.</param>
/// <param name="Unit">Of both: "h", "day".</param>
public sealed record UseLog(Rational Used, Rational Available, string Unit);

/// <summary>Inputs of <see cref="RentQuotes"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Quotes">At least the agreement's minimum.</param>
/// <param name="Months">Months lent; above 0.</param>
/// <param name="Use">Use by log.</param>
public sealed record RentQuotesInput(ValuationTerms Terms, IReadOnlyList<RentQuote> Quotes, Rational Months, UseLog Use);

/// <summary>
/// Lent equipment counts at fair rent for the time it was really used: median of the quotes x months x used share of the
/// available time. Source: 2 CFR 200.306(i)(4) (loaned equipment at no more than fair rental value); median against a single
/// inflated quote.
/// </summary>
public static class RentQuotes
{
    public static Method<RentQuotesInput, ValuationFigures> Method { get; } = new("rent.quotes", 1, MethodPurpose.Valuation,
        new("Fair rent by median of quotes and use log", "询价中位数与使用日志计租"), Read, Value);

    /// <summary>Values equipment lent.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, valuation.evidence-after-date, rent.use-above-available, input.*.</returns>
    public static Outcome<ValuationFigures> Value(RentQuotesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        for (var i = 0; i < input.Quotes.Count; i++)
        {
            var (id, rent, on, _) = input.Quotes[i];
            var here = JsonPath.Item("quotes", i);
            checks.That(rent.Sign > 0, () => Problems.AmountNotPositive($"{here}.perMonth", rent.Amount));
            checks.That(!input.Quotes.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
            Acceptance.NotAfter(checks, on, input.Terms, $"{here}.quotedOn");
        }

        checks.That(input.Quotes.Count > 0, () => Problems.Empty("quotes"));
        Acceptance.EnoughEvidence(checks, input.Quotes.Count, input.Terms, "quotes");
        checks.Positive("months", input.Months);
        checks.NotNegative("use.used", input.Use.Used);
        checks.Positive("use.available", input.Use.Available);
        checks.That(input.Use.Used <= input.Use.Available, () => new InputRejection("rent.use-above-available",
            new($"The log shows {input.Use.Used} {input.Use.Unit} used of {input.Use.Available} available.",
                $"日志显示使用{input.Use.Used}{input.Use.Unit}，超过可用{input.Use.Available}{input.Use.Unit}。")) { Field = "use.used", Value = input.Use.Used.ToString() });
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var unit = $"{input.Terms.Currency.Code}/month";
        foreach (var quote in input.Quotes) steps.Add($"quote/{quote.Id}", new($"Quote {quote.Id}", $"报价 {quote.Id}"), quote.PerMonth.Value, unit);
        var median = Statistics.Median(input.Quotes.Select(quote => quote.PerMonth.Value));
        steps.Add("median", new("Median of the quotes", "报价中位数"), median, unit);
        var share = input.Use.Used / input.Use.Available;
        steps.Add("use", new("Used share of the available time", "实际使用占可用时间比例"), share, formula: $"{input.Use.Used} / {input.Use.Available} {input.Use.Unit}");
        var value = median * input.Months * share;
        steps.Add("rent", new("Rent for the use", "按使用计租"), value, input.Terms.Currency.Code, $"{median} * {input.Months} * {share}");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static RentQuotesInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var quotes = new List<RentQuote>();
        foreach (var entry in inputs.Objects("quotes"))
        {
            var id = entry.Identifier("id");
            var rent = entry.Amount("perMonth", terms?.Currency);
            var on = entry.Date("quotedOn");
            var evidence = entry.OptionalIdentifier("evidence");
            entry.Close();
            if (id is not null && rent is not null && on is { } day) quotes.Add(new RentQuote(id, rent, day, evidence));
        }

        var months = inputs.Number("months");
        var use = ReadUse(inputs);
        return terms is null || months is null || use is null ? null : new RentQuotesInput(terms, quotes, months.Value, use);
    }

    private static UseLog? ReadUse(InputReader inputs)
    {
        if (inputs.Object("use") is not { } use) return null;
        var used = use.Number("used");
        var available = use.Number("available");
        var unit = use.String("unit", RuleLimits.Identifier);
        use.Close();
        return used is { } a && available is { } b && unit is not null ? new UseLog(a, b, unit) : null;
    }
}
