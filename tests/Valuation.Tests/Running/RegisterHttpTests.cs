using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using static Ledger.Tests.Running.ServiceUnderTest;
using static Ledger.Valuation.Tests.Running.RunningRegister;

namespace Ledger.Valuation.Tests.Running;

/// <summary>The register and the machine of Sample A over HTTP on a real PostgreSQL; the figures are computed by hand.</summary>
public sealed class RegisterHttpTests(RunningRegister running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_machine_of_sample_A_goes_from_the_register_to_an_accepted_value_and_is_reperformed()
    {
        using var valuer = await running.AsAsync("V", "taihu", "valuer");
        using var approver = await running.AsAsync("G", "taihu", "approver");
        await FillAsync(valuer, "");
        var id = await running.VerifiedAsync("taihu", "E1-machine");
        Assert.Equal(0, (await GetAsync(valuer, $"appraisals/{id}/case")).GetProperty("proposals").GetArrayLength());
        var (status, receipt) = await SendAsync(valuer, $"appraisals/{id}/alternatives", new
        {
            Method = "cost.replacement", Reconciliation = new Text("The market counts.", "以市场为准。"),
            Inputs = JsonElement.Parse("""{"parts":[{"id":"P1","cost":"1000000","ageYears":"4"}],"wear":{"basis":"observed","newness":"0.6"},"evidence":["L1","L2","L3"]}"""),
        }, 1);
        Assert.Equal((200, 2), (status, receipt.GetProperty("version").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, (await valuer.GetAsync($"appraisals/{id}/alternatives/1", Ct)).StatusCode);

        // Proposed anew with a reason: the first one stays.
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{id}/proposal", new { Method = "market.comparables", Inputs = MachineComparables.Five }, 2)).Status);
        var proposed = await SendAsync(valuer, $"appraisals/{id}/proposal", new
        {
            Method = "market.comparables", Register = RegisterSamples.Choice, Alternatives = new[] { 1 }, Reason = new Text("From the register.", "改用登记簿。"),
        }, 3);
        Assert.True(proposed.Status == 200, proposed.Body.ToString());

        var view = await GetAsync(valuer, $"appraisals/{id}/case");
        var calculation = view.GetProperty("calculation");
        Assert.Equal("840000.00", Amount(calculation, "value"));
        Assert.Equal("C5", Assert.Single(calculation.GetProperty("grid").EnumerateArray(), row => !row.GetProperty("used").GetBoolean()).GetProperty("id").GetString());
        Assert.Equal("-240000.00", Amount(view.GetProperty("alternatives")[0], "difference"));
        Assert.True(view.GetProperty("alternatives")[0].GetProperty("cited").GetBoolean());
        Assert.Equal("From the register.", view.GetProperty("proposals")[0].GetProperty("superseded").GetProperty("reason").GetProperty("en").GetString());
        Assert.False(view.GetProperty("proposals")[1].TryGetProperty("superseded", out _));

        using var exported = await valuer.GetAsync($"appraisals/{id}/snapshots/2", Ct);
        var bytes = await exported.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), exported.Headers.GetValues(SnapshotEndpoints.HashHeader).Single());
        var snapshot = ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(bytes))).Value!;
        Assert.Equal(("840000.00", 5), (snapshot.Value.Amount, snapshot.Basis!.Evidence.Count));
        Assert.True(SnapshotReperformance.Of(snapshot).Same);
        Assert.Equal(bytes, await (await valuer.GetAsync($"appraisals/{id}/snapshots/2", Ct)).Content.ReadAsByteArrayAsync(Ct));
        foreach (var missing in new[] { "snapshots/3", "snapshots/0", "alternatives/2" })
            Assert.Equal(HttpStatusCode.NotFound, (await valuer.GetAsync($"appraisals/{id}/{missing}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await valuer.GetAsync($"appraisals/{id}/alternatives/1", Ct)).StatusCode);

        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{id}/acceptance", new { snapshot.ProposalHash })).Status);
        Assert.Equal("accepted", (await GetAsync(valuer, $"appraisals/{id}/case")).GetProperty("state").GetString());

        // Reuse across cases, and the uses of an item.
        var second = await running.VerifiedAsync("taihu", "E1-machine-2");
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{second}/proposal", new { Method = "market.comparables", Register = RegisterSamples.Choice }, 1)).Status);
        var uses = await GetAsync(valuer, $"market-evidence/{RegisterStreams.Evidence("taihu", "C2")}/uses");
        Assert.Equal(
            new[] { "E1-machine True", "E1-machine-2 True" },
            uses.GetProperty("items").EnumerateArray().Select(use => $"{use.GetProperty("reference").GetString()} {use.GetProperty("standing").GetBoolean()}").Order(StringComparer.Ordinal));

        // Withdrawn: readable, shown in the case, no longer usable.
        var item = $"market-evidence/{RegisterStreams.Evidence("taihu", "C2")}";
        Assert.Equal(428, (await SendAsync(valuer, $"{item}/withdrawal", new { Reason = new Text("Annulled.", "已作废。") })).Status);
        Assert.Equal(200, (await SendAsync(valuer, $"{item}/withdrawal", new { Reason = new Text("Annulled.", "已作废。") }, 1)).Status);
        Assert.Equal("Annulled.", (await GetAsync(valuer, item)).GetProperty("withdrawal").GetProperty("reason").GetProperty("en").GetString());
        Assert.True((await GetAsync(valuer, $"appraisals/{id}/case")).GetProperty("calculation").GetProperty("evidence")[1].TryGetProperty("withdrawn", out _));
        var third = await running.VerifiedAsync("taihu", "E1-machine-3");
        var refused = await SendAsync(valuer, $"appraisals/{third}/proposal", new { Method = "market.comparables", Register = RegisterSamples.Choice }, 1);
        Assert.Equal((422, "evidence.withdrawn", "register.evidence[1].reference"), (refused.Status, Code(refused.Body), refused.Body.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_register_belongs_to_its_consortium()
    {
        using var here = await running.AsAsync("V", "lakeside", "valuer");
        Assert.Equal(201, (await RegisterAsync(here, RegisterSamples.C1 with { Reference = "own-1" })).Status);
        using var there = await running.AsAsync("V", "taihu", "valuer");
        Assert.Equal(HttpStatusCode.NotFound, (await there.GetAsync($"market-evidence/{RegisterStreams.Evidence("lakeside", "own-1")}", Ct)).StatusCode);
        var id = await running.VerifiedAsync("taihu", "E1-foreign");
        var refused = await SendAsync(there, $"appraisals/{id}/proposal", new { Method = "market.comparables", Register = new { Evidence = new[] { new { Reference = "own-1" } } } }, 1);
        Assert.Equal("evidence.unknown-reference", Code(refused.Body));
    }

    [Fact]
    public async Task Who_may_enter_what()
    {
        using var contributor = await running.AsAsync("E1", "lakeside", "contributor");
        using var regulator = await running.AsAsync("R", "lakeside", "regulator");
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        Assert.Equal("evidence.own-supply", Code((await RegisterAsync(contributor, RegisterSamples.C1 with { Reference = "role-1" })).Body));
        Assert.Equal(201, (await RegisterAsync(contributor, RegisterSamples.C1 with { Reference = "role-1", SourceClass = EvidenceSource.Contributor })).Status);
        Assert.Equal("role.missing", Code((await RegisterAsync(regulator, RegisterSamples.C1 with { Reference = "role-2" })).Body));
        Assert.Equal("role.missing", Code((await SendAsync(contributor, "index-series", RegisterSamples.Machines with { Series = "role-s" })).Body));
        Assert.Equal(HttpStatusCode.OK, (await regulator.GetAsync("market-evidence", Ct)).StatusCode);
        Assert.Equal(201, (await RegisterAsync(valuer, RegisterSamples.C1 with { Reference = "role-3" })).Status);
        Assert.Equal("evidence.of-another", Code((await SendAsync(contributor, $"market-evidence/{RegisterStreams.Evidence("lakeside", "role-3")}/withdrawal", new { Reason = new Text("x", "x") }, 1)).Body));
    }

    [Fact]
    public async Task The_register_is_asked_by_kind_class_source_date_and_text()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        foreach (var said in new[]
        {
            RegisterSamples.C1 with { Reference = "list-1", Source = "list-a" }, RegisterSamples.C2 with { Reference = "list-2", Source = "list-a", Title = new Text("100%_lathe", "车床") },
            RegisterSamples.C4 with { Reference = "list-3", Source = "list-b", Attributes = new AssetAttributes(Configuration: new Text("Heidenhain", "海德汉")) },
        }) Assert.Equal(201, (await RegisterAsync(valuer, said)).Status);
        Assert.Equal(["list-1", "list-2"], await ListAsync(valuer, "source=list-a"));
        Assert.Equal(["list-2"], await ListAsync(valuer, "source=list-a&kind=tender-award"));
        Assert.Equal(["list-2"], await ListAsync(valuer, "source=list-a&sourceClass=auction"));
        Assert.Equal(["list-2"], await ListAsync(valuer, "source=list-a&from=2025-01-15&to=2025-01-15"));
        Assert.Equal(["list-2"], await ListAsync(valuer, "source=list-a&text=" + Uri.EscapeDataString("0%_LATHE")));
        Assert.Equal(["list-3"], await ListAsync(valuer, "text=" + Uri.EscapeDataString("海德汉")));
        Assert.Empty(await ListAsync(valuer, "source=list-a&withdrawn=true"));
        Assert.Equal(["list-1", "list-2"], await ListAsync(valuer, "source=list-a&withdrawn=false"));
        Assert.Equal(["list-1", "list-2"], await ListAsync(valuer, "source=list-a&currency=CNY"));
        Assert.Empty(await ListAsync(valuer, "source=list-a&currency=USD"));
        Assert.Equal(["list-2"], await ListAsync(valuer, "named=works-y&source=list-a"));
        Assert.Equal(201, (await RegisterAsync(valuer, RegisterSamples.C2 with { Reference = "list-4", Source = "list-c", Sha256 = new string('4', 64), ExpiresOn = new DateOnly(2099, 6, 30) })).Status);
        Assert.Equal(["list-4"], await ListAsync(valuer, "source=list-c&usableOn=2099-06-30"));
        Assert.Empty(await ListAsync(valuer, "source=list-c&usableOn=2099-07-01"));
        Assert.Equal(["list-4"], await ListAsync(valuer, "source=list-c&expiresBy=2099-06-30"));
        Assert.Empty(await ListAsync(valuer, "source=list-a&expiresBy=2099-06-30"));
        foreach (var (query, code) in new[] { ("kind=gossip", "input.unknown-value"), ("sourceClass=x", "input.unknown-value"), ("from=2025-02-01&to=2025-01-01", "input.dates-not-ordered"), ("text=" + new string('x', MarketEvidenceLimits.SearchText + 1), "input.too-long") })
            Assert.Equal(code, Code(await GetAsync(valuer, $"market-evidence?{query}")));
    }

    [Theory]
    [InlineData("\"tax\":\"excluded\"", "\"tax\":\"perhaps\"", "input.unknown-value", "tax")]
    [InlineData(",\"tax\":\"excluded\"", "", "evidence.tax-unstated", "tax")]
    [InlineData("\"kind\":\"invoice\"", "\"kind\":\"rumour\"", "input.unknown-value", "kind")]
    [InlineData("\"sourceClass\":\"invoice\"", "\"sourceClass\":\"rumour\"", "input.unknown-value", "sourceClass")]
    [InlineData("784000.00", "784000.001", "money.over-precise", "price.amount")]
    public async Task What_cannot_even_be_read_is_named(string old, string changed, string code, string field)
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var body = JsonSerializer.Serialize(RegisterSamples.C1 with { Reference = "unread" }, ServiceDefaults.Store.FactJson.Facts);
        Assert.Contains(old, body, StringComparison.Ordinal);
        var (_, answer) = await SendAsync(valuer, "market-evidence", JsonElement.Parse(body.Replace(old, changed, StringComparison.Ordinal)));
        Assert.Equal((code, field), (Code(answer), answer.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_revision_is_a_new_vintage_over_http()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        Assert.Equal(201, (await SendAsync(valuer, "index-series", RegisterSamples.Machines)).Status);
        var path = $"index-series/{RegisterStreams.Series("lakeside", RegisterSamples.Machines.Series)}";
        Assert.Equal(200, (await SendAsync(valuer, $"{path}/vintages", RegisterSamples.FirstMonths, 1)).Status);
        Assert.Equal(200, (await SendAsync(valuer, $"{path}/vintages", RegisterSamples.Vintage(IndexVintage.Revised, "2025-03-25", ("2023-06", "97")), 2)).Status);
        Assert.Equal(412, (await SendAsync(valuer, $"{path}/vintages", RegisterSamples.Vintage(IndexVintage.Revised, "2025-03-26", ("2023-06", "96")), 2)).Status);
        Assert.Equal("98", (await GetAsync(valuer, $"{path}?knownOn=2025-03-24")).GetProperty("months")[0].GetProperty("value").GetString());
        Assert.Equal("97", (await GetAsync(valuer, path)).GetProperty("months")[0].GetProperty("value").GetString());
        Assert.Equal(0, (await GetAsync(valuer, $"{path}?knownOn=2025-01-01")).GetProperty("release").GetInt32());
        Assert.Equal("input.wrong-type", Code((await SendAsync(valuer, $"{path}/vintages", JsonElement.Parse($$"""{"vintage":"revised","publishedOn":"2025-03-26","months":[null],"sha256":"x"}"""), 3)).Body));
        Assert.Contains(RegisterSamples.Machines.Series, (await GetAsync(valuer, "index-series")).ToString(), StringComparison.Ordinal);
    }

    internal static async Task FillAsync(HttpClient valuer, string prefix, string tenant = "taihu")
    {
        foreach (var said in new[] { RegisterSamples.C1, RegisterSamples.C2, RegisterSamples.C3, RegisterSamples.C4, RegisterSamples.C5 })
            Assert.Equal(201, (await RegisterAsync(valuer, said with { Reference = prefix + said.Reference })).Status);
        Assert.Equal(201, (await SendAsync(valuer, "index-series", RegisterSamples.Machines)).Status);
        var series = RegisterStreams.Series(tenant, RegisterSamples.Machines.Series);
        Assert.Equal(200, (await SendAsync(valuer, $"index-series/{series}/vintages", RegisterSamples.FirstMonths, 1)).Status);
    }

    private static Task<(int Status, JsonElement Body)> RegisterAsync(HttpClient client, EvidenceParticulars said) => SendAsync(client, "market-evidence", said);

    private static async Task<IEnumerable<string?>> ListAsync(HttpClient client, string query) =>
        (await GetAsync(client, $"market-evidence?{query}")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("item").GetProperty("reference").GetString()).Order(StringComparer.Ordinal);

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static string? Code(JsonElement body) => body.TryGetProperty("code", out var code) ? code.GetString() : body.ToString();

    private static string? Amount(JsonElement owner, string member) => owner.GetProperty(member).GetProperty("amount").GetString();
}
