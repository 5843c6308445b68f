using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// The hours of E2 count 64,800.00 (400 h x 120.00 x 1.35). E1 objects; the second appraisal comes to 43,200.00 (80.00 an hour), more than
/// a tenth away, so that a third is made: 45,360.00 (84.00). 64,800.00 lies more than 15 % above the middle one and is dropped: 44,280.00
/// is decided. E2 appeals, and the panel chooses the third. The settled pool is corrected on an open day: E2 has 117,360.00 accepted
/// instead of 136,800.00, so that of 420,000.00 beyond reserve and costs 59,198.28 are preferred return and 360,801.72 residual: 216,481.03
/// by value, 144,320.69 by points, each cut to cents with the rest to the largest remainders: E1 256,256.65, E2 86,190.72, S 197,552.63.
/// </summary>
public sealed class ChallengedValue(SampleAJourney journey)
{
    private readonly PanelOfValuers _panel = new(journey);

    /// <summary>The case.</summary>
    public string Case => journey.CaseOf("E2-engineers");

    /// <summary>The correction that follows.</summary>
    public string Correction { get; private set; } = "";

    private string Room => $"/values/{Case}/challenge";

    /// <summary>From the objection to the second appraisal.</summary>
    public async Task OpenAsync()
    {
        var lin = await journey.AsAsync("lin");
        await lin.GoAsync(Room);
        await lin.FillInAsync("object", ("ground.kind", "clause"), ("ground", "valuation.capAtClaim"), ("reason.en", "Far above the trade's pay"), ("reason.zh", "远高于行业工资"));
        await lin.SendAsync("object", "Object", "提出异议", Room);
        await AppraiseAsync(await AppraisalAsync(lin, "Second appraisal", "第二次评估"), "80.00", "43,200.00");
    }

    /// <summary>From the third appraisal to the end.</summary>
    public async Task EndAsync()
    {
        var (sun, zhao) = (await journey.AsAsync("sun"), await journey.AsAsync("zhao"));
        await DetermineAsync(sun);
        await AppraiseAsync(await AppraisalAsync(sun, "Third appraisal", "第三次评估"), "84.00", "45,360.00");
        await sun.GoAsync(Room);
        await DetermineAsync(sun);
        await sun.SeesAsync("44,280.00");
        await zhao.GoAsync(Room);
        await zhao.FillInAsync("appeal-1", ("reason.en", "The third knows the trade"), ("reason.zh", "第三份评估更了解行业"));
        await zhao.SendAsync("appeal-1", "Appeal", "上诉", Room);
        foreach (var member in (Reader[])[sun, await journey.AsAsync("fang")])
        {
            await member.GoAsync(Room);
            await member.FillInAsync("vote-1", ("choice", "third"), ("reason.en", "Best supported"), ("reason.zh", "依据最充分"));
            await member.SendAsync("vote-1", "Vote", "表决", Room);
        }

        await sun.GoAsync(Room);
        await sun.SendAsync("conclude-1", "End the challenge", "结束异议", Room);
        await sun.GoAsync($"/values/{Case}/revaluation");
        Assert.Contains("45,360.00", await sun.Page.Locator("dl.facts").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The settled run stays as it is; the difference is prepared by one person and booked by another.</summary>
    public async Task CorrectAsync()
    {
        var (wang, sun) = (await journey.AsAsync("wang"), await journey.AsAsync("sun"));
        await wang.UntilAsync($"/sharing/adjustments?agreement={journey.Agreement}", () => wang.Form("prepare"));
        Correction = await wang.SendAsync("prepare", "Put it together for approval", "汇总提交复核", "/sharing/adjustments/");
        Assert.Equal(0, await wang.Form("book").CountAsync());
        await sun.GoAsync($"/sharing/adjustments/{Correction}");
        await sun.SendAsync("book", "Approve exactly this and book it", "复核该更正并入账", "/sharing/adjustments/");
        await sun.SeesAsync("3,261.34", "−3,978.36", "717.02");
        await wang.GoAsync($"/sharing/adjustments?agreement={journey.Agreement}");
        Assert.Equal(0, await wang.Form("prepare").CountAsync());
        await wang.GoAsync($"/sharing/runs/{journey.Run}");
        Assert.Contains("252,995.31", await wang.Page.Locator("#shares-table").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task DetermineAsync(Reader sun)
    {
        await sun.GoAsync(Room);
        await sun.SendAsync("determine-1", "Have the appraisals decide", "依评估作出裁定", Room);
    }

    private static async Task<string> AppraisalAsync(Reader reader, string en, string zh) =>
        (await reader.Page.GetByRole(AriaRole.Link, new() { Name = reader.Say(en, zh), Exact = true }).GetAttributeAsync("href"))!.Split('/')[^1];

    // The result appears while the fields are filled in; then it is proposed.
    private async Task AppraiseAsync(string appraisal, string rate, string comesTo)
    {
        var valuer = await _panel.DrawAsync(appraisal);
        await valuer.GoAsync($"/values/{appraisal}/propose?rule=labour.rate");
        await valuer.FillInAsync("grid", ("inputs.hours", "400"), ("inputs.rate", rate), ("inputs.fringe", "0.35"), ("inputs.evidence", "E2-engineers-timesheets\nE2-engineers-payroll"));
        await valuer.Form("grid").Locator("[name='field.inputs.evidence']").BlurAsync();
        await valuer.Page.Locator("p.total", new() { HasText = comesTo }).WaitForAsync();
        await valuer.SendAsync("grid", "Propose", "提出", $"/values/{appraisal}");
    }
}
