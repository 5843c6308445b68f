using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>Pages of a signed-in person before services that answer what a young system cannot: very many things, and days long past.</summary>
public sealed class SignedInPagesTests
{
    private static readonly DateTimeOffset At = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);

    // 51 contributions lack something: fifty are read one by one for what, the last shows how much.
    [Fact]
    public async Task What_many_contributions_lack_is_read_of_fifty_and_counted_of_the_rest()
    {
        await using var portal = await RunningPortal.StartAsync();
        var lines = Enumerable.Range(1, Limits.ReadOneByOne + 1).Select(Line).ToList();
        portal["contributions"].Answer = http => http.Request.Path.Value!.EndsWith("/contributions", StringComparison.Ordinal)
            ? AnswerAsync(http, new { items = lines })
            : http.Request.Path.Value.EndsWith("/openings", StringComparison.Ordinal)
                ? AnswerAsync(http, new { items = new[] { new { id = Guid.NewGuid(), contribution = Guid.NewGuid(), fields = new[] { new { field = "claimed", basis = "owner" } }, reason = "audit", by = new { person = "sun@taihu", organisation = "G" }, at = At } } })
                : AnswerAsync(http, Whole());
        foreach (var other in (string[])["agreements", "valuation", "risks", "distribution", "audit"]) portal[other].Answer = http => AnswerAsync(http, new { items = Array.Empty<object>() });
        var lin = portal.Session("lin@taihu", "E1", "contributor");

        var ours = await (await portal.GetAsync("/ours?year=2025", lin, ("Accept-Language", "en"))).Content.ReadAsStringAsync();
        Assert.Equal(Limits.ReadOneByOne, Occurs(ours, "No paper yet."));
        Assert.Contains("lacks 1<", ours, StringComparison.Ordinal);
        Assert.Equal(Limits.ReadOneByOne, portal["contributions"].Requests.Count(request => Guid.TryParse(request.Path.Split('/')[^1], out _)));

        var readers = await (await portal.GetAsync("/readers", lin, ("Accept-Language", "en"))).Content.ReadAsStringAsync();
        Assert.Equal(Limits.ReadOneByOne, portal["contributions"].Requests.Count(request => request.Path.EndsWith("/openings", StringComparison.Ordinal)));
        Assert.Contains("Openings are shown of 50 of our contributions", readers, StringComparison.Ordinal);
    }

    // What was drawn from a day that is over stands on its page with where each item leads, and can be drawn again.
    [Theory]
    [InlineData("en", "Unchanged: the log gives the same 2 items")]
    [InlineData("zh-CN", "未变：日志给出相同的 2 项")]
    public async Task A_sample_of_a_past_day_is_shown_and_drawn_again(string language, string same)
    {
        await using var portal = await RunningPortal.StartAsync();
        var (sample, fact) = (Guid.NewGuid(), Guid.NewGuid());
        portal["audit"].Answer = http => AnswerAsync(http, http.Request.Path.Value!.EndsWith("/inputs", StringComparison.Ordinal)
            ? new { currency = "CNY", items = new[] { new { id = "a" }, new { id = "b" } } }
            : new
            {
                reference = "S-1", @case = "C-1", population = new { kind = "run_settled.v1", path = "lines[*].share", currency = "CNY", from = "2025-01-01", to = "2025-06-30", size = 7L },
                totals = new { count = 2, total = new { amount = "343164.39", currency = "CNY" }, otherCurrencies = 0, negative = 0, hash = new string('a', 64) },
                rule = "audit.sample", ruleVersion = 1, inputsHash = new string('b', 64), plan = new { plan = "random", seed = "7", size = 1 },
                figures = new { drawn = new[] { new { id = $"{fact}/lines[0].share", amount = new { amount = "252995.31", currency = "CNY" }, hits = 1, stratum = 1 } } },
                by = new { person = "li@taihu", organisation = "REG" }, at = At,
            });
        var li = portal.Session("li@taihu", "REG", "regulator");

        var page = WebUtility.HtmlDecode(await (await portal.GetAsync($"/audit/samples/{sample}?again=true&case=C-1", li, ("Accept-Language", language))).Content.ReadAsStringAsync());

        foreach (var shown in (string[])["252,995.31", "343,164.39", "2025-06-30", same, $"/trail?event={fact}"]) Assert.Contains(shown, page, StringComparison.Ordinal);
        // The case goes along with every question: each is recorded under it.
        Assert.All(portal["audit"].Requests, request => Assert.True(request.Query.Contains("case=C-1", StringComparison.Ordinal) || request.Headers.Any(header => header.Value == "C-1"), request.Path));
    }

    private static object Line(int no) => new
    {
        id = Guid.NewGuid(), reference = $"E1-{no}", party = "E1", kind = "space", title = new { en = $"Room {no}", zh = $"场地 {no}" }, effectiveOn = "2025-02-01", state = "registered",
        claimed = new { amount = "1.00", currency = "CNY" }, missing = new[] { "evidence.missing" }, agreementId = "taihu-2025", receivedBy = "S",
    };

    private static object Whole() => new
    {
        id = Guid.NewGuid(), reference = "E1", party = "E1", kind = "space", title = new { en = "Room", zh = "场地" }, effectiveOn = "2025-02-01", state = "registered", agreementId = "taihu-2025", agreementVersion = 1,
        receivedBy = "S", claimed = new { amount = "1.00", currency = "CNY" }, attributes = new { }, evidence = Array.Empty<object>(), steps = Array.Empty<object>(),
        missing = new[] { new { code = "evidence.missing", message = new { en = "No paper yet.", zh = "尚缺凭证。" } } },
    };

    private static int Occurs(string text, string what) => text.Split(what).Length - 1;

    private static Task AnswerAsync(HttpContext http, object body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body), CancellationToken.None);
    }
}
