using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// What the regulator and the administrator do, on the system in which Sample A was settled: find, follow, sample, judge, check a
/// bundle in the browser; let somebody read; write an agreement; look after the services.
/// </summary>
public sealed class RegulatorDesk(Chromium chromium, LedgerSystem system, SampleAJourney journey)
{
    public async Task GoAsync()
    {
        await using var li = await Reader.SignInAsync(chromium, system, "li@taihu", "en");
        await using var an = await Reader.SignInAsync(chromium, system, "an@taihu", "en");
        var agreement = "";
        await Parts.AllAsync(
            ("search and trail", () => FindAndFollowAsync(li)),
            ("bundle", () => BundleAsync(li)),
            ("grant", GrantAsync),
            ("finding", () => FindingAsync(li)),
            ("editor", async () => agreement = await EditorAsync(an)),
            ("operations", () => OperationsAsync(an)),
            ("founding", FoundingAsync),
            ("pages", () => EveryPageAsync(agreement)));
    }

    private async Task FindAndFollowAsync(Reader li)
    {
        await li.GoAsync("/audit/search?kind=value_accepted.v1&least=840000&most=840000&currency=CNY");
        var found = await li.TextAsync();
        Assert.Contains("This view is recorded", found, StringComparison.Ordinal);
        Assert.Contains("value_accepted.v1", found, StringComparison.Ordinal);
        await li.GoAsync($"/trail?stream={journey.Run}");
        Assert.Contains("Run settled", await li.TextAsync(), StringComparison.Ordinal);

        // The slider asks by itself; on a day before all of it nothing is there.
        var slider = li.Page.Locator("input[name=knownDay]");
        await slider.FillAsync((await slider.EvaluateAsync<int>("slider => +slider.max - 700")).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await li.Page.WaitForURLAsync(url => url.Contains("knownDay=", StringComparison.Ordinal));
        await li.Page.GetByText("or nothing of it had happened by that day").WaitForAsync();

        // Four accepted values of Sample A for E1: control totals as the sample says, too few for Benford.
        await li.GoAsync("/audit/populations?kind=run_settled.v1&path=lines%5B*%5D.share&currency=CNY");
        Assert.Contains("540,000.00", await li.TextAsync(), StringComparison.Ordinal);
        await li.GoAsync("/audit/checks?kind=run_settled.v1&path=lines%5B*%5D.share&currency=CNY");
        Assert.Contains("The test says nothing below", await li.TextAsync(), StringComparison.Ordinal);
        await li.GoAsync("/audit/reports?asked=true");
        Assert.Contains("None: whoever made something, another checked it.", await li.TextAsync(), StringComparison.Ordinal);
    }

    // The browser and the command line come to the same verdict, about the good one and about one flipped bit.
    private async Task BundleAsync(Reader li)
    {
        await li.GoAsync($"/trail?stream={journey.Run}");
        var link = (await li.Page.Locator("a[href^='/files/audit/bundles/']").First.GetAttributeAsync("href"))!;
        var bundle = await (await li.Page.Context.APIRequest.GetAsync(system.Gateway + link)).BodyAsync();
        await li.GoAsync($"/audit/check?address={Uri.EscapeDataString(link)}");
        await li.Page.Locator("form[data-bundle-check]:not([hidden])").WaitForAsync();
        Assert.Equal("verified", await CheckedAsync(li, null));
        var policy = Path.Combine(system.Folder, "policy-of-page.txt");
        await File.WriteAllTextAsync(policy, await li.Page.Locator("#bundle-policy").InputValueAsync());

        var at = Array.IndexOf(bundle, (byte)'8', bundle.Length / 2);
        var flipped = (byte[])bundle.Clone();
        flipped[at] ^= 1;
        foreach (var (bytes, kinds) in new[] { (bundle, new[] { "verified" }), (flipped, ["tampered", "malformed"]) })
        {
            var file = Path.Combine(system.Folder, "checked.json");
            await File.WriteAllBytesAsync(file, bytes);
            var kind = await CheckedAsync(li, file);
            Assert.Contains(kind, kinds);
            var (code, output, _) = await system.TryAsync("verify", file, "--policy", policy);
            Assert.True(code == Array.IndexOf(["verified", "tampered", "incomplete", "malformed"], kind), $"The browser says {kind}, the command line {code}: {output}");
        }
    }

    private static async Task<string> CheckedAsync(Reader li, string? file)
    {
        if (file is not null) await li.Page.Locator("#bundle-file").SetInputFilesAsync(file);
        await li.Page.Locator("#check-result").EvaluateAsync("result => { delete result.dataset.kind; }");
        await li.Page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        var result = li.Page.Locator("#check-result[data-kind]");
        await result.WaitForAsync();
        return (await result.GetAttributeAsync("data-kind"))!;
    }

    private async Task GrantAsync()
    {
        var an = await journey.AsAsync("an");
        await an.GoAsync("/audit/grants");
        await an.FillAsync("Case", "案件", "C-1");
        await an.FillAsync("Organisation that reads", "查阅单位", "TAX");
        await an.FillAsync("On which ground", "依据", "Section 5");
        await an.FillAsync("What for", "用途", "A tax audit");
        await an.DoneAsync("Propose", "提出", "/audit/grants");
        Assert.Equal(0, await an.Page.GetByRole(AriaRole.Button, new() { Name = "Issue this grant" }).CountAsync());
        var sun = await journey.AsAsync("sun");
        await sun.GoAsync("/audit/grants");
        await sun.Page.Locator("section.card", new() { HasText = "C-1" }).GetByLabel("我已知悉").First.CheckAsync();
        await sun.DoneAsync("Issue this grant", "签发此授权", "/audit/grants");
        await sun.Page.GetByText("已签发", new() { Exact = true }).WaitForAsync();
    }

    private async Task FindingAsync(Reader li)
    {
        await li.GoAsync("/audit/findings");
        await li.FillAsync("Your own number of it", "自编编号", "F-1");
        await li.FillAsync("Case", "案件", "C-1");
        await li.SentenceAsync("What it is about", "事由", "Condition report", "鉴定报告");
        await li.FillAsync("What was found", "发现内容", "The report is a copy.");
        await li.FillAsync("Organisation that must answer", "答复单位", "E1");
        await li.DoneAsync("Raise", "提出", "/audit/findings");
        var lin = await journey.AsAsync("lin");
        await lin.GoAsync("/audit/findings");
        await lin.FillAsync("What we say and do", "我方说明与措施", "The original is at the notary.");
        await lin.DoneAsync("Answer", "答复", "/audit/findings");
        var sun = await journey.AsAsync("sun");
        await sun.GoAsync("/audit/findings");
        await sun.FillAsync("How it was settled", "处理结论", "已查看原件");
        await sun.Page.GetByLabel("我已知悉").First.CheckAsync();
        await sun.DoneAsync("Close it", "关闭", "/audit/findings");
        await sun.Page.GetByText("已查看原件").First.WaitForAsync();
    }

    // Form and document are one; faults stand at their places; the run of the past is computed under the draft.
    private async Task<string> EditorAsync(Reader an)
    {
        await an.GoAsync("/agreement");
        var address = (await an.Page.Locator("main tbody a[href^='/agreement/']").First.GetAttributeAsync("href"))!;
        await an.GoAsync($"/agreement/new?from={address.Split('/')[^1]}");
        await an.FillAsync("Title in English", "英文名称", "Second version");
        await an.Page.GetByLabel("A settled or proposed run to compute anew").SelectOptionAsync(journey.Run);
        await an.Page.GetByRole(AriaRole.Button, new() { Name = "Check: faults" }).ClickAsync();
        await an.Page.GetByText("It breaks no rule").WaitForAsync();
        Assert.Contains("Second version", await an.Page.GetByLabel("Document (JSON)").InputValueAsync(), StringComparison.Ordinal);
        var said = await an.TextAsync();
        Assert.Contains("252,995.31", said, StringComparison.Ordinal);
        Assert.Contains("title.en", said, StringComparison.Ordinal);
        await an.FillAsync("Currency", "币种", "XYZ");
        await an.Page.GetByRole(AriaRole.Button, new() { Name = "Check: faults" }).ClickAsync();
        await an.Page.Locator("#check .fault").WaitForAsync();
        Assert.Equal("true", await an.Page.GetByLabel("Currency", new() { Exact = true }).GetAttributeAsync("aria-invalid"));
        return address;
    }

    private static async Task OperationsAsync(Reader an)
    {
        await an.GoAsync("/operations");
        var said = await an.TextAsync();
        Assert.Contains("Nothing lies in an error queue.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("not ready", said, StringComparison.Ordinal);
        Assert.Contains("distribution.value-accepted.v1", said, StringComparison.Ordinal);
    }

    // In the other consortium: a bad check digit is refused at its field, then it is founded and somebody appointed.
    private async Task FoundingAsync()
    {
        await using var moss = await Reader.SignInAsync(chromium, system, "moss@lakeside", "en");
        await moss.GoAsync("/consortium");
        await moss.SentenceAsync("Name", "名称", "Lakeside", "湖滨");
        await moss.FillAsync("Day of the founding", "成立日", "2025-01-01");
        await moss.Page.Locator("[name='field.founders[0].id']").FillAsync("U");
        await moss.Page.Locator("[name='field.founders[0].name.en']").FillAsync("Lakeside University");
        await moss.Page.Locator("[name='field.founders[0].name.zh']").FillAsync("湖滨大学");
        await moss.Page.Locator("[name='field.founders[0].type']").SelectOptionAsync("university");
        var code = moss.Page.Locator("[name='field.founders[0].uscc']");
        await code.FillAsync("91350100M000100Y44");
        await moss.Page.Locator("[name=_sure]").CheckAsync();
        await moss.PressAsync("Found", "成立");
        await moss.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Equal("true", await code.GetAttributeAsync("aria-invalid"));
        await code.FillAsync("91350100M000100Y43");
        await moss.Page.Locator("[name=_sure]").CheckAsync();
        await moss.DoneAsync("Found", "成立", "/consortium");
        await moss.Page.GetByText("Register a person in a role").ClickAsync();
        await moss.FillAsync("Id of the sign-in", "登录标识", "stone@lakeside");
        await moss.FillAsync("Role", "职责", "signatory");
        await moss.DoneAsync("Register", "登记", "/consortium");
        // By name, with the id at hand.
        Assert.Equal("stone@lakeside", await moss.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Ruth Stone" }).Locator("data").GetAttributeAsync("title"));
    }

    private async Task EveryPageAsync(string agreement)
    {
        string[] regulator =
        [
            "/audit", "/audit/search?text=machine", $"/trail?stream={journey.Run}&direction=forward", "/audit/grants", "/audit/populations?kind=run_settled.v1&path=lines%5B*%5D.share&currency=CNY",
            "/audit/checks?kind=journal_entry_posted.v1&path=lines%5B*%5D.amount&currency=CNY", "/audit/reports?asked=true", "/audit/samples", "/audit/findings", "/audit/access", "/audit/log", "/audit/retention?asked=true", "/audit/check",
        ];
        string[] administrator =
            ["/operations", "/consortium", "/profiles", "/profiles/alignment", "/agreement", $"/agreement/new?from={agreement.Split('/')[^1]}", $"{agreement}/trial?run={journey.Run}", $"{agreement}/retroactive", "/audit/grants", "/audit/access"];
        await Sweeps.CleanAsync(chromium, system, ("li@taihu", "en", 1100, regulator), ("li@taihu", "zh", 320, regulator), ("an@taihu", "zh", 1100, administrator), ("an@taihu", "en", 320, administrator));
        await using var plain = await Reader.SignInAsync(chromium, system, "li@taihu", "en", width: 320, script: false);
        foreach (var room in regulator)
        {
            await plain.GoAsync(room);
            Assert.Equal(1, await plain.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync());
        }

        await plain.GoAsync("/audit/check");
        Assert.Contains("./ledger verify FILE", await plain.TextAsync(), StringComparison.Ordinal);
    }
}
