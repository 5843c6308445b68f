namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>A run over many values previews, is confirmed by a second person, and replaces: 72,000.00 over ten years, eighteen months on, is 61,200.00.</summary>
public sealed class PortfolioRun(SampleAJourney journey)
{
    public async Task GoAsync()
    {
        var (he, sun) = (await journey.AsAsync("he"), await journey.AsAsync("sun"));
        await he.GoAsync("/values/revaluations");
        await he.FillInAsync(
            "order", ("reference", "mid-2026"), ("method", "revaluation.depreciation"), ("on", "2026-07-01"), ("reason.en", "Half a year is over"), ("reason.zh", "半年期满"),
            ("filter.kind", "space"), ("curve.method", "straight-line"), ("curve.lifeYears", "10"));
        var run = $"/values/revaluations/{await he.SendAsync("order", "Preview", "预览", "/values/revaluations/")}";
        Assert.Equal(0, await he.Form("confirm").CountAsync());
        await sun.GoAsync(run);
        Assert.Contains("61,200.00", await sun.Page.Locator("#lines-table").InnerTextAsync(), StringComparison.Ordinal);
        await sun.GoAsync($"/values/{journey.CaseOf("S-space")}/revaluation");
        Assert.Contains("72,000.00", await sun.Page.Locator("dl.facts").First.InnerTextAsync(), StringComparison.Ordinal);
        await sun.GoAsync(run);
        await sun.SendAsync("confirm", "Confirm exactly this preview", "确认该预览", run);
        // The page asks again by itself until it has ended.
        await sun.Page.Locator($".badge:text-is('{sun.Say("Finished", "已完成")}')").First.WaitForAsync();
        await sun.GoAsync($"/values/{journey.CaseOf("S-space")}/revaluation");
        Assert.Contains("61,200.00", await sun.Page.Locator("dl.facts").First.InnerTextAsync(), StringComparison.Ordinal);
    }
}
