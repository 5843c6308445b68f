namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Where a thing stands is hidden at its verification, and where it stands afterwards at its placement: read by whom it is for, found by nobody else.</summary>
public sealed class HiddenPlace(LedgerSystem system, SampleAJourney journey)
{
    /// <summary>Name of the thing, in both languages.</summary>
    public const string Name = "Yard 露天场地";

    private const string First = "Behind the north gate", Second = "Beside the kiln";

    public async Task GoAsync()
    {
        var (lin, chen, sun, zhao) = (await journey.AsAsync("lin"), await journey.AsAsync("chen"), await journey.AsAsync("sun"), await journey.AsAsync("zhao"));
        await lin.GoAsync("/contributions/new/space");
        await lin.FillInAsync(
            "register", ("reference", "E1-yard"), ("title.en", Name), ("title.zh", Name), ("effectiveOn", "2026-01-01"), ("receivedBy", "S"), ("claimed", "30,000.00"),
            ("details.space.squareMetres", "100"), ("details.space.period.from", "2026-01-01"), ("details.space.period.to", "2026-12-31"),
            ("evidence[0].file", "Lease of the yard"), ("evidence[0].reference", "E1-yard-lease"), ("evidence[0].sourceClass", "contract"), ("evidence[0].issuedOn", "2026-01-01"));
        var page = "/contributions/" + await lin.SendAsync("register", "Register", "登记", "/contributions/");
        await chen.GoAsync(page);
        await chen.FillInAsync(
            "verify", ("finding.en", "Fenced and paved"), ("finding.zh", "已围挡并硬化"), ("location", First), ("tag", "YD-1"),
            ("mark-verification-location-tier", "named"), ("mark-verification-location-readers", "G"));
        await chen.SendAsync("verify", "I have seen it: verify", "已现场查看：核验", page);
        await chen.FillInAsync("place", ("location", Second), ("reason.en", "The gate is rebuilt"), ("reason.zh", "北门改建"), ("mark-placement-location-tier", "sealed"));
        await chen.SendAsync("place", "Say where it stands now", "登记新存放地点", page);

        await sun.GoAsync($"{page}?why=inspection");
        var open = await sun.Page.Locator("#secrets-table").InnerTextAsync();
        Assert.Contains(First, open, StringComparison.Ordinal);
        Assert.DoesNotContain(Second, open, StringComparison.Ordinal);
        foreach (var path in (string[])[page, $"{page}?table=secrets", $"{page}?why=curious", "/files/contributions/export", $"/trail?text={Uri.EscapeDataString(First)}"])
        {
            var answer = await zhao.Page.Context.APIRequest.GetAsync(system.Gateway + path);
            var source = await answer.TextAsync();
            Assert.DoesNotContain(First, source.Replace(Uri.EscapeDataString(First), "", StringComparison.Ordinal).Replace($"value=\"{First}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(Second, source, StringComparison.Ordinal);
        }

        await DiscloseAsync(page);
    }

    // A regulator asks for what is sealed, its owner releases it, and every opening has its reason; a hold stands until it is lifted.
    private async Task DiscloseAsync(string page)
    {
        var (li, fang) = (await journey.AsAsync("li"), await journey.AsAsync("fang"));
        await li.GoAsync(page);
        await li.Page.Locator("a[href^='/disclosures?']").ClickAsync();
        await li.Page.WaitForURLAsync("**/disclosures?*");
        var sealedField = (await li.Page.Locator("form.command [name*='placement']").First.GetAttributeAsync("name"))!["field.".Length..];
        await li.FillInAsync(
            "ask", (sealedField, "true"), ("reference", "yard-inspection"), ("case", "C-7"), ("legalBasis.en", "Inspection order"), ("legalBasis.zh", "检查令"),
            ("reason.en", "To see it"), ("reason.zh", "现场查看"));
        var request = "/disclosures/" + await li.SendAsync("ask", "Ask", "提出请求", "/disclosures/");
        Assert.DoesNotContain(Second, await li.TextAsync(), StringComparison.Ordinal);
        await fang.GoAsync(request);
        await fang.SendAsync("approve", "Release it", "放行", request);
        await li.GoAsync($"{request}?why=inspection");
        await li.SeesAsync(Second);

        await li.GoAsync("/holds");
        await li.FillInAsync("place", ("caseId", "C-7"), ("ground.en", "Inspection"), ("ground.zh", "检查"), ("contribution", page.Split('/')[^1]));
        await li.SendAsync("place", "Hold it", "设置保全", "/holds");
        await li.FillInAsync("lift-C-7", ("ground.en", "Seen"), ("ground.zh", "已查看"));
        await li.SendAsync("lift-C-7", "Lift the hold", "解除保全", "/holds");
    }
}
