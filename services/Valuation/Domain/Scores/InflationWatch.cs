using System.Globalization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>By what claims are grouped.</summary>
public enum InflationBy
{
    Party,
    Kind,
    Month,

    /// <summary>Place of the thing, otherwise the region profile of its agreement.</summary>
    Region,
}

/// <summary>What a group claims against what its contributions were found to be worth.</summary>
/// <param name="Group">Party, kind, month of acceptance, or region.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Cases">Accepted cases whose claim is known: a secret one is no claim of nothing.</param>
/// <param name="Enough">Whether these are enough to say anything; the sums are given anyhow, since they are only sums.</param>
/// <param name="Claimed">Sum of the claims.</param>
/// <param name="Estimated">Sum of the methods' values.</param>
/// <param name="Accepted">Sum of what counts.</param>
/// <param name="Above">Cases whose claim is above the method's value.</param>
/// <param name="Below">Cases whose claim is below it.</param>
/// <param name="MedianRatio">Median of claim / value; null where not enough.</param>
/// <param name="Excess">Claimed over estimated, less 1; null where not enough or nothing was estimated.</param>
/// <param name="Chance">Two-sided sign test; null where not enough.</param>
public sealed record ClaimScore(
    string Group, string Currency, int Cases, bool Enough, Money Claimed, Money Estimated, Money Accepted, int Above, int Below,
    Rational? MedianRatio = null, Rational? Excess = null, Rational? Chance = null);

/// <summary>Values just below a figure that something depends on, against those just above it.</summary>
/// <param name="Threshold">"dual-approval" or "claim".</param>
/// <param name="AgreementId">Whose threshold; null for the claims of all.</param>
/// <param name="AgreementVersion">Which version's.</param>
/// <param name="At">The threshold; null where it is each case's own claim.</param>
/// <param name="Below">Values from 10% below up to it; for claims, values from 5% below up to the claim, not on it.</param>
/// <param name="Above">Values above it up to 10%; for claims, values on the claim or up to 5% above.</param>
/// <param name="Enough">Whether these are enough to say anything.</param>
/// <param name="Chance">Two-sided sign test; null where not enough.</param>
public sealed record ThresholdScore(string Threshold, string? AgreementId, int? AgreementVersion, Money? At, int Below, int Above, bool Enough, Rational? Chance = null);

/// <summary>How many figures have at most two digits that are not trailing zeros.</summary>
/// <param name="Figure">"claimed", "estimated".</param>
/// <param name="Group">Party for claims, valuer for estimates.</param>
/// <param name="Count">Figures of at least four digits in whole units.</param>
/// <param name="Round">Of these, round ones.</param>
/// <param name="Enough">Whether these are enough to say anything.</param>
/// <param name="Share">Round over all; null where not enough.</param>
public sealed record RoundScore(string Figure, string Group, int Count, int Round, bool Enough, Rational? Share = null);

/// <summary>An item of evidence used again and again.</summary>
/// <param name="Evidence">Its stream.</param>
/// <param name="Cases">In how many accepted cases.</param>
/// <param name="Parties">Of how many contributors.</param>
/// <param name="Valuers">By how many valuers.</param>
/// <param name="Share">Of all accepted cases that rest on registered evidence.</param>
public sealed record RepeatedEvidence(Guid Evidence, int Cases, int Parties, int Valuers, Rational Share);

/// <summary>Signs of inflated values. Every one is a question to ask, none is a proof.</summary>
public static class InflationWatch
{
    private static readonly Rational Tenth = new(1, 10);
    private static readonly Rational Twentieth = new(1, 20);

    /// <summary>Group of the cases that say nothing of where they belong.</summary>
    public const string NoRegion = "unstated";

    public static IReadOnlyList<ClaimScore> Claims(InflationBy by, IReadOnlyList<ScoredCase> cases) =>
    [
        .. cases.Where(one => one.Claimed is not null).GroupBy(one => (Group: GroupOf(by, one), one.Claimed!.Currency)).OrderBy(group => group.Key.Group, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Currency.Code, StringComparer.Ordinal).Select(group => Claims(group.Key.Group, group.Key.Currency, [.. group])),
    ];

    public static IReadOnlyList<ThresholdScore> Thresholds(IReadOnlyList<ScoredCase> cases, IReadOnlyDictionary<(string Agreement, int Version), Money> dualApproval)
    {
        var scores = new List<ThresholdScore>();
        foreach (var ((agreement, version), at) in dualApproval.OrderBy(entry => entry.Key.Agreement, StringComparer.Ordinal).ThenBy(entry => entry.Key.Version))
        {
            var values = cases.Where(one => one.AgreementId == agreement && one.AgreementVersion == version && one.Accepted.Currency == at.Currency).Select(one => one.Accepted.Value).ToList();
            scores.Add(Near("dual-approval", agreement, version, at,
                values.Count(value => value > at.Value * (1 - Tenth) && value <= at.Value), values.Count(value => value > at.Value && value <= at.Value * (1 + Tenth))));
        }

        var capped = cases.Where(one => one is { Capped: true, Claimed.Sign: > 0 }).ToList();
        scores.Add(Near("claim", null, null, null,
            capped.Count(one => one.Estimate.Value >= one.Claimed!.Value * (1 - Twentieth) && one.Estimate < one.Claimed!),
            capped.Count(one => one.Estimate >= one.Claimed! && one.Estimate.Value <= one.Claimed!.Value * (1 + Twentieth))));
        return scores;
    }

    public static IReadOnlyList<RoundScore> RoundNumbers(IReadOnlyList<ScoredCase> cases) =>
    [
        .. Round("claimed", cases.Where(one => one.Claimed is not null).Select(one => (one.Party, one.Claimed!))),
        .. Round("estimated", cases.Select(one => (one.Valuer.Person, one.Estimate))),
    ];

    public static IReadOnlyList<RepeatedEvidence> Repeated(IReadOnlyList<ScoredCase> cases)
    {
        var resting = cases.Count(one => one.Evidence.Count > 0);
        return
        [
            .. cases.SelectMany(one => one.Evidence.Distinct().Select(item => (Item: item, Case: one))).GroupBy(use => use.Item)
                .Where(uses => uses.Count() >= ScoreLimits.LeastUses)
                .Select(uses => new RepeatedEvidence(
                    uses.Key, uses.Count(), uses.Select(use => use.Case.Party).Distinct(StringComparer.Ordinal).Count(),
                    uses.Select(use => use.Case.Valuer.Person).Distinct(StringComparer.Ordinal).Count(), new Rational(uses.Count(), resting).Round(8, Rounding.HalfUp)))
                .OrderByDescending(item => item.Cases).ThenBy(item => item.Evidence),
        ];
    }

    private static ClaimScore Claims(string group, Currency currency, List<ScoredCase> cases)
    {
        var (claimed, estimated) = (Money.Sum(cases.Select(one => one.Claimed!), currency), Money.Sum(cases.Select(one => one.Estimate), currency));
        var (above, below) = (cases.Count(one => one.Claimed! > one.Estimate), cases.Count(one => one.Claimed! < one.Estimate));
        var plain = new ClaimScore(group, currency.Code, cases.Count, cases.Count >= ScoreLimits.LeastCases, claimed, estimated, Money.Sum(cases.Select(one => one.Accepted), currency), above, below);
        var ratios = cases.Select(one => one.ClaimRatio).OfType<Rational>().ToList();
        return !plain.Enough || ratios.Count == 0 ? plain : plain with
        {
            MedianRatio = Statistics.Median(ratios), Chance = SignTest.TwoSided(above, below),
            Excess = estimated.Sign > 0 ? ((claimed.Value / estimated.Value) - 1).Round(8, Rounding.HalfUp) : null,
        };
    }

    private static ThresholdScore Near(string threshold, string? agreement, int? version, Money? at, int below, int above)
    {
        var enough = below + above >= ScoreLimits.LeastNear;
        return new ThresholdScore(threshold, agreement, version, at, below, above, enough, enough ? SignTest.TwoSided(above, below) : null);
    }

    private static IEnumerable<RoundScore> Round(string figure, IEnumerable<(string Group, Money Amount)> amounts) =>
        from entry in amounts
        let whole = entry.Amount.Value
        where whole >= 1000
        group whole by entry.Group into figures
        orderby figures.Key
        let count = figures.Count()
        let round = figures.Count(IsRound)
        let enough = count >= ScoreLimits.LeastNear
        select new RoundScore(figure, figures.Key, count, round, enough, enough ? new Rational(round, count).Round(8, Rounding.HalfUp) : null);

    private static bool IsRound(Rational amount)
    {
        if (!amount.IsWhole) return false;
        var digits = amount.Numerator.ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        return digits.Length <= 2;
    }

    private static string GroupOf(InflationBy by, ScoredCase one) => by switch
    {
        InflationBy.Party => one.Party,
        InflationBy.Kind => one.Kind,
        InflationBy.Region => one.Region ?? NoRegion,
        _ => one.AcceptedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };
}
