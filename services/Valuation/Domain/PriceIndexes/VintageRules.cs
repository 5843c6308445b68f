using System.Globalization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What a vintage must satisfy beside those that stand.</summary>
internal static class VintageRules
{
    /// <summary>The first rule broken, or null.</summary>
    public static Rejection? Broken(PriceIndex state, PublishedVintage vintage, DateOnly today)
    {
        if (vintage.Months.Count == 0) return Problems.Empty("months");
        if (vintage.Months.Count > MarketEvidenceLimits.MonthsPerVintage) return Problems.TooMany("months", MarketEvidenceLimits.MonthsPerVintage);
        if (state.Vintages.Count >= MarketEvidenceLimits.Vintages) return Problems.TooMany("vintages", MarketEvidenceLimits.Vintages);
        if (state.Vintages.Sum(other => other.Months.Count) + vintage.Months.Count > MarketEvidenceLimits.MonthsPerSeries)
            return Problems.TooMany("months", MarketEvidenceLimits.MonthsPerSeries);
        if (EvidenceRules.NoHash("sha256", vintage.Sha256) is { } hash) return hash;
        if (vintage.Base is { } other && EvidenceRules.Blank("base", other, RuleLimits.Identifier) is { } badBase) return badBase;
        if (vintage.PublishedOn > today) return new PublishedInFuture(vintage.PublishedOn) { Field = "publishedOn" };
        if (state.Vintages.Count > 0 && vintage.PublishedOn < state.Vintages[^1].PublishedOn)
            return new PublishedBeforeLast(vintage.PublishedOn, state.Vintages[^1].PublishedOn) { Field = "publishedOn" };
        return Months(vintage) ?? Restated(state, vintage);
    }

    private static InputRejection? Months(PublishedVintage vintage)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < vintage.Months.Count; i++)
        {
            var (text, value, _) = vintage.Months[i];
            var here = JsonPath.Item("months", i);
            if (!DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
                return Problems.NotADate($"{here}.month", text);
            if (!seen.Add(text)) return Problems.Duplicate($"{here}.month", text);
            if (value.Sign <= 0) return Problems.NotPositive($"{here}.value", value.ToString());
            if (first > vintage.PublishedOn)
            {
                return new InputRejection("index.month-in-future", new($"{text} had not begun when this was published.", $"公布之时 {text} 尚未开始。"))
                    { Field = $"{here}.month", Value = text };
            }
        }

        return null;
    }

    private static InputRejection? Restated(PriceIndex state, PublishedVintage vintage)
    {
        var published = state.Vintages.SelectMany(earlier => earlier.Months).Select(month => month.Month).ToHashSet(StringComparer.Ordinal);
        if (vintage.Vintage == IndexVintage.Revised)
        {
            return vintage.Months.Any(month => published.Contains(month.Month)) ? null : new InputRejection("index.nothing-revised",
                new("A revision restates at least one month that was published before.", "修订须至少重述一个已公布的月份。")).At("vintage");
        }

        for (var i = 0; i < vintage.Months.Count; i++)
        {
            var month = vintage.Months[i].Month;
            if (published.Contains(month))
            {
                return new InputRejection("index.already-published", new(
                    $"{month} was published before; another figure for it is a revision.", $"{month} 已公布过；其他数值须作为修订登记。"))
                    { Field = $"{JsonPath.Item("months", i)}.month", Value = month };
            }
        }

        return null;
    }
}
