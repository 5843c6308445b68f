using System.Globalization;
using System.Net.Http.Headers;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>
/// What the heaviest pages weigh with everything that a first visit loads, when they are as full as they get: below 150 kB, and without anybody
/// compressing the page. Only the framework's script comes compressed, as it is published.
/// </summary>
public sealed class PageWeightTests(PageWeightTests.FullPortal full) : IClassFixture<PageWeightTests.FullPortal>
{
    private const int Bound = 150_000;

    // The framework's script as it is published and sent, compressed: 55,645 bytes with .NET 10. This program carries none.
    private const int FrameworkScript = 56_000;

    // Headers of the page and of the three things that it loads.
    private const int Headers = 4 * 600;

    private const int Rows = 200;

    [Theory]
    [InlineData("/contributions")]
    [InlineData("/values")]
    [InlineData("/trail?stream=0198f000-0000-7000-8000-00000000d001&row=0")]
    [InlineData("/trail?stream=0198f000-0000-7000-8000-00000000d001&row=120")]
    public async Task A_full_page_stays_below_the_bound_in_both_languages(string path)
    {
        var portal = await full.PortalAsync();
        var loads = 0L;
        foreach (var asset in (string[])["/portal.css", "/portal.js"]) loads += await BytesAsync(portal, asset);
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var page = await BytesAsync(portal, path, portal.Session("lin@taihu", "E1", "contributor", "signatory", "valuer"), ("Accept-Language", language));
            // What is not full proves nothing.
            Assert.InRange(page, 30_000, Bound);
            Assert.True(page + loads + FrameworkScript + Headers < Bound, $"{path} in {language}: {page} bytes, and {loads} bytes of stylesheet and scripts.");
        }
    }

    [Fact]
    public async Task A_long_list_is_read_part_by_part_to_its_end()
    {
        var portal = await full.PortalAsync();
        var (lin, seen, path) = (portal.Session("lin@taihu", "E1", "valuer"), new List<string>(), "/values");
        while (path is not null)
        {
            var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(await portal.ReadAsync(path, lin), TestContext.Current.CancellationToken);
            var rows = page.QuerySelectorAll("main tbody tr th small").Select(cell => cell.TextContent.Split(' ')[0]).ToList();
            Assert.InRange(rows.Count, 1, Limits.ListRows);
            seen.AddRange(rows);
            path = page.QuerySelectorAll("main a").FirstOrDefault(link => link.TextContent == "Next page")?.GetAttribute("href");
        }

        // 200 of the first page of the service and 20 of its second.
        Assert.Equal(Enumerable.Range(0, Rows + 20).Select(i => $"E1-{i}"), seen);
    }

    [Theory]
    [InlineData("", "e280", "e299", true, false)]
    [InlineData("0", "e0", "e39", false, true)]
    [InlineData("57", "e40", "e79", true, true)]
    [InlineData("280", "e280", "e299", true, false)]
    [InlineData("99999", "e280", "e299", true, false)]
    [InlineData("-1", "e0", "e39", false, true)]
    public async Task A_long_trail_is_read_part_by_part_and_its_picture_leads_to_each_event(string row, string first, string last, bool earlier, bool later)
    {
        var portal = await full.PortalAsync();
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(
            await portal.ReadAsync($"/trail?stream={Stream}&row={row}", portal.Session("lin@taihu", "E1", "contributor")), TestContext.Current.CancellationToken);

        var listed = page.QuerySelectorAll("ol.trail > li").Select(item => item.Id).ToList();
        Assert.Equal((first, last), (listed[0], listed[^1]));
        Assert.Equal((earlier, later), (page.QuerySelectorAll("main a").Any(link => link.TextContent == "Earlier ones"), page.QuerySelectorAll("main a").Any(link => link.TextContent == "Later ones")));
        // Each event of the page rests on the one three before it: that one is drawn too, and found by its link.
        var drawn = page.QuerySelectorAll("#trail-table tbody tr").ToList();
        Assert.Equal(page.QuerySelectorAll("svg circle").Length, drawn.Count);
        foreach (var link in drawn.Select(line => line.QuerySelector("a")!.GetAttribute("href")!))
            Assert.True(link.StartsWith('#') ? listed.Contains(link[1..]) : link.Contains("row=", StringComparison.Ordinal), link);
    }

    private static readonly Guid Stream = Guid.Parse("0198f000-0000-7000-8000-00000000d001");

    private static async Task<long> BytesAsync(RunningPortal portal, string path, params (string, string)[] headers)
    {
        using var answer = await portal.GetAsync(path, headers);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    /// <summary>A Portal before services that have more than fits on a page.</summary>
    public sealed class FullPortal : IAsyncDisposable
    {
        private static readonly string[] Parties = ["E1", "E2", "E3", "E4", "G", "S"];
        private RunningPortal? _portal;

        internal async Task<RunningPortal> PortalAsync()
        {
            if (_portal is not null) return _portal;
            _portal = await RunningPortal.StartAsync();
            _portal["agreements"].Answer = http => http.JsonAsync(new { parties = Parties.Select(party => new { id = party, name = PageReads.Words($"Northern Taihu Precision Works {party}", $"太湖北岸精密机械制造有限公司{party}") }), items = Array.Empty<object>() });
            _portal.Issuer.Answer = http => http.JsonAsync(new { items = Parties.Select(party => new { id = $"person-of-{party}@taihu".ToLowerInvariant(), name = PageReads.Words("Ouyang Zhenhua", "欧阳振华") }) });
            _portal["contributions"].Answer = ContributionsAsync;
            _portal["valuation"].Answer = http => http.JsonAsync(http.Request.Query["after"].ToString().Length > 0
                ? new { items = Enumerable.Range(Rows, 20).Select(Case), next = (string?)null }
                : new { items = Enumerable.Range(0, Rows).Select(Case), next = (string?)Guid.NewGuid().ToString() });
            _portal["audit"].Answer = http => http.JsonAsync(Trail(300));
            return _portal;
        }

        public async ValueTask DisposeAsync()
        {
            if (_portal is not null) await _portal.DisposeAsync();
        }

        private static Task ContributionsAsync(HttpContext http)
        {
            if (http.Request.Path.Value!.EndsWith("/history", StringComparison.Ordinal))
                return http.JsonAsync(Enumerable.Range(0, 25).Select(month => new { on = new DateOnly(2024, 11, 30).AddMonths(month), totals = Parties.Select(Totals) }));
            if (http.Request.Path.Value.EndsWith("/totals", StringComparison.Ordinal)) return http.JsonAsync(Parties.Select(Totals));
            // As many as the page asks for, as the service does.
            var asked = int.Parse(http.Request.Query["limit"].ToString(), CultureInfo.InvariantCulture);
            return http.JsonAsync(new { items = Enumerable.Range(0, asked).Select(Contribution), next = Guid.NewGuid() });
        }

        private static object Totals(string party) => new { party, currency = "CNY", count = 1_700, claimed = PageReads.Cny(12_345_678.90m), accepted = PageReads.Cny(11_234_567.89m), pending = PageReads.Cny(1_111_111.01m) };

        private static object Contribution(int no) => new
        {
            id = Guid.NewGuid(), reference = $"contribution-2026-{no:0000}", agreementId = "taihu-2025", party = Parties[no % 6], kind = "technology-licence", title = PageReads.Words($"Know-how licence for five-axis process planning, part {no}", $"五轴加工工艺编制专有技术许可（三年期，含年度更新）第 {no} 部分"),
            effectiveOn = "2026-01-01", receivedBy = "S", state = "valued", claimed = PageReads.Cny(1_234_567.89m), accepted = PageReads.Cny(1_134_567.89m), missing = new[] { "evidence.missing" },
        };

        private static object Case(int no) => new
        {
            id = Guid.NewGuid(), contributionId = Guid.NewGuid(), reference = $"E1-{no}", party = Parties[no % 6], kind = "technology-licence", title = PageReads.Words($"Know-how licence for five-axis process planning, part {no}", $"五轴加工工艺编制专有技术许可（三年期，含年度更新）第 {no} 部分"),
            effectiveOn = "2026-01-01", state = "proposed", claimed = PageReads.Cny(1_234_567.89m), method = "income.royalty-relief", value = PageReads.Cny(1_134_567.89m), proposalHash = new string('a', 64),
        };

        // Each event rests on the one three before it and on the first.
        private static object Trail(int count)
        {
            Guid Event(int no) => new(no, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
            var nodes = Enumerable.Range(0, count).Select(no => new
            {
                @event = Event(no), state = "logged", index = no * 3L, type = "contribution_registered.v1", service = (string[])["agreements", "contributions", "valuation", "risks", "distribution"] is var all ? all[no % 5] : "", stream = Stream, version = 1,
                recordedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(no), person = $"person-of-{Parties[no % 6]}@taihu".ToLowerInvariant(), organisation = Parties[no % 6], title = PageReads.Words("Know-how licence, three years", "专有技术许可（三年）"),
                values = new Dictionary<string, object> { ["agreementId"] = "taihu-2025", ["reference"] = $"contribution-2026-{no:0000}", ["proposalHash"] = new string('b', 64) }, payloadHash = new string('c', 64), leafHash = new string('d', 64),
            });
            var edges = Enumerable.Range(3, count - 3).SelectMany(no => new[] { new { kind = "cites", from = Event(no), to = Event(no - 3) }, new { kind = "cites", from = Event(no), to = Event(0) } });
            var approvals = Enumerable.Range(0, count).Where(no => no % 4 == 0).Select(no => new { @event = Event(no), type = "value_accepted.v1", person = "person-of-g@taihu", organisation = "G", recordedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) });
            return new { start = Event(count - 1), complete = true, nodes, edges, approvals };
        }
    }
}
