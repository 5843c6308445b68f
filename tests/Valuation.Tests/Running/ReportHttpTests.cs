using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Microsoft.Extensions.Configuration;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Reports, later sales and scores over HTTP on a real PostgreSQL, on the machine of Sample A.</summary>
public sealed class ReportHttpTests(RunningRegister running)
{
    private const string Tenant = "scores";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_explained_held_against_a_sale_and_scored()
    {
        using var valuer = await running.AsAsync("V", Tenant, "valuer");
        using var approver = await running.AsAsync("G", Tenant, "approver");
        using var auditor = await running.AsAsync("R", Tenant, "regulator");
        using var contributor = await running.AsAsync("E1", Tenant, "contributor");
        var id = await running.VerifiedAsync(Tenant, "E1-machine");
        Assert.Equal("appraisal.nothing-proposed", await CodeAsync(auditor, $"appraisals/{id}/report.html"));
        Assert.Equal("not-found", await CodeAsync(auditor, $"appraisals/{Guid.NewGuid()}/report.html"));

        var proposed = await SendAsync(valuer, $"appraisals/{id}/proposal", new { Method = "market.comparables", Inputs = MachineComparables.Five }, 1);
        Assert.Equal(200, proposed.Status);
        using var page = await auditor.GetAsync($"appraisals/{id}/report.html?lang=zh", Ct);
        Assert.Equal(("text/html", "zh-CN", "nosniff"), (page.Content.Headers.ContentType!.MediaType, page.Content.Headers.ContentLanguage.Single(), page.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var text = await page.Content.ReadAsStringAsync(Ct);
        Assert.Contains("评估报告：五轴机床", text, StringComparison.Ordinal);
        Assert.Contains("840,000.00 CNY", text, StringComparison.Ordinal);
        Assert.Equal(text, await auditor.GetStringAsync($"appraisals/{id}/proposals/1/report.html?lang=zh", Ct));
        using var file = await auditor.GetAsync($"appraisals/{id}/report.pdf?lang=en", Ct);
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString((await file.Content.ReadAsByteArrayAsync(Ct))[..5]), StringComparison.Ordinal);
        foreach (var (path, code) in new[]
        {
            ("report.html?lang=fr", "input.unknown-value"), ("values/1/report.html", "not-found"), ("proposals/2/report.pdf", "not-found"), ("proposals/0/report.html", "not-found"),
            ("alternatives/1/report.html", "not-found"), ("values/1/snapshot", "not-found"),
        }) Assert.Equal(code, await CodeAsync(auditor, $"appraisals/{id}/{path}"));
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"appraisals/{id}/report.exe", Ct)).StatusCode);

        var hash = (await GetAsync(auditor, $"appraisals/{id}")).GetProperty("proposal").GetProperty("proposalHash").GetString();
        Assert.Equal("later-sale.no-value", Code((await SendAsync(approver, $"appraisals/{id}/later-sales", new { Evidence = "sold-1", Of = "asset" })).Body));
        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{id}/acceptance", new { ProposalHash = hash })).Status);
        Assert.Contains("this is the value that counts (version 1)", await auditor.GetStringAsync($"appraisals/{id}/values/1/report.html?lang=en", Ct), StringComparison.Ordinal);

        // The machine form that the report names is what rules eval takes.
        var snapshot = ValuationSnapshot.Read(JsonElement.Parse(await auditor.GetStringAsync($"appraisals/{id}/snapshots/1", Ct))).Value!;
        Assert.Equal(await auditor.GetStringAsync($"appraisals/{id}/snapshots/1", Ct), await auditor.GetStringAsync($"appraisals/{id}/values/1/snapshot", Ct));
        Assert.Equal("840000.00", MethodCatalogue.Find(snapshot.Result.RuleId, snapshot.Result.RuleVersion)!.Evaluate(snapshot.Result.Inputs).Result!.FiguresAs<GridFigures>().Accepted.Amount);

        Assert.Equal(201, (await SendAsync(valuer, "market-evidence", RegisterSamples.C5 with { Reference = "sold-1", Date = new DateOnly(2025, 6, 1) })).Status);
        Assert.Equal("later-sale.own-score", Code((await SendAsync(valuer, $"appraisals/{id}/later-sales", new { Evidence = "sold-1", Of = "asset" })).Body));
        Assert.Equal("role.missing", Code((await SendAsync(contributor, $"appraisals/{id}/later-sales", new { Evidence = "sold-1", Of = "asset" })).Body));
        Assert.Equal("input.unknown-value", Code((await SendAsync(approver, $"appraisals/{id}/later-sales", new { Evidence = "sold-1", Of = "rumour" })).Body));
        Assert.Equal("later-sale.not-registered", Code((await SendAsync(approver, $"appraisals/{id}/later-sales", new { Evidence = "sold-2", Of = "asset" })).Body));
        var sold = await SendAsync(approver, $"appraisals/{id}/later-sales", new { Evidence = "sold-1", Of = "asset" });
        Assert.True(sold.Status == 201, sold.Body.ToString());
        var sale = Assert.Single((await GetAsync(auditor, $"appraisals/{id}/later-sales")).GetProperty("items").EnumerateArray());

        var market = await GetAsync(auditor, "valuation-scores/market?by=appraiser");
        var score = Assert.Single(market.GetProperty("items").EnumerateArray());
        Assert.Equal(("person-V", 1, 1, false), (score.GetProperty("group").GetString(), score.GetProperty("cases").GetInt32(), score.GetProperty("sales").GetInt32(), score.GetProperty("enough").GetBoolean()));
        Assert.Equal(5, market.GetProperty("meaning").GetProperty("minimumSample").GetInt32());
        Assert.Equal("CN-32", Assert.Single((await GetAsync(auditor, "valuation-scores/market?by=region")).GetProperty("items").EnumerateArray()).GetProperty("group").GetString());
        Assert.Single((await GetAsync(valuer, "valuation-scores/market")).GetProperty("items").EnumerateArray());
        using var other = await running.PersonAsync("other-valuer", "W", Tenant, "valuer");
        Assert.Empty((await GetAsync(other, "valuation-scores/market")).GetProperty("items").EnumerateArray());
        Assert.Equal("role.missing", await CodeAsync(valuer, "valuation-scores/market?by=party"));
        Assert.Equal("role.missing", await CodeAsync(valuer, "valuation-scores/claims"));
        Assert.Equal("role.missing", await CodeAsync(contributor, "valuation-scores/market"));

        var claim = Assert.Single((await GetAsync(auditor, "valuation-scores/claims")).GetProperty("items").EnumerateArray());
        Assert.Equal(("E1", "1200000.00", "840000.00", 1), (claim.GetProperty("group").GetString(), claim.GetProperty("claimed").GetProperty("amount").GetString(),
            claim.GetProperty("estimated").GetProperty("amount").GetString(), claim.GetProperty("above").GetInt32()));
        Assert.Empty((await GetAsync(auditor, "valuation-scores/claims?to=2020-01-01")).GetProperty("items").EnumerateArray());
        using var csv = await auditor.GetAsync("valuation-scores/claims?format=csv", Ct);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("E1,CNY,1,false,1200000.00,840000.00,840000.00,1,0,,,", await csv.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        foreach (var path in new[] { "thresholds", "round-numbers", "repeated-comparables" })
            Assert.Equal(1, (await GetAsync(auditor, $"valuation-scores/{path}")).GetProperty("cases").GetInt32());
        foreach (var (query, code) in new[]
        {
            ("market?by=mood", "input.unknown-value"), ("claims?by=mood", "input.unknown-value"), ("claims?format=xml", "input.unknown-value"), ("claims?after=x", "request.malformed"),
            ("claims?from=2025-02-01&to=2025-01-01", "input.dates-not-ordered"),
        }) Assert.Equal(code, await CodeAsync(auditor, $"valuation-scores/{query}"));

        var withdrawal = $"appraisals/{id}/later-sales/{sale.GetProperty("id").GetString()}/withdrawal";
        Assert.Equal(428, (await SendAsync(approver, withdrawal, new { Reason = new Text("Another machine.", "另一台设备。") })).Status);
        Assert.Equal(200, (await SendAsync(approver, withdrawal, new { Reason = new Text("Another machine.", "另一台设备。") }, 1)).Status);
        Assert.Equal(0, Assert.Single((await GetAsync(auditor, "valuation-scores/market")).GetProperty("items").EnumerateArray()).GetProperty("sales").GetInt32());
    }

    [Theory]
    [InlineData("/nowhere/font.ttf")]
    [InlineData("/bin/sh")]
    public void Without_a_font_the_setting_is_named(string path)
    {
        var fonts = new ReportFonts(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Reports:Font"] = path }).Build());
        var problem = Assert.Throws<RequestRefusedException>(() => fonts.Get()).Problem;
        Assert.Equal((503, "reports.font-missing"), (problem.Status, problem.Code));
        Assert.Contains("Reports__Font", problem.Message.En, StringComparison.Ordinal);
        Assert.Contains("Reports__Font", problem.Message.Zh, StringComparison.Ordinal);
    }

    private static async Task<string?> CodeAsync(HttpClient client, string path) => Code(await GetAsync(client, path));

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static string? Code(JsonElement body) => body.TryGetProperty("code", out var code) ? code.GetString() : body.ToString();
}
