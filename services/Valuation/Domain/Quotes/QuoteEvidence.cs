using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// Opened quotes in the form in which valuation methods take them: each names its commitment as its evidence, so that a value can be
/// followed back to the sealed quote. Among comparables a quoted price counts as an asking price.
/// </summary>
public static class QuoteEvidence
{
    /// <summary>Inputs, or the part of them that quotes fill, by method; empty before the quotation is closed.</summary>
    public static IReadOnlyDictionary<string, JsonElement> For(Quotation quotation)
    {
        var inputs = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (quotation.Result is not { } result) return inputs;
        var quotes = result.Inputs.GetProperty("quotes").EnumerateArray().Select((quote, i) => new
        {
            Id = $"Q{i + 1}", Amount = quote.GetProperty("amount").GetString(), Evidence = quote.GetProperty("commitment").GetString(),
        }).ToList();
        var on = $"{quotation.AsOf:yyyy-MM-dd}";
        inputs["rent.quotes"] = JsonSerializer.SerializeToElement(new
        {
            quotes = quotes.Select(quote => new { id = quote.Id, perMonth = quote.Amount, quotedOn = on, evidence = quote.Evidence }),
        });
        inputs["market.comparables"] = JsonSerializer.SerializeToElement(new
        {
            comparables = quotes.Select(quote => new
            {
                id = quote.Id, price = quote.Amount, pricedOn = on, sourceClass = KebabCase.Name(SourceClass.AskingPrice), source = quote.Id,
                evidence = quote.Evidence,
            }),
        });
        return inputs;
    }
}
