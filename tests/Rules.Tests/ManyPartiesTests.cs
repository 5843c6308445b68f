using System.Text.Json;

namespace Ledger.Rules.Tests;

/// <summary>As many parties as an agreement may have, and one more.</summary>
public sealed class ManyPartiesTests
{
    private static readonly List<string> Everybody = Names(RuleLimits.Parties);

    [Fact]
    public void An_agreement_of_as_many_parties_as_there_may_be_is_read() =>
        Assert.Equal(RuleLimits.Parties, AgreementDocument.Parse(Agreement(Everybody)).Value!.Benefit.Participants.Count);

    [Fact]
    public void One_more_is_refused_wherever_parties_are_listed() => Assert.Equal(
        ["input.too-many at benefit.participants", "input.too-many at parties", "input.too-many at risk.allocation.key"],
        AgreementDocument.Parse(Agreement(Names(RuleLimits.Parties + 1))).Refusals().Where(refusal => refusal.StartsWith("input.too-many", StringComparison.Ordinal)).Order());

    [Fact]
    public void Fractions_too_long_together_are_refused_before_they_are_added_up()
    {
        var longest = $"1/1{new string('0', (RuleLimits.WeightsText / RuleLimits.Parties) - 5)}";
        var weights = Everybody.ToDictionary(party => party, _ => longest);
        Assert.Null(AgreementDocument.Parse(Agreement(Everybody, weights)).Rejections.FirstOrDefault(rejection => rejection.Code == "input.too-long"));
        weights["P0000"] = longest + "000";
        foreach (var party in Everybody) weights[party] += "000";
        Assert.Contains("input.too-long at risk.allocation.key", AgreementDocument.Parse(Agreement(Everybody, weights)).Refusals());
    }

    // A million less a tenth, over a thousand parties: 900.00 each.
    [Fact]
    public void A_pool_is_shared_among_all_of_them()
    {
        var shares = Given.Evaluate("sharing.waterfall", JsonSerializer.Serialize(new
        {
            currency = "CNY", pool = "1000000.00", participants = Everybody, rounding = "half-up",
            waterfall = new object[] { new { tier = "reserve", rate = "0.10" }, new { tier = "residual", keys = new[] { new { key = "equal", weight = "1" } } } },
            accepted = Everybody.ToDictionary(party => party, _ => "1.00"), costClaims = Array.Empty<object>(),
        })).Figures<WaterfallFigures>().Shares;
        Assert.Equal(RuleLimits.Parties, shares.Count);
        Assert.All(shares.Values, share => Assert.Equal("900.00", share.Amount));
    }

    // Party i may bear i fen at most. Filling up to 400 fen takes 1 + 2 + … + 400 = 80,200 of the first four hundred and 400 of each of the
    // other six hundred: 320,200 fen.
    [Fact]
    public void A_loss_is_shared_under_a_thousand_different_caps_and_its_lines_stay_readable()
    {
        var parties = Everybody.Select((party, i) => new { id = party, cap = $"{new Money(i + 1, Given.Cny).Amount}" }).ToList();
        var evaluation = Given.Evaluate("risk.allocation", Loss(parties, Given.Yuan("3202.00"), 1));
        var figures = evaluation.Figures<AllocationV2Figures>();
        Assert.Equal(Everybody.Select((_, i) => (long)Math.Min(i + 1, 400)), Everybody.Select(party => figures.Borne[party].Minor));
        Assert.True(figures.Unallocated.IsZero);
        // One line a party of the key, what it bears and what it pays; who is capped, and where the last round ends.
        Assert.InRange(evaluation.Result!.Steps.Count, 4 * RuleLimits.Parties, (4 * RuleLimits.Parties) + 20);
    }

    [Fact]
    public void Sufferers_times_bearers_have_a_limit()
    {
        var parties = Everybody.Select(party => new { id = party }).ToList();
        Assert.Equal(
            ["input.too-many at sufferers"],
            Given.Evaluate("risk.allocation", Loss(parties, Given.Yuan("1.00"), (RuleLimits.LossPayments / RuleLimits.Parties) + 1)).Refusals());
    }

    private static string Loss(object parties, Money loss, int sufferers) => JsonSerializer.Serialize(new
    {
        currency = "CNY", gross = loss.Amount, occurredOn = "2025-06-01", parties, sufferers = Everybody.TakeLast(sufferers).ToDictionary(party => party, _ => "1"),
        retention = "0.00", reserve = new { limit = "0.00" }, excess = "stays",
        key = new[] { new { basis = "agreed", weight = "1", shares = Everybody.ToDictionary(party => party, _ => "1/1000") } },
    });

    private static List<string> Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"P{i:0000}")];

    private static JsonElement Agreement(List<string> parties, Dictionary<string, string>? key = null) => JsonSerializer.SerializeToElement(new
    {
        agreementId = "many-2025", version = 1, title = new { en = "Many", zh = "众多" }, currency = "CNY", effective = new { from = "2025-01-01", to = "2027-12-31" },
        parties = parties.Select(id => new { id, name = new { en = id, zh = id }, type = "enterprise" }),
        valuation = new { kinds = new { cash = new { methods = new[] { "cash.face" }, minEvidence = 1 } }, capAtClaim = true },
        benefit = new { participants = parties, rounding = "half-up", waterfall = new[] { new { tier = "residual", keys = new[] { new { key = "equal", weight = "1" } } } } },
        risk = new
        {
            categories = new[] { new { id = "production-disruption", method = "risk.disruption" } },
            allocation = new { retention = "0.00", reserveLimit = "0.00", key = key ?? parties.ToDictionary(id => id, _ => "1/1000"), excess = "stays" },
        },
        dispute = new { objectionWindow = "P10D" },
    });
}
