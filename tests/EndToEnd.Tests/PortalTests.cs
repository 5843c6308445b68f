using System.Globalization;
using Ledger.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests;

/// <summary>The Portal in a real browser against a whole system.</summary>
public sealed class PortalTests
{
    private static readonly string[] Rooms =
    [
        "/", "/desk", "/agreement", "/contributions", "/values", "/risks", "/sharing", "/journal", "/statements", "/trail",
    ];

    [Fact]
    public async Task Sample_A_is_done_from_the_browser_alone_and_every_page_is_accessible()
    {
        await using var system = await LedgerSystem.StartAsync("portal");
        await using var chromium = await Chromium.StartAsync();
        await using var journey = new SampleAJourney(chromium, system);
        await journey.GoAsync();
        await Parts.AllAsync(
            ("figures", () => FiguresAsync(journey)),
            ("valuer", () => new ValuersDesk(chromium, system, journey).GoAsync()),
            ("twice", () => TwiceAsync(journey)),
            ("refused", () => StaleAndRefusedAsync(journey)),
            ("finance", () => new FinanceDesk(chromium, system, journey).CheckAsync()),
            ("foreigners", () => ForeignersAsync(chromium, system, journey)),
            ("habits", () => Habits.KeptAsync(chromium, system, journey)),
            ("accessible", () => AccessibleAsync(chromium, system, journey)),
            ("narrow and without script", () => WithoutScriptAndNarrowAsync(chromium, system, journey)),
            ("regulator", () => new RegulatorDesk(chromium, system, journey).GoAsync()),
            ("without a service", () => Habits.WithoutAServiceAsync(system, journey)));
    }

    // What the statement shows is what was computed by hand.
    private static async Task FiguresAsync(SampleAJourney journey)
    {
        foreach (var (person, party) in (Dictionary<string, string>)new() { ["lin"] = "E1", ["zhao"] = "E2", ["chen"] = "S" })
        {
            var reader = await journey.AsAsync(person);
            await reader.GoAsync($"/statements?party={party}&pool={journey.Pool}");
            var text = await reader.TextAsync();
            foreach (var figure in (string[])[SampleA.Accepted[party], SampleA.Shares[party], SampleA.Cash[party]])
                Assert.Contains(decimal.Parse(figure, CultureInfo.InvariantCulture).ToString("#,##0.00", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        }
    }

    // A form that is sent again, by going back and pressing the button once more, does not do it twice.
    private static async Task TwiceAsync(SampleAJourney journey)
    {
        var lin = await journey.AsAsync("lin");
        await lin.GoAsync("/risks/new");
        await lin.FillAsync("Your own number of it", "自编编号", "twice");
        await lin.SentenceAsync("What happened", "事件内容", "Pressed twice", "提交两次");
        await lin.FillAsync("Day on which it struck", "发生日期", "2025-11-01");
        await lin.FillAsync("E1", "E1", "1");
        var request = await lin.Page.RunAndWaitForRequestAsync(() => lin.Page.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync(), request => request.Method == "POST");
        await lin.Page.WaitForURLAsync("**/risks/*-*");
        var first = lin.Page.Url;
        var again = await lin.Page.Context.APIRequest.FetchAsync(request.Url, new()
        {
            Method = "POST", DataByte = request.PostDataBuffer, MaxRedirects = 0,
            Headers = new Dictionary<string, string> { ["Content-Type"] = (await request.AllHeadersAsync())["content-type"] },
        });
        Assert.Contains(again.Status, (int[])[302, 303]);
        Assert.EndsWith(again.Headers["location"].Split('/')[^1], first, StringComparison.Ordinal);
    }

    // A refusal stands at its field, in the reader's language, and keeps what was typed; a stale page says so.
    private static async Task StaleAndRefusedAsync(SampleAJourney journey)
    {
        var chen = await journey.AsAsync("chen");
        await chen.GoAsync("/risks/new");
        await chen.FillAsync("Your own number of it", "自编编号", "future");
        await chen.SentenceAsync("What happened", "事件内容", "Not yet", "尚未发生");
        await chen.FillAsync("Day on which it struck", "发生日期", "2099-01-01");
        await chen.FillAsync("S", "S", "1");
        await chen.PressAsync("Report", "报告");
        await chen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Contains("2099-01-01", await chen.Page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("future", await chen.Page.GetByLabel("自编编号 *").InputValueAsync());
        Assert.Equal("true", await chen.Page.GetByLabel("发生日期 *").GetAttributeAsync("aria-invalid"));
    }

    private static async Task WithoutScriptAndNarrowAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await using var li = await Reader.SignInAsync(chromium, system, "li@taihu", "en", width: 320, script: false);
        foreach (var room in Rooms.Concat(Things(journey)))
        {
            await li.GoAsync(room);
            Assert.Equal(1, await li.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync());
        }

        await using var narrow = await Reader.SignInAsync(chromium, system, "wang@taihu", "zh", width: 320, inspected: true);
        var wide = new List<string>();
        foreach (var room in Rooms.Concat(Things(journey)))
        {
            await narrow.GoAsync(room);
            if (!await narrow.FitsAsync()) wide.Add(room);
        }

        Assert.Empty(wide);
    }

    private static async Task AccessibleAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        var found = new List<string>();
        foreach (var language in (string[])["en", "zh"])
        {
            await using var lin = await Reader.SignInAsync(chromium, system, "lin@taihu", language, inspected: true);
            string[] forms = ["/imports", "/risks/new", "/contributions/new", .. ((string[])["cash", "loaned-equipment", "staff-time", "technology-licence", "space", "supplies", "training-content", "data"]).Select(kind => $"/contributions/new/{kind}")];
            foreach (var room in Rooms.Concat(Things(journey)).Concat(forms))
            {
                await lin.GoAsync(room);
                if (await lin.ViolationsAsync() is { } violations) found.Add(violations);
            }

            await PicturesAsync(lin, language, journey);
        }

        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }

    // The pictures of the README are made here.
    private static async Task PicturesAsync(Reader lin, string language, SampleAJourney journey)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("LEDGER_TEST_RUN")!, "pictures");
        foreach (var (name, path) in (Dictionary<string, string>)new() { ["contributions"] = "/contributions", ["value"] = $"/values/{journey.Machine}", ["run"] = $"/sharing/runs/{journey.Run}" })
        {
            await lin.GoAsync(path);
            await lin.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{language}.png"), FullPage = true });
        }
    }

    // Who belongs to another consortium sees none of it, whatever address is typed.
    private static async Task ForeignersAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await using var stranger = await Reader.SignInAsync(chromium, system, "hall@lakeside", "en");
        foreach (var path in Things(journey).Append($"/contributions").Append("/journal"))
        {
            await stranger.Page.GotoAsync(system.Gateway + path);
            var source = await stranger.Page.ContentAsync();
            foreach (var secret in (string[])["840,000.00", "840000.00", "252,995.31", "252995.31", "5-axis"]) Assert.DoesNotContain(secret, source, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Things(SampleAJourney journey) =>
        [$"/values/{journey.Machine}", $"/sharing/runs/{journey.Run}", $"/sharing/pools/{journey.Pool}", $"/trail?stream={journey.Run}", $"/statements?party=E1&pool={journey.Pool}"];
}
