using System.Net;
using Ledger.Portal.Called;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>Parties and people by name: whose names a reader sees, what stands there where nobody tells them, and how often they are asked for.</summary>
public sealed class NamesTests
{
    private static readonly Guid Risk = Guid.Parse("0198f000-0000-7000-8000-00000000c001");

    [Theory]
    [InlineData("en", "Taihu Machine Tool Works <small>E1</small>", "title=\"lin@taihu (E1)\">Lin Haiyan (Taihu Machine Tool Works)<", "Taihu CNC training base", "Taihu Vocational College (S)")]
    [InlineData("zh-CN", "太湖机床厂 <small>E1</small>", "title=\"lin@taihu (E1)\">林海燕（太湖机床厂）<", "太湖数控实训基地", "太湖职业技术学院（S）")]
    public async Task Names_stand_in_the_readers_language_with_their_ids(string language, params string[] shown)
    {
        await using var portal = await StartAsync();
        var lin = portal.Session("lin@taihu", "E1", "contributor");

        var pages = await portal.ReadAsync($"/risks/{Risk}", lin, language) + await portal.ReadAsync("/risks/new", lin, language);

        Assert.All(shown, words => Assert.Contains(words, WebUtility.HtmlDecode(pages), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exports_carry_the_ids()
    {
        await using var portal = await StartAsync();
        var lin = portal.Session("lin@taihu", "E1", "contributor");

        Assert.Equal("Pays,To,Amount (CNY)\nthe risk reserve,E1,15300.00\nE9,bears it itself,200.00\n", (await portal.ReadAsync($"/risks/{Risk}?table=borne", lin)).ReplaceLineEndings("\n"));
    }

    // E9 and li have no name in this consortium.
    [Fact]
    public async Task Who_has_no_name_here_is_called_by_the_id()
    {
        await using var portal = await StartAsync();
        var page = await portal.ReadAsync($"/risks/{Risk}", portal.Session("lin@taihu", "E1", "contributor"));

        Assert.Contains(">E9<", page.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains(">li@taihu (REG)<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_the_names_of_another_consortium()
    {
        await using var portal = await StartAsync();
        var (ours, theirs) = (portal.Session("lin@taihu", "E1", "contributor"), portal.Session("hall@lakeside", "E1", "contributor"));

        await portal.ReadAsync("/contributions", ours);
        var there = await portal.ReadAsync("/contributions", theirs);
        var here = await portal.ReadAsync("/contributions", ours);

        Assert.Contains("Lakeside Printer Works", there, StringComparison.Ordinal);
        Assert.DoesNotContain("Taihu", there, StringComparison.Ordinal);
        Assert.DoesNotContain("Lakeside", here, StringComparison.Ordinal);
        Assert.Equal(["/api/v1/consortia/lakeside/consortium/names", "/api/v1/consortia/taihu/consortium/names"], Asked(portal).Order(StringComparer.Ordinal));
    }

    // Ten readers at once and one later: asked once. After a command that may name somebody the next page asks first.
    [Fact]
    public async Task Names_are_asked_for_once_for_many_pages_and_again_after_they_may_have_changed()
    {
        await using var portal = await StartAsync();
        var lin = portal.Session("lin@taihu", "E1", "contributor");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => portal.ReadAsync("/denied", lin)));
        await portal.ReadAsync("/denied", lin);
        Assert.Single(Asked(portal));
        Assert.Single(portal.Issuer.Requests);

        portal["agreements"].Answer = http => http.JsonAsync(PageReads.Parties("lakeside"));
        portal.Get<NameBooks>().Forget("taihu");
        Assert.Contains("Lakeside Printer Works", await portal.ReadAsync("/denied", lin), StringComparison.Ordinal);
        Assert.Equal(2, Asked(portal).Count());
    }

    public static TheoryData<string> Answers => new("away", "refused", "no JSON", "other JSON", "another provider");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Pages_go_on_with_ids_whatever_becomes_of_those_who_tell_names(string how)
    {
        await using var portal = await StartAsync(how == "away");
        Func<HttpContext, Task> said = how switch
        {
            "refused" => http => Task.FromResult(http.Response.StatusCode = 403),
            "no JSON" => http => http.Response.WriteAsync("ok"),
            "other JSON" => http => http.JsonAsync(new { items = new object?[] { null, new { id = (string?)null }, new { id = "lin@taihu", name = new { en = "Lin" } } }, parties = new object?[] { null } }),
            _ => http => Task.FromResult(http.Response.StatusCode = 404),
        };
        (portal["agreements"].Answer, portal.Issuer.Answer) = (said, said);

        var page = await portal.ReadAsync($"/risks/{Risk}", portal.Session("lin@taihu", "E1", "contributor"));

        Assert.Contains(">lin@taihu (E1)<", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Asked(RunningPortal portal) => portal["agreements"].Requests.Select(request => request.Path).Where(path => path.EndsWith("/names", StringComparison.Ordinal));

    private static async Task<RunningPortal> StartAsync(bool away = false)
    {
        var portal = await RunningPortal.StartAsync(down: away ? ["agreements", "identity"] : null);
        portal["agreements"].Answer = http => http.Request.Path.Value!.EndsWith("/names", StringComparison.Ordinal) ? http.JsonAsync(PageReads.Parties(http.Request.Path.Value.Split('/')[4]))
            : http.Request.Path.Value.EndsWith("/agreements", StringComparison.Ordinal) ? http.JsonAsync(new { items = new[] { Line() } })
            : http.JsonAsync(new { id = Risk, stage = "active", agreementId = "taihu-2025", agreementVersion = 1, document = new { currency = "CNY" }, documentHash = "", parties = new[] { "E1", "S" }, signatures = Array.Empty<object>() });
        portal.Issuer.Answer = http => http.JsonAsync(PageReads.People());
        portal["contributions"].Answer = http => http.JsonAsync(http.Request.Path.Value!.EndsWith("/contributions", StringComparison.Ordinal)
            ? new { items = new[] { new { id = Risk, reference = "r", agreementId = "taihu-2025", party = "E1", kind = "cash", title = PageReads.Words("Grant", "资助"), effectiveOn = "2025-01-01", receivedBy = "S", state = "valued" } } }
            : Array.Empty<object>());
        portal["risks"].Answer = http => http.JsonAsync(Event());
        return portal;
    }

    private static object Line() => new { id = Risk, agreementId = "taihu-2025", agreementVersion = 1, stage = "active", documentHash = "", parties = new[] { "E1", "S" }, signatures = Array.Empty<object>() };

    private static object Event() => new
    {
        id = Risk, reference = "R1", agreementId = "taihu-2025", agreementVersion = 1, category = "production-disruption", method = "risk.disruption", title = PageReads.Words("A cell stopped", "单元停机"), occurredOn = "2025-06-16",
        sufferers = new Dictionary<string, string> { ["E1"] = "1" }, stage = "allocated", reportedBy = By("lin@taihu", "E1"), reportedAt = At,
        allocation = new
        {
            loss = PageReads.Cny(15_500), payments = new[] { new { party = "E1", amount = PageReads.Cny(15_300) } }, kept = new[] { new { party = "E9", amount = PageReads.Cny(200) } },
            result = new { ruleId = "risk.allocation", ruleVersion = 2, inputsHash = "", inputs = new { }, value = new { }, steps = Array.Empty<object>() }, by = By("li@taihu", "REG"), at = At,
        },
        evidence = Array.Empty<object>(), missingEvidence = Array.Empty<object>(), measurements = 1, allocations = 1, approvals = Array.Empty<object>(), disputes = Array.Empty<object>(), recoveries = Array.Empty<object>(),
        reversals = Array.Empty<object>(), escalations = Array.Empty<object>(),
    };

    private static readonly DateTimeOffset At = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);

    private static object By(string person, string organisation) => new { person, organisation };
}
