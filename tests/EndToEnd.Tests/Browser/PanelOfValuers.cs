using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Valuers are taken onto the panel and drawn by the nonces of two organisations.</summary>
public sealed class PanelOfValuers(SampleAJourney journey)
{
    private const string From = "2025-01-01", To = "2030-12-31";

    /// <summary>The three valuers, for space and staff time.</summary>
    public async Task AdmitAsync()
    {
        var an = await journey.AsAsync("an");
        foreach (var (person, organisation) in new[] { ("he", "V"), ("hu", "V2"), ("ke", "V3") })
        {
            await an.GoAsync("/values/panel");
            await an.FillInAsync(
                "admit", ("person", $"{person}@{journey.Tenant}"), ("organisation", organisation),
                ("qualifications[0].kind", "staff-time"), ("qualifications[0].methods", "labour.rate"), ("qualifications[0].from", From), ("qualifications[0].to", To),
                ("qualifications[1].kind", "space"), ("qualifications[1].methods", "market.unit-rate"), ("qualifications[1].from", From), ("qualifications[1].to", To));
            await an.SendAsync("admit", "Take onto the panel", "纳入", "/values/panel");
        }

        Assert.Equal(3, await an.Page.Locator("#appraisers-table tbody tr").CountAsync());
    }

    /// <summary>Draws who values a case.</summary>
    /// <returns>Whoever was drawn.</returns>
    public async Task<Reader> DrawAsync(string appraisal)
    {
        var (an, sun, draw) = (await journey.AsAsync("an"), await journey.AsAsync("sun"), $"/values/{appraisal}/draw");
        await an.GoAsync(draw);
        var nonce = await an.Form("open").Locator("[name='field.nonce']").InputValueAsync();
        await an.FillInAsync("open", ("fee", "1,000.00"));
        await an.SendAsync("open", "Open it", "启动", draw);
        await sun.GoAsync(draw);
        await sun.SendAsync("nonce", "Give it", "给出", draw);
        await an.GoAsync(draw);
        await an.FillInAsync("draw", ("nonce", nonce));
        await an.SendAsync("draw", "Reveal and draw", "公开并抽选", draw);
        return await journey.AsAsync((await an.Page.Locator("dl.facts strong data").First.GetAttributeAsync("value"))!.Split('@')[0]);
    }
}
