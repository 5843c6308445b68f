using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>What people rely on at every desk: nothing typed is lost, nothing is done twice or over another's head, tables go along.</summary>
public static class Habits
{
    private const string Report = "/risks/new";

    /// <summary>Checks them on the settled sample.</summary>
    public static async Task KeptAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await using var zhao = await Reader.SignInAsync(chromium, system, "zhao@taihu", "zh");
        await Parts.AllAsync(
            ("drafts", async () => await DraftsAsync(await journey.AsAsync("lin"))),
            ("ended session", () => EndedSessionAsync(zhao)),
            ("stale", () => StaleAsync(chromium, system)),
            ("tables", async () => await TablesAsync(await journey.AsAsync("lin"), journey)));
    }

    // What was begun is there again, until it is thrown away.
    private static async Task DraftsAsync(Reader lin)
    {
        await lin.GoAsync(Report);
        await lin.FillAsync("Your own number of it", "自编编号", "half-written");
        await lin.GoAsync("/desk");
        await lin.GoAsync(Report);
        await Assertions.Expect(lin.Field("Your own number of it", "自编编号").First).ToHaveValueAsync("half-written");
        await lin.Page.GetByRole(AriaRole.Button, new() { Name = lin.Say("Throw it away", "放弃草稿") }).First.ClickAsync();
        await Assertions.Expect(lin.Field("Your own number of it", "自编编号").First).ToHaveValueAsync("");
    }

    // The session ends while a form is filled in: the sign-in leads back to it, and nothing has to be typed again.
    private static async Task EndedSessionAsync(Reader zhao)
    {
        await zhao.GoAsync(Report);
        await zhao.FillAsync("Your own number of it", "自编编号", "after-the-break");
        await zhao.SentenceAsync("What happened", "事件内容", "A line stood still", "产线停工");
        await zhao.FillAsync("Day on which it struck", "发生日期", "2025-11-03");
        await zhao.FillAsync("Xishan Precision Parts (E2)", "锡山精密零部件公司（E2）", "1");
        await zhao.Page.Context.ClearCookiesAsync(new() { NameRegex = new System.Text.RegularExpressions.Regex("^ledger\\.session", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) });
        await zhao.Page.GetByRole(AriaRole.Button, new() { Name = zhao.Say("Report", "报告"), Exact = true }).ClickAsync();
        await Assertions.Expect(zhao.Page.Locator(".draft")).ToBeVisibleAsync();
        await Assertions.Expect(zhao.Field("Your own number of it", "自编编号").First).ToHaveValueAsync("after-the-break");
        await zhao.DoneAsync("Report", "报告", "/risks/");
        await zhao.GoAsync(Report);
        await Assertions.Expect(zhao.Field("Your own number of it", "自编编号").First).ToHaveValueAsync("");
    }

    // Two colleagues have the same thing before them; the second is told and finds the newest state.
    private static async Task StaleAsync(Chromium chromium, LedgerSystem system)
    {
        await using var first = await Reader.SignInAsync(chromium, system, "chen@taihu", "en");
        await using var second = await Reader.SignInAsync(chromium, system, "chen@taihu", "zh");
        await first.GoAsync("/contributions?state=valued");
        var link = first.Page.Locator("#register-table tbody tr", new() { HasText = "E1-machine" }).Locator("a").First;
        var path = (await link.GetAttributeAsync("href"))!;
        foreach (var reader in (Reader[])[first, second])
        {
            await reader.GoAsync(path);
            var open = reader.Page.Locator("summary", new() { HasText = reader.Say("Put it to use", "投入使用") }).First;
            await open.ClickAsync();
        }

        await first.DoneAsync("Put it to use", "投入使用", path);
        await second.PressAsync("Put it to use", "投入使用");
        var told = second.Page.GetByRole(AriaRole.Alert).First;
        await told.WaitForAsync();
        Assert.Contains("他人已作出更改", await told.InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("使用中");
    }

    // A table as a file says what the page says, with plain figures.
    private static async Task TablesAsync(Reader lin, SampleAJourney journey)
    {
        await lin.GoAsync($"/sharing/runs/{journey.Run}");
        var address = await lin.Page.Locator("a[href*='table=shares']").First.GetAttributeAsync("href");
        var answer = await lin.Page.Context.APIRequest.GetAsync(new Uri(new Uri(lin.Page.Url), address).AbsoluteUri);
        Assert.StartsWith("text/csv", answer.Headers["content-type"], StringComparison.Ordinal);
        var lines = (await answer.TextAsync()).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        foreach (var (party, cash) in SampleA.Cash)
            Assert.Contains(lines, line => line.StartsWith(party + ",", StringComparison.Ordinal) && line.EndsWith("," + cash, StringComparison.Ordinal));
    }

    /// <summary>A service that is down takes away what it alone knows, and says so; the rest goes on. Ends it for good.</summary>
    public static async Task WithoutAServiceAsync(LedgerSystem system, SampleAJourney journey)
    {
        Assert.True(system.Kill("risks"));
        var wang = await journey.AsAsync("wang");
        await wang.GoAsync("/desk");
        Assert.Contains(wang.Say("does not answer at the moment", "暂时没有响应"), await wang.TextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/risks");
        Assert.Contains(wang.Say("does not answer at the moment", "暂时没有响应"), await wang.TextAsync(), StringComparison.Ordinal);
        await wang.GoAsync($"/sharing/runs/{journey.Run}");
        Assert.Contains("252,995.31", await wang.TextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/");
        Assert.Contains(wang.Say("Risks", "风险"), await wang.Page.InnerTextAsync("body"), StringComparison.Ordinal);
    }
}
