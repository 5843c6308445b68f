using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// A loss above all caps: E2 loses 100,000.00. The reserve pays its 60,000.00 of the year, E1, E2 and S their caps of 10,000.00 each; of the
/// 10,000.00 that are left E1 takes 6,000.00 and 4,000.00 stay with E2. The finance office proposes it, both agree, a third person decides.
/// </summary>
public sealed class EscalatedLoss(SampleAJourney journey)
{
    /// <summary>What the agreement says: caps that no loss of the sample reaches.</summary>
    public static System.Text.Json.Nodes.JsonObject Caps => new() { ["E1"] = "10000.00", ["E2"] = "10000.00", ["S"] = "10000.00" };

    /// <summary>Page of the event.</summary>
    public string Page { get; private set; } = "";

    public async Task GoAsync()
    {
        var (zhao, wang, lin, sun) = (await journey.AsAsync("zhao"), await journey.AsAsync("wang"), await journey.AsAsync("lin"), await journey.AsAsync("sun"));
        await zhao.GoAsync("/risks/new");
        await zhao.FillInAsync(
            "report", ("reference", "flood"), ("category", "production-disruption"), ("title.en", "The hall was under water"), ("title.zh", "车间进水"), ("occurredOn", "2026-07-15"), ("sufferers.E2", "1"));
        Page = $"/risks/{await zhao.SendAsync("report", "Report", "报告", "/risks/")}";
        await wang.GoAsync(Page);
        await wang.FillInAsync("measure", ("method", "risk.disruption"), ("inputs", """{"lostHours":"1000","marginPerHour":"100.00"}"""));
        await wang.SendAsync("measure", "Measure", "计量", Page);
        Assert.Contains("10,000.00", await wang.Page.Locator("section:has(> #escalation)").InnerTextAsync(), StringComparison.Ordinal);

        // Nothing can be decided yet, and a public school at its cap bears nothing of what others suffered: that is said at its field.
        await sun.GoAsync(Page);
        Assert.Equal(0, await sun.Form("allocate").CountAsync());
        await wang.FillInAsync("escalate", ("shares.S", "10,000.00"), ("reason.en", "As the parties talked it over"), ("reason.zh", "经各方商议"));
        await wang.Form("escalate").GetByRole(AriaRole.Button, new() { Name = wang.Say("Propose", "提出"), Exact = true }).ClickAsync();
        await wang.Page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        var refused = wang.Form("escalate").Locator("[name='field.shares.S']");
        Assert.Equal(("true", "10,000.00"), (await refused.GetAttributeAsync("aria-invalid"), await refused.InputValueAsync()));
        await wang.FillInAsync("escalate", ("shares.S", ""), ("shares.E1", "6,000.00"), ("shares.E2", "4,000.00"));
        await wang.SendAsync("escalate", "Propose", "提出", Page);

        foreach (var signatory in (Reader[])[lin, zhao])
        {
            await signatory.GoAsync(Page);
            await signatory.SendAsync("consent-1", "Agree for our organisation", "代表本单位同意", Page);
        }

        await sun.GoAsync(Page);
        // Who agreed stands there by name.
        Assert.Contains(sun.Say("Lin Haiyan (Gehu Machine Tool Works)", "林海燕（滆湖机床厂）"), await sun.Page.Locator("#escalation-1-shares-table").InnerTextAsync(), StringComparison.Ordinal);
        await sun.FillInAsync("decide-escalation-1", ("accepts", "true"));
        await sun.SendAsync("decide-escalation-1", "Decide on the proposal", "决定方案", Page);
        await sun.SendAsync("allocate", "Decide who bears it", "决定分担", Page);
        var borne = await sun.Page.Locator("#borne-table").InnerTextAsync();
        foreach (var figure in (string[])["60,000.00", "10,000.00", "6,000.00", "4,000.00"]) Assert.Contains(figure, borne, StringComparison.Ordinal);
        await sun.SeesAsync(sun.Say("Accepted", "已认定"));
    }
}
