using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The group by which values are held against later sales.</summary>
public enum ScoreBy
{
    Appraiser,
    Party,
    Kind,
    Region,
}

/// <summary>How a group's values met later sales.</summary>
/// <param name="Group">Person, party, kind or place.</param>
/// <param name="Currency">Of every amount in it.</param>
/// <param name="Cases">Accepted cases of the group; 0 for places, which only sales have.</param>
/// <param name="Sales">Sales that they were held against.</param>
/// <param name="Enough">Whether these are enough to say anything; without, no figure is given.</param>
/// <param name="MedianRatio">Median of appraised / sale.</param>
/// <param name="Bias">Median over that of all, less 1: 0.1 means that the group is valued 10% higher against the market than all are.</param>
/// <param name="Cod">Coefficient of dispersion.</param>
/// <param name="CodAcceptable">5 to 15 %.</param>
/// <param name="Prd">Price-related differential.</param>
/// <param name="PrdAcceptable">0.98 to 1.03.</param>
/// <param name="Trimmed">Ratios beyond three interquartile ranges, left out.</param>
/// <param name="Above">Ratios above the median of all.</param>
/// <param name="Below">Ratios below it.</param>
/// <param name="Chance">Two-sided sign test, exact, to 6 places: how likely so uneven a split is where nothing is wrong.</param>
public sealed record MarketScore(
    string Group, string Currency, int Cases, int Sales, bool Enough, Rational? MedianRatio = null, Rational? Bias = null, Rational? Cod = null,
    bool? CodAcceptable = null, Rational? Prd = null, bool? PrdAcceptable = null, int? Trimmed = null, int? Above = null, int? Below = null, Rational? Chance = null);

/// <summary>Values against later sales, by appraiser, party, kind or region (IAAO ratio study; method <c>appraisal.score</c> version 2).</summary>
public static class AppraiserScores
{
    /// <summary>Scores in the order of groups; amounts of different currencies are never put together.</summary>
    public static IReadOnlyList<MarketScore> By(ScoreBy by, IReadOnlyList<ScoredCase> cases, IReadOnlyList<ScoredSale> sales)
    {
        var all = sales.GroupBy(sale => sale.Case.Estimate.Currency.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Statistics.Median([.. group.Select(Ratio)]), StringComparer.Ordinal);
        var counts = by == ScoreBy.Region ? [] : cases.GroupBy(one => (Group: GroupOf(by, one), Currency: one.Estimate.Currency.Code)).ToDictionary(group => group.Key, group => group.Count());
        var found = sales.GroupBy(sale => (Group: GroupOf(by, sale), Currency: sale.Case.Estimate.Currency.Code)).ToDictionary(group => group.Key, group => group.ToList());
        return [.. counts.Keys.Union(found.Keys)
            .OrderBy(key => key.Group, StringComparer.Ordinal).ThenBy(key => key.Currency, StringComparer.Ordinal)
            .Select(key => Score(key.Group, key.Currency, counts.GetValueOrDefault(key), found.GetValueOrDefault(key) ?? [], all.GetValueOrDefault(key.Currency)))];
    }

    private static MarketScore Score(string group, string currency, int cases, List<ScoredSale> sales, Rational all)
    {
        if (sales.Count < ScoreLimits.LeastSales) return new MarketScore(group, currency, cases, sales.Count, Enough: false);
        var figures = AppraiserScoreRounded.Value(new AppraiserScoreInput(
            [.. sales.Where(sale => sale.Case.Estimate.Sign > 0).Select((sale, i) => new AppraisedSale($"{i}", sale.Case.Estimate.Value, sale.Adjusted))], Trim: true)).Value;
        if (figures is null || figures.Count < ScoreLimits.LeastSales) return new MarketScore(group, currency, cases, sales.Count, Enough: false);
        var (above, below) = (sales.Count(sale => Ratio(sale) > all), sales.Count(sale => Ratio(sale) < all));
        return new MarketScore(
            group, currency, cases, sales.Count, Enough: true, figures.MedianRatio, ((figures.MedianRatio / all) - 1).Round(8, Rounding.HalfUp), figures.Cod, figures.CodAcceptable,
            figures.Prd, figures.PrdAcceptable, figures.Trimmed.Count, above, below, SignTest.TwoSided(above, below));
    }

    private static Rational Ratio(ScoredSale sale) => (sale.Case.Estimate.Value / sale.Adjusted).Round(8, Rounding.HalfUp);

    private static string GroupOf(ScoreBy by, ScoredSale sale) => by == ScoreBy.Region ? sale.Sale.Place : GroupOf(by, sale.Case);

    private static string GroupOf(ScoreBy by, ScoredCase one) => by switch { ScoreBy.Appraiser => one.Valuer.Person, ScoreBy.Party => one.Party, _ => one.Kind };
}
