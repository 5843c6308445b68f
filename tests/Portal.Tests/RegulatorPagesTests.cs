using System.Net;
using System.Text.Json;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>What a regulator sees of grants, findings and samples, and that his case goes with every question.</summary>
public sealed class RegulatorPagesTests
{
    private static readonly DateTimeOffset At = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_case_that_a_regulator_chose_goes_with_every_question_until_he_leaves_it()
    {
        await using var portal = await RunningPortal.StartAsync();
        foreach (var service in portal.Services.Values) service.Answer = http => AnswerAsync(http, new { items = Array.Empty<object>() });
        var li = portal.Session("li@taihu", "REG", "regulator");
        var chosen = await portal.GetAsync("/audit/findings?case=" + Uri.EscapeDataString("税案-1"), li, ("Accept-Language", "en"));
        var cookie = Assert.Single(chosen.Headers.GetValues("Set-Cookie"), value => value.StartsWith("ledger.case=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("You read for the case 税案-1.", WebUtility.HtmlDecode(await chosen.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var with = (li.Name, $"{li.Value}; {cookie.Split(';')[0]}");
        await portal.GetAsync("/sharing", with);
        Assert.NotEmpty(portal["distribution"].Requests);
        Assert.All(portal["distribution"].Requests, request => Assert.Equal(Uri.EscapeDataString("税案-1"), request.Headers["Ledger-Case"]));

        var left = await portal.GetAsync("/audit/findings?case=", with);
        Assert.Contains(left.Headers.GetValues("Set-Cookie"), value => value.StartsWith("ledger.case=;", StringComparison.Ordinal));
        Assert.False(portal["audit"].Requests.Last().Headers.ContainsKey("Ledger-Case"));
        // Nor is one remembered that no service would take.
        var tooLong = await portal.GetAsync($"/audit/findings?case={new string('c', Limits.CaseLength + 1)}", li);
        Assert.DoesNotContain(tooLong.Headers.GetValues("Set-Cookie"), value => value.StartsWith("ledger.case=c", StringComparison.Ordinal));
        Assert.False(portal["audit"].Requests.Last().Headers.ContainsKey("Ledger-Case"));
        // Nobody else has a case, whatever his browser says.
        var lin = portal.Session("lin@taihu", "E1", "contributor");
        await portal.GetAsync("/sharing", (lin.Name, $"{lin.Value}; {cookie.Split(';')[0]}"));
        Assert.False(portal["distribution"].Requests.Last().Headers.ContainsKey("Ledger-Case"));
    }

    [Theory]
    [InlineData("en", "Samples drawn so far", "at random")]
    [InlineData("zh-CN", "已抽取的样本", "随机抽样")]
    public async Task Samples_are_listed_with_where_each_leads(string language, string title, string plan)
    {
        await using var portal = await RunningPortal.StartAsync();
        var id = Guid.NewGuid();
        portal["audit"].Answer = http => AnswerAsync(http, new
        {
            items = new[]
            {
                new
                {
                    id, reference = "S-1", @case = "C-1", population = new { kind = "run_settled.v1", path = "lines[*].share", currency = "CNY", from = "2025-01-01", to = "2025-06-30", size = 7L },
                    totals = new { count = 2, total = new { amount = "343164.39", currency = "CNY" }, otherCurrencies = 0, negative = 0, hash = new string('a', 64) },
                    plan = new { plan = "random", seed = "7", size = 1 }, by = new { person = "li@taihu", organisation = "REG" }, at = At,
                },
            },
            next = "cursor-2",
        });
        var page = WebUtility.HtmlDecode(await (await portal.GetAsync("/audit/samples?case=C-1", portal.Session("li@taihu", "REG", "regulator"), ("Accept-Language", language))).Content.ReadAsStringAsync());
        foreach (var shown in (string[])[title, plan, "S-1", $"/audit/samples/{id}?case=C-1", "343,164.39", "/audit/samples?after=cursor-2&case=C-1"]) Assert.Contains(shown, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_own_organisation_must_answer_is_shown_without_a_grant_for_the_rest()
    {
        await using var portal = await RunningPortal.StartAsync();
        portal["audit"].Answer = http =>
        {
            if (http.Request.Query["own"] == "true") return AnswerAsync(http, new { items = new[] { Finding() } });
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return AnswerAsync(http, new { code = "grant.none", title = "Your organisation has no grant for this case.", status = 403 }, "application/problem+json");
        };
        var page = WebUtility.HtmlDecode(await (await portal.GetAsync("/audit/findings", portal.Session("li@taihu", "REG", "regulator"), ("Accept-Language", "en"))).Content.ReadAsStringAsync());
        foreach (var shown in (string[])["Your organisation has no grant for this case.", "F-7: Late minutes", "What we say and do", "Our grants: choose there"]) Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Give more time", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "every regulator among the consortium's people", "联合体人员中的全部监管方")]
    [InlineData(false, "every regulator needs a grant", "所有监管方均须授权")]
    public async Task Without_rules_the_page_says_whether_anybody_reads_without_a_grant(bool open, string english, string chinese)
    {
        await using var portal = await RunningPortal.StartAsync();
        portal["audit"].Answer = http => http.Request.Path.Value!.EndsWith("/desk-rules", StringComparison.Ordinal)
            ? AnswerAsync(http, new { delayDays = 0, openWithoutRules = open }) : AnswerAsync(http, new { items = Array.Empty<object>() });
        foreach (var (language, says) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            var page = await portal.GetAsync("/audit/grants", portal.Session("ma@taihu", "S", "administrator"), ("Accept-Language", language));
            Assert.Contains(says, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    private static object Finding() => new
    {
        id = Guid.NewGuid(), state = "open", overdue = false, due = "2025-08-01", answers = Array.Empty<object>(),
        raised = new
        {
            reference = "F-7", @case = "C-2", title = new { en = "Late minutes", zh = "纪要迟交" }, description = "The minutes came late.", severity = "low", responsible = "REG", due = "2025-08-01",
            evidence = Array.Empty<object>(), by = new { person = "ma@taihu", organisation = "S" }, at = At,
        },
    };

    private static Task AnswerAsync(HttpContext http, object body, string type = "application/json")
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(JsonSerializer.Serialize(body), CancellationToken.None);
    }
}
