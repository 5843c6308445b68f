using System.Net;
using System.Text.Json;
using Ledger.Agreements.Integration;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Microsoft.Extensions.DependencyInjection;
using static Ledger.Agreements.Tests.Running.RunningAgreements;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Agreements.Tests.Running;

/// <summary>Tracker and workbook over HTTP on a real PostgreSQL, fed by the contracts of the other services.</summary>
public sealed class CertificationHttpTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_others_tell_and_the_enterprise_records_adds_up_to_a_standing()
    {
        using var administrator = await running.AsAsync("OPS", "track", "administrator");
        using var enterprise = await running.AsAsync("E1", "track", "contributor");
        using var officer = await running.AsAsync("OPS", "track", "finance-officer");
        const string path = "certification/enterprises/E1";
        Assert.Equal((409, "certification.policy-missing"), Code(await GetAsync(enterprise, path + "?on=2026-03-30")));
        Assert.Equal(201, (await SendAsync(administrator, "certification/policy", Policy)).Status);
        Assert.Equal(404, (await GetAsync(enterprise, path + "?on=2026-03-30")).Status);
        Assert.Equal((403, "role.missing"), Code(await SendAsync(enterprise, "certification/policy", Policy)));

        await TellAsync("machine", "donated-equipment", "2023-03-31", "1200000.00", "840000.00");
        await TellAsync("line", "donated-equipment", "2024-06-01", "300000.00", "200000.00");
        await TellAsync("hall", "space", "2025-02-01", "500000.00", null);
        var listed = new { Listing = new { From = "2025-06-01", Sha256 = Hash('a') } };
        Assert.Equal(201, (await SendAsync(enterprise, "incentives/E1/listings", listed)).Status);
        Assert.Equal(201, (await SendAsync(enterprise, path + "/plan", new { On = "2025-08-15", Sha256 = Hash('b') })).Status);
        var record = new { Reference = "i24", Kind = "interns", On = "2024-09-01", Count = 30, Months = 6, Title = new { En = "=Interns", Zh = "实习" }, Evidence = new[] { Hash('c') } };
        Assert.Equal(200, (await SendAsync(enterprise, path + "/records", record)).Status);

        // Computed by hand: 840,000 + 200,000 of claimed 2,000,000; the machine of 2023-03-31 leaves after 36 months.
        var standing = (await GetAsync(officer, path + "?on=2026-03-30&months=12")).Body;
        var value = standing.GetProperty("conditions")[0].GetProperty("anyOf")[0];
        Assert.Equal(("1040000.00", "2000000.00", true, "2026-03-31"), (Amount(value, "reached"), Amount(value, "claimed"), value.GetProperty("met").GetBoolean(), value.GetProperty("failsOn").GetString()));
        Assert.Equal(30, standing.GetProperty("conditions")[1].GetProperty("anyOf")[0].GetProperty("missingCount").GetInt32());
        Assert.Equal(["certification.not-cultivated"], standing.GetProperty("open").EnumerateArray().Select(point => point.GetProperty("code").GetString()));
        Assert.Contains("alert.not-certifiable", standing.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("code").GetString()));
        var later = (await GetAsync(enterprise, path + "?on=2026-06-01")).Body;
        Assert.Equal("800000.00", Amount(later.GetProperty("conditions")[0].GetProperty("anyOf")[0], "missing"));

        var cancellation = new { Reference = "C1", On = "2026-02-01", Ground = "false-statement", Finding = "Annual report", Sha256 = Hash('d') };
        Assert.Equal((403, "role.missing"), Code(await SendAsync(enterprise, path + "/cancellations", cancellation)));
        Assert.Equal(200, (await SendAsync(officer, path + "/cancellations", cancellation)).Status);
        Assert.Equal("2031-01-31", (await GetAsync(enterprise, path + "?on=2026-03-30")).Body.GetProperty("barredUntil").GetString());

        var csv = await enterprise.GetStringAsync(path + "/export?on=2026-03-30&headers=zh", Ct);
        Assert.Contains("条件,要求,名称（英文）,", csv, StringComparison.Ordinal);
        Assert.Contains("base,value,\"'=Value\",价值,yes,yes,1000000.00,2000000.00,1040000.00,0.00,CNY,2026-03-31,", csv, StringComparison.Ordinal);
        var entries = await enterprise.GetStringAsync(path + "/export?on=2026-03-30&part=entries", Ct);
        Assert.Contains("base,value,hall,2025-02-01,500000.00,,CNY,,no,entry.not-accepted,\r\n", entries, StringComparison.Ordinal);
        Assert.Contains("space,500000.00,0.00,0.00,CNY\r\n", await enterprise.GetStringAsync(path + "/export?on=2026-03-30&part=totals", Ct), StringComparison.Ordinal);
        Assert.Contains("2026-03-31,alert.entry-leaves,machine,It leaves the window.,移出计算窗口。\r\n", await enterprise.GetStringAsync(path + "/export?on=2026-03-30&part=alerts", Ct), StringComparison.Ordinal);
        using var json = await enterprise.GetAsync(path + "/export?on=2026-03-30&format=json", Ct);
        Assert.Equal("E1", JsonElement.Parse(await json.Content.ReadAsStringAsync(Ct)).GetProperty("enterprise").GetString());
        Assert.Equal((422, "certification.number-out-of-range"), Code(await GetAsync(enterprise, path + "?on=2026-03-30&months=241")));

        using var other = await running.AsAsync("E2", "track", "contributor", "administrator");
        using var elsewhere = await running.AsAsync("E1", "track-elsewhere", "contributor", "administrator");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path + "?on=2026-03-30", Ct)).StatusCode);
        Assert.Equal((403, "certification.not-own"), Code(await SendAsync(other, path + "/records", record)));
        Assert.Equal(201, (await SendAsync(elsewhere, "certification/policy", Policy)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(path + "?on=2026-03-30", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync($"/api/v1/consortia/track/{path}?on=2026-03-30", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_workbook_is_filled_by_its_users()
    {
        using var administrator = await running.AsAsync("OPS", "workbook", "administrator", "approver");
        using var enterprise = await running.AsAsync("E1", "workbook", "contributor");
        var catalogue = new
        {
            Catalogue = new
            {
                CatalogueId = "made-up", Version = 1, Title = Both("Made up"), Source = Both("Made up for this test"),
                Indicators = new[]
                {
                    new { Id = "b1", Level1 = "basic", Level2 = Both("Members"), Text = Both("=Members of every kind"), ObservationPoints = Array.Empty<object>(), Metric = "in words", EvidenceTypes = new[] { "agreement", "list" } },
                    new { Id = "n1", Level1 = "negative", Level2 = Both("Safety"), Text = Both("A serious accident"), ObservationPoints = Array.Empty<object>(), Metric = "in words", EvidenceTypes = new[] { "finding" } },
                },
            },
        };
        var link = new { Reference = "L1", Indicator = "b1", Year = 2026, Type = "agreement", Sha256 = Hash('a'), Note = "Signed" };
        Assert.Equal((409, "indicator.catalogue-missing"), Code(await SendAsync(enterprise, "indicators/evidence", link)));
        Assert.Equal(404, (await GetAsync(enterprise, "indicators?year=2026")).Status);
        Assert.Equal(201, (await SendAsync(administrator, "indicators/catalogue", catalogue)).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "indicators/evidence", link)).Status);
        Assert.Equal(200, (await SendAsync(administrator, "indicators/vetoes", new { Indicator = "n1", Year = 2026, Finding = "Fire", Sha256 = Hash('b') })).Status);
        var year = (await GetAsync(enterprise, "indicators?year=2026")).Body;
        Assert.Equal((true, false, "list"), (year.GetProperty("vetoed").GetBoolean(), year.GetProperty("complete").GetBoolean(), year.GetProperty("lines")[0].GetProperty("missing")[0].GetString()));
        var csv = await enterprise.GetStringAsync("indicators/export?year=2026", Ct);
        Assert.Contains("b1,basic,Members,Members,\"'=Members of every kind\",\"'=Members of every kind\",L1,list,\r\nn1,negative,Safety,Safety,A serious accident,A serious accident,,,Fire\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(administrator, "indicators/vetoes/lifting", new { Indicator = "n1", Year = 2026, Reason = "Appeal" }, 3)).Status);
        Assert.False((await GetAsync(enterprise, "indicators?year=2026")).Body.GetProperty("vetoed").GetBoolean());
        using var elsewhere = await running.AsAsync("E1", "workbook-elsewhere", "contributor");
        Assert.Equal(404, (await GetAsync(elsewhere, "indicators?year=2026")).Status);
    }

    private static object Policy => new
    {
        From = "2020-01-01",
        Parameters = new
        {
            Needed = 1, WindowMonths = 36, CultivationMonths = 12, PlanMonths = 3, BarMonths = 60, Source = "Measures [2019] 590", Mark = "from-memory",
            Conditions = new object[]
            {
                new
                {
                    Id = "base", Name = new { En = "Base", Zh = "基地" },
                    AnyOf = new object[]
                    {
                        new
                        {
                            Id = "value", Name = new { En = "=Value", Zh = "价值" }, Source = "article 5 (5)", Mark = "from-memory",
                            Value = new { Amount = "1000000.00", Currency = "CNY" }, Kinds = new[] { "donated-equipment", "space" },
                        },
                    },
                },
                new
                {
                    Id = "interns", Name = new { En = "Interns", Zh = "实习" },
                    AnyOf = new object[]
                    {
                        new
                        {
                            Id = "interns", Name = new { En = "Interns", Zh = "实习" }, Source = "article 5 (2)", Mark = "from-memory", Count = 60,
                            RecordKind = "interns", MinMonths = 3,
                        },
                    },
                },
            },
        },
    };

    private async Task TellAsync(string reference, string kind, string on, string claimed, string? accepted)
    {
        var (id, day, commands) = (Guid.NewGuid(), DateOnly.Parse(on), running.Services.GetRequiredService<Commands>());
        // In either order, and twice: what a broker may do.
        if (accepted is not null)
        {
            var valued = new ValueAccepted(
                Guid.NewGuid(), id, reference, "taihu-2025", 1, "E1", kind, new(claimed, "CNY"), new(accepted, "CNY"), "market.comparables", 2, day);
            var delivery = Delivery("agreements.value-accepted.v1");
            for (var i = 0; i < 2; i++) await new WhenValueAccepted(commands).HandleAsync(valued, delivery, Ct);
        }

        await new WhenContributionVerified(commands).HandleAsync(
            new ContributionVerified(id, reference, "taihu-2025", 1, "E1", kind, "Title", "名称", new(claimed, "CNY"), day), Delivery("agreements.contribution-verified.v1"), Ct);
    }

    private static DeliveryContext Delivery(string queue) => new(queue, new FactHeaders(
        Guid.NewGuid(), "track", "valuation", 1, Guid.NewGuid(), Hash('e'), Guid.NewGuid(), 1, DateTimeOffset.UtcNow, "an", null));

    private static (int, string?) Code((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("code").GetString());

    private static string? Amount(JsonElement value, string name) => value.GetProperty(name).GetProperty("amount").GetString();

    private static string Hash(char digit) => new(digit, 64);

    private static Text Both(string text) => new(text, text);
}
