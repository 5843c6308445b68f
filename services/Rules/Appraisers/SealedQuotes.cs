using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What becomes of the quotes. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<QuoteRule>))]
public enum QuoteRule
{
    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    Median,

    /// <summary>The mean of all.</summary>
    Mean,

    /// <summary>The lowest.</summary>
    Lowest,
}

/// <summary>A quote as it was revealed, with the commitment made before.</summary>
/// <param name="Appraiser">Who quoted; each once.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Nonce">What kept the amount from being guessed.</param>
/// <param name="Commitment">See <see cref="Commitments.ToQuote"/>.</param>
public sealed record RevealedQuote(string Appraiser, Money Amount, string Nonce, string Commitment);

/// <summary>Inputs of <see cref="SealedQuotes"/>.</summary>
/// <param name="Case">The appraisal, as its id is written.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Rule">What becomes of them.</param>
/// <param name="Least">Fewest quotes that count; 1 to 50.</param>
/// <param name="Quotes">Those that were revealed in time.</param>
public sealed record SealedQuotesInput(string Case, Currency Currency, QuoteRule Rule, int Least, IReadOnlyList<RevealedQuote> Quotes);

/// <summary>Figures of <see cref="SealedQuotes"/>.</summary>
/// <param name="Value">What the quotes come to.</param>
/// <param name="Count">How many counted.</param>
public sealed record SealedQuotesFigures(Money Value, int Count) : Figures;

/// <summary>
/// Opens sealed quotes: every amount must hash, with its nonce, to what its appraiser committed to before anybody's amount was known;
/// then the median (or the rule that the invitation named), rounded half-up. Sources: sealed bids with commit and reveal; median
/// against a single inflated quote, 2 CFR 200.306(i)(4).
/// </summary>
public static class SealedQuotes
{
    public static Method<SealedQuotesInput, SealedQuotesFigures> Method { get; } = new("quotes.sealed", 1, MethodPurpose.Analysis,
        new("Opening of sealed quotes", "密封报价开标"), Read, Open);

    /// <summary>Opens the quotes.</summary>
    /// <returns>Figures; or quotes.commitment-mismatch, quotes.too-few, input.*, money.*, sealed.*.</returns>
    public static Outcome<SealedQuotesFigures> Open(SealedQuotesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        for (var i = 0; i < input.Quotes.Count; i++)
        {
            var quote = input.Quotes[i];
            var here = JsonPath.Item("quotes", i);
            checks.That(quote.Amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", quote.Amount.Amount));
            checks.That(!input.Quotes.Take(i).Any(earlier => earlier.Appraiser == quote.Appraiser), () => Problems.Duplicate($"{here}.appraiser", quote.Appraiser));
            checks.That(Commitments.ToQuote(input.Case, quote.Appraiser, quote.Amount, quote.Nonce) == quote.Commitment, () => new InputRejection("quotes.commitment-mismatch",
                new($"The quote of '{quote.Appraiser}' is not the one committed to.", $"“{quote.Appraiser}”的报价与其承诺值不符。")) { Field = $"{here}.commitment", Value = quote.Commitment });
        }

        checks.That(input.Quotes.Count >= input.Least, () => new InputRejection("quotes.too-few",
            new($"{Problems.Invariant(input.Quotes.Count)} quotes count; at least {Problems.Invariant(input.Least)} are needed.",
                $"有效报价 {Problems.Invariant(input.Quotes.Count)} 份，至少需要 {Problems.Invariant(input.Least)} 份。"))
            { Field = "quotes", Value = Problems.Invariant(input.Quotes.Count) });
        if (checks.Failed) return checks.Refuse<SealedQuotesFigures>();

        var steps = new Steps();
        var amounts = new List<Rational>();
        foreach (var quote in input.Quotes)
        {
            amounts.Add(quote.Amount.Value);
            steps.Add($"quote/{quote.Appraiser}", new($"Quote of {quote.Appraiser}", $"{quote.Appraiser} 的报价"), quote.Amount,
                note: new($"Hashes to {quote.Commitment}.", $"哈希为 {quote.Commitment}。"));
        }

        var exact = input.Rule switch
        {
            QuoteRule.Median => Statistics.Median(amounts),
            QuoteRule.Mean => RobustEvidence.Sum(amounts) / amounts.Count,
            _ => amounts.Min()!,
        };
        var value = Money.FromRational(exact, input.Currency, Rounding.HalfUp);
        steps.Add("value", new($"Value by {KebabCase.Name(input.Rule)}", $"按 {KebabCase.Name(input.Rule)} 所得"), value, value.Value == exact ? null : exact.ToDecimal(8, Rounding.HalfUp));
        return new SealedQuotesFigures(value, amounts.Count) { Steps = steps.Lines };
    }

    private static SealedQuotesInput? Read(InputReader inputs)
    {
        var id = SealedReader.Part(inputs, "case");
        var currency = inputs.Currency("currency");
        var rule = inputs.OneOf<QuoteRule>("rule");
        var least = inputs.Integer("least", 1, RuleLimits.SealedQuotes);
        var quotes = new List<RevealedQuote>();
        foreach (var entry in inputs.Objects("quotes", RuleLimits.SealedQuotes))
        {
            var appraiser = SealedReader.Part(entry, "appraiser");
            var amount = entry.Amount("amount", currency);
            var nonce = SealedReader.Nonce(entry, "nonce");
            var commitment = SealedReader.Hash(entry, "commitment");
            entry.Close();
            if (appraiser is not null && amount is not null && nonce is not null && commitment is not null)
                quotes.Add(new RevealedQuote(appraiser, amount, nonce, commitment));
        }

        return id is not null && currency is not null && rule is { } by && least is { } few ? new SealedQuotesInput(id, currency, by, few, quotes) : null;
    }
}
