using System.Text.Json.Nodes;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// A second consortium on the same system: Sample A under another name, its people with the languages swapped, its agreement with what the
/// sample leaves open: who decides finally over a challenged value, a short window of objection, a value that may wear off, caps with what
/// lies above them decided; and two more valuers. None of it changes a figure of the sample.
/// </summary>
public sealed class SecondConsortium(Chromium chromium, LedgerSystem system, SampleAJourney journey)
{
    /// <summary>Who reads English in the first consortium; in the second one, the others do.</summary>
    public static readonly IReadOnlySet<string> English = new HashSet<string>(StringComparer.Ordinal) { "lin", "wang", "he", "an" };

    /// <summary>Who reads English in the second one.</summary>
    public static readonly IReadOnlySet<string> Swapped = new HashSet<string>(StringComparer.Ordinal) { "zhao", "chen", "guo", "sun", "fang", "hu" };

    /// <summary>The copy of the sample.</summary>
    public static JsonNode Scenario()
    {
        var text = File.ReadAllText(LedgerSystem.Sample).Replace("taihu", "gehu", StringComparison.Ordinal).Replace("Taihu", "Gehu", StringComparison.Ordinal).Replace("太湖", "滆湖", StringComparison.Ordinal);
        var scenario = JsonNode.Parse(text)!;
        foreach (var (id, en, zh, organisation) in new[] { ("hu", "Hu Bin", "胡斌", "V2"), ("ke", "Ke Jun", "柯俊", "V3") })
            scenario["people"]!.AsArray().Add(new JsonObject { ["id"] = id, ["name"] = new JsonObject { ["en"] = en, ["zh"] = zh }, ["organisation"] = organisation, ["roles"] = new JsonArray("valuer") });
        scenario["agreement"]!["dispute"] = new JsonObject { ["objectionWindow"] = "PT1M", ["panel"] = new JsonArray("G", "S"), ["final"] = "panel" };
        scenario["agreement"]!["risk"]!["allocation"]!["excess"] = "escalate";
        scenario["agreement"]!["risk"]!["allocation"]!["caps"] = EscalatedLoss.Caps;
        scenario["agreement"]!["valuation"]!["kinds"]!["space"]!["methods"] = new JsonArray("market.unit-rate", "revaluation.depreciation");
        return scenario;
    }

    // Long waits of one (windows of time that people are given) are filled with the work of another.
    public async Task GoAsync()
    {
        var quotes = new SealedQuotes(journey);
        var challenge = new ChallengedValue(journey);
        var suspense = new SuspendedLine(journey);
        var escalated = new EscalatedLoss(journey);
        await Parts.AllAsync(
            ("panel", new PanelOfValuers(journey).AdmitAsync),
            ("hidden place", new HiddenPlace(system, journey).GoAsync),
            ("quotes are asked for", quotes.CommitAsync),
            ("challenge", challenge.OpenAsync),
            ("quotes are revealed", quotes.RevealAsync),
            ("panel votes", challenge.EndAsync),
            ("line in suspense", suspense.HoldAsync),
            ("correction", challenge.CorrectAsync),
            ("policies", new PolicyAndCredit(journey).GoAsync),
            ("portfolio", new PortfolioRun(journey).GoAsync),
            ("quotes are opened", quotes.OpenAsync),
            ("suspense is decided", suspense.DecideAsync),
            ("escalation", escalated.GoAsync),
            ("regulator", () => RegulatorAsync(suspense)),
            ("pages", () => PagesAsync(quotes.Id, challenge, suspense, escalated)));
    }

    // The regulator reads Chinese here; a day that is not over yet cannot be sampled, and that is said at its field.
    private async Task RegulatorAsync(SuspendedLine suspense)
    {
        var li = await journey.AsAsync("li");
        await li.GoAsync($"/trail?stream={suspense.Run}");
        Assert.Contains("分配结算", await li.TextAsync(), StringComparison.Ordinal);
        await li.GoAsync("/audit/populations?kind=run_settled.v1&path=lines%5B*%5D.share&currency=CNY");
        // 540,000.00 of the first pool and 9,000.00 of the second, whoever gets what is in suspense.
        Assert.Contains("549,000.00", await li.TextAsync(), StringComparison.Ordinal);
        await li.FillInAsync("draw", ("reference", "S-1"), ("case", "C-1"), ("to", DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("plan", "random"), ("seed", "7"), ("size", "2"));
        await li.Form("draw").Locator("input[name=_sure]").CheckAsync();
        await li.PressAsync("Draw and record", "抽取并记录");
        await li.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).First.WaitForAsync();
        Assert.Equal("true", await li.Form("draw").Locator("[name='field.to']").GetAttributeAsync("aria-invalid"));
    }

    // What became of all that, at both widths, each language once.
    private async Task PagesAsync(string quotation, ChallengedValue challenge, SuspendedLine suspense, EscalatedLoss escalated)
    {
        string[] pages =
        [
            $"/values/{challenge.Case}/challenge", $"/values/{challenge.Case}/revaluation", $"/values/quotes/{quotation}", $"/sharing/adjustments/{challenge.Correction}", "/values/revaluations",
            $"/sharing/suspense?agreement={journey.Agreement}", $"/sharing/runs/{suspense.Run}", "/profiles?left=cn&right=cn-shandong", "/incentives/certification?enterprise=E2&on=2025-12-31", "/incentives/2025?enterprise=E2", escalated.Page,
        ];
        await Sweeps.CleanAsync(chromium, system, ($"wang@{journey.Tenant}", "en", 320, pages), ($"wang@{journey.Tenant}", "zh", 1100, pages));
    }
}
