using System.Globalization;
using System.Text.Json.Nodes;
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
        var second = SecondConsortium.Scenario();
        await using var system = await LedgerSystem.StartAsync("portal", [second], PolicyAndCredit.Settings);
        await using var chromium = await Chromium.StartAsync();
        await using var journey = new SampleAJourney(chromium, system, JsonNode.Parse(await File.ReadAllTextAsync(LedgerSystem.Sample))!, SecondConsortium.English);
        await using var swapped = new SampleAJourney(chromium, system, second, SecondConsortium.Swapped);
        // Two consortia know nothing of each other: their people work at the same time.
        await Parts.TogetherAsync(("taihu", () => FirstAsync(chromium, system, journey)), ("gehu", () => SecondAsync(chromium, system, swapped)));
        await Parts.AllAsync(("foreigners", () => ForeignersAsync(chromium, system, journey, swapped)), ("without a service", () => Habits.WithoutAServiceAsync(system, journey)));
    }

    private static async Task FirstAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await journey.GoAsync();
        await Parts.AllAsync(
            ("figures", () => FiguresAsync(journey)),
            ("valuer", () => new ValuersDesk(chromium, system, journey).GoAsync()),
            ("twice", () => TwiceAsync(journey)),
            ("refused", () => StaleAndRefusedAsync(journey)),
            ("faults", () => FaultsAsync(chromium, system)),
            ("finance", () => new FinanceDesk(chromium, system, journey).CheckAsync()),
            ("habits", () => Habits.KeptAsync(chromium, system, journey)),
            ("accessible", () => AccessibleAsync(chromium, system, journey)),
            ("without script", () => WithoutScriptAsync(chromium, system, journey)),
            ("regulator", () => new RegulatorDesk(chromium, system, journey).GoAsync()),
            ("everywhere", () => Everywhere.LookAsync(chromium, system, journey, "lin", "wang", "li", "an")));
    }

    private static async Task SecondAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await journey.GoAsync();
        await Parts.AllAsync(("figures", () => FiguresAsync(journey)), ("all the rest", () => new SecondConsortium(chromium, system, journey).GoAsync()));
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
        await lin.FillAsync("Taihu Machine Tool Works (E1)", "太湖机床厂（E1）", "1");
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
        await chen.FillAsync("Taihu Vocational College (S)", "太湖职业技术学院（S）", "1");
        await chen.PressAsync("Report", "报告");
        await chen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Contains("2099-01-01", await chen.Page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("future", await chen.Page.GetByLabel("自编编号 *").InputValueAsync());
        Assert.Equal("true", await chen.Page.GetByLabel("发生日期 *").GetAttributeAsync("aria-invalid"));
    }

    // A refused form, an address that does not exist, a room that is closed to this reader, a file that is too large for a page and one that is not.
    private static async Task FaultsAsync(Chromium chromium, LedgerSystem system)
    {
        foreach (var (language, width) in ((string, int)[])[("en", 1100), ("zh", 320)])
        {
            await using var lin = await Reader.SignInAsync(chromium, system, "lin@taihu", language, width, inspected: true);
            await lin.GoAsync("/risks/new");
            await lin.FillAsync("Your own number of it", "自编编号", "never");
            await lin.SentenceAsync("What happened", "事件内容", "Not yet", "尚未发生");
            await lin.FillAsync("Day on which it struck", "发生日期", "2099-01-01");
            await lin.FillAsync("Taihu Machine Tool Works (E1)", "太湖机床厂（E1）", "1");
            await lin.PressAsync("Report", "报告");
            await lin.Page.GetByRole(AriaRole.Alert).WaitForAsync();
            Assert.Null(await lin.ViolationsAsync());
            Assert.True(await lin.FitsAsync());
            foreach (var (path, status) in ((string, int)[])[("/no-such-page", 404), ("/operations", 200), ("/contributions/00000000-0000-0000-0000-000000000000", 200)])
            {
                Assert.Equal(status, (await lin.Page.GotoAsync(system.Gateway + path))!.Status);
                Assert.StartsWith(language == "en" ? "en" : "zh", await lin.Page.Locator("html").GetAttributeAsync("lang"), StringComparison.Ordinal);
                Assert.Null(await lin.ViolationsAsync());
            }
        }

        await using var sender = await Reader.SignInAsync(chromium, system, "lin@taihu", "en");
        await sender.GoAsync("/imports");
        var large = Path.Combine(system.Folder, "large.csv");
        await using (var file = File.Create(large)) file.SetLength(66 << 20);
        await sender.Page.Locator("input[type=file]").SetInputFilesAsync(large);
        await sender.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await sender.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Contains("Nothing was sent: a form may carry 65 MB", await sender.TextAsync(), StringComparison.Ordinal);
        // Three megabytes are a usual file: it is taken in, and its one line refused by name.
        await sender.GoAsync("/imports");
        await sender.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "three.csv", MimeType = "text/csv", Buffer = [.. "reference\n"u8, .. Enumerable.Repeat((byte)'x', 3 << 20)] });
        await sender.DoneAsync("Hand in", "提交", "/imports/");
    }

    private static async Task WithoutScriptAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        await using var li = await Reader.SignInAsync(chromium, system, "li@taihu", "en", width: 320, script: false);
        foreach (var room in Rooms.Concat(Things(journey)))
        {
            await li.GoAsync(room);
            Assert.Equal(1, await li.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync());
        }
    }

    // Each page once in each language: in English on a wide window, in Chinese on a narrow one.
    private static async Task AccessibleAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey)
    {
        string[] forms = ["/imports", "/risks/new", "/contributions/new", .. ((string[])["cash", "loaned-equipment", "staff-time", "technology-licence", "space", "supplies", "training-content", "data"]).Select(kind => $"/contributions/new/{kind}")];
        string[] pages = [.. Rooms, .. Things(journey), .. forms];
        await Sweeps.CleanAsync(chromium, system, ("lin@taihu", "en", 1100, pages), ("lin@taihu", "zh", 320, pages));
        foreach (var language in (string[])["en", "zh"]) await PicturesAsync(chromium, system, language, journey);
    }

    // The pictures of the README are made here.
    private static async Task PicturesAsync(Chromium chromium, LedgerSystem system, string language, SampleAJourney journey)
    {
        await using var lin = await Reader.SignInAsync(chromium, system, "lin@taihu", language);
        var folder = Path.Combine(Environment.GetEnvironmentVariable("LEDGER_TEST_RUN")!, "pictures");
        foreach (var (name, path) in (Dictionary<string, string>)new() { ["contributions"] = "/contributions", ["value"] = $"/values/{journey.Machine}", ["run"] = $"/sharing/runs/{journey.Run}" })
        {
            await lin.GoAsync(path);
            await lin.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{language}.png"), FullPage = true });
        }
    }

    // Who belongs to another consortium sees none of it, whatever address is typed: not a stranger, nor who did the same elsewhere.
    private static async Task ForeignersAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey, SampleAJourney swapped)
    {
        await using var stranger = await Reader.SignInAsync(chromium, system, "hall@lakeside", "en");
        var neighbour = await swapped.AsAsync("wang");
        foreach (var (reader, paths) in ((Reader, IEnumerable<string>)[])[(stranger, Things(journey).Append("/contributions").Append("/journal")), (neighbour, Things(journey).SkipLast(1))])
        {
            foreach (var path in paths)
            {
                await reader.Page.GotoAsync(system.Gateway + path);
                var source = await reader.Page.ContentAsync();
                foreach (var secret in (string[])["840,000.00", "840000.00", "252,995.31", "252995.31", "5-axis"]) Assert.DoesNotContain(secret, source, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Things(SampleAJourney journey) =>
        [$"/values/{journey.Machine}", $"/sharing/runs/{journey.Run}", $"/sharing/pools/{journey.Pool}", $"/trail?stream={journey.Run}", $"/statements?party=E1&pool={journey.Pool}"];
}
