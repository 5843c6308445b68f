using System.Text.Json;
using CsCheck;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Distribution.Tests;

/// <summary>Benefit terms of any agreement; the first parties take part in the benefits.</summary>
/// <param name="Parties">Their ids, not in alphabetical order.</param>
/// <param name="Participants">How many of them share.</param>
/// <param name="Reserve">Rate in percent; null without reserve tier.</param>
/// <param name="CostCap">Cap in percent; null without cost-recovery tier.</param>
/// <param name="Preferred">Rate in percent; null without preferred return.</param>
/// <param name="ByValue">Weight of accepted values in sevenths; the rest is by points.</param>
/// <param name="Points">Of each participant, not all zero; scaled to 100.</param>
/// <param name="Rounding">Mode.</param>
internal sealed record CaseTerms(
    string[] Parties, int Participants, int? Reserve, int? CostCap, int? Preferred, int ByValue, int[] Points, Rounding Rounding)
{
    public static Gen<CaseTerms> Any { get; } = Gen.Int[1, 6].SelectMany(parties => Gen.Int[1, parties].SelectMany(participants => Gen.Select(
        Gen.Select(Percent(30), Percent(100), Percent(20)), Gen.Int[0, 7], Gen.Int[0, 9].Array[participants].Where(points => points.Any(point => point > 0)),
        Gen.OneOfConst(Rounding.HalfUp, Rounding.HalfEven, Rounding.Down),
        (rates, byValue, points, rounding) => new CaseTerms(
            [.. Enumerable.Range(0, parties).Select(i => $"P{(i * 5) % 7}")], participants, rates.Item1, rates.Item2, rates.Item3, byValue, points, rounding))));

    /// <summary>The agreement, its lists in the order that the keys give.</summary>
    public AdoptedAgreement Agreement(int[]? order)
    {
        var participants = Case.Ordered(Parties.Take(Participants), order).ToList();
        var total = Points.Sum();
        var keys = new List<object>();
        if (ByValue > 0) keys.Add(new { key = "accepted-value", weight = $"{ByValue}/7" });
        if (ByValue < 7)
        {
            keys.Add(new
            {
                key = "fixed-points", weight = $"{7 - ByValue}/7",
                points = participants.ToDictionary(party => party.Item, party => new Rational(Points[party.No] * 100, total).ToString()),
            });
        }

        object?[] tiers =
        [
            Reserve is { } reserve ? new { tier = "reserve", rate = $"{reserve}/100" } : null,
            CostCap is { } cap ? new { tier = "cost-recovery", cap = $"{cap}/100" } : null,
            Preferred is { } preferred ? new { tier = "preferred-return", rate = $"{preferred}/100" } : null,
            new { tier = "residual", keys = Case.Ordered(keys, order).Select(key => key.Item) },
        ];
        return TaihuAgreement.Adopt(JsonSerializer.SerializeToElement(new
        {
            agreementId = Case.AgreementId,
            version = 1,
            title = Named("Any agreement"),
            currency = "CNY",
            effective = new { from = "2024-01-01", to = "2026-12-31" },
            parties = Case.Ordered(Parties, order).Select(party => new { id = party.Item, name = Named(party.Item), type = "enterprise" }),
            valuation = new { kinds = new { cash = new { methods = new[] { "cash.face" }, minEvidence = 1 } }, capAtClaim = true },
            benefit = new
            {
                participants = participants.Select(party => party.Item),
                waterfall = tiers.Where(tier => tier is not null),
                rounding = KebabCase.Name(Rounding),
            },
            risk = new
            {
                categories = new[] { new { id = "any", method = "risk.disruption" } },
                allocation = new { retention = "0.00", reserveLimit = "0.00", key = "accepted-value", excess = "stays" },
            },
            dispute = new { objectionWindow = "P10D" },
        }));
    }

    private static Gen<int?> Percent(int most) => Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, most].Select(percent => (int?)percent));

    private static object Named(string name) => new { en = name, zh = name };
}
