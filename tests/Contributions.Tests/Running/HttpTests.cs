using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static Ledger.Contributions.Tests.Running.RunningContributions;

namespace Ledger.Contributions.Tests.Running;

/// <summary>The slices over HTTP on a real PostgreSQL.</summary>
[Collection(nameof(RunningContributions))]
public sealed class HttpTests(RunningContributions running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lent_machine_goes_from_registration_through_use_to_its_return_and_the_register_knows_each_time()
    {
        using var lender = await running.AsAsync("E1", "taihu");
        using var receiver = await running.AsAsync("S", "taihu");
        var (status, receipt) = await SendAsync(lender, "contributions", await LentAsync(lender, "http-lent", "HTTP-LENT-1"));
        Assert.True(status == 201, receipt.ToString());
        var path = $"contributions/{receipt.GetProperty("id").GetString()}";
        var before = DateTimeOffset.UtcNow;

        Assert.Equal(201, (await SendAsync(lender, path + "/hours", Hours("08:00:00", 120))).Status);
        Assert.Equal("hours.twice", await CodeAsync(receiver, path + "/hours", Hours("09:00:00", 120)));
        Assert.Equal("hours.beyond-available", await CodeAsync(receiver, path + "/hours", Hours("10:00:00", 600)));
        var hours = await receiver.GetFromJsonAsync<JsonElement>(path + "/hours", Ct);
        Assert.Equal((120, 120), (hours.GetProperty("minutes").GetInt32(), hours.GetProperty("countingMinutes").GetInt32()));

        Assert.Equal("contribution.own", await CodeAsync(lender, path + "/verification", new { Location = "W2" }, 1));
        Assert.Equal(200, (await SendAsync(receiver, path + "/verification", new { Location = "W2", Tag = "S-1" }, 1)).Status);
        Assert.Equal(200, (await SendAsync(receiver, path + "/return", new { On = "2025-03-31", Reason = new { En = "Loan over", Zh = "借期届满" } }, 2)).Status);

        var details = await receiver.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.Equal(("returned", 120), (details.GetProperty("state").GetString(), details.GetProperty("hours").GetProperty("minutes").GetInt32()));
        Assert.Equal("missing.evidence", details.GetProperty("missing")[0].GetProperty("code").GetString());
        Assert.Equal("returned", await StateAsync(receiver, "state=returned"));
        Assert.Equal("registered", await StateAsync(receiver, $"recordedAt={Uri.EscapeDataString(before.ToString("O"))}"));
        Assert.Equal("verified", await StateAsync(receiver, "effectiveOn=2025-03-30"));
        Assert.Null(await StateAsync(receiver, "effectiveOn=2025-02-28"));
        Assert.Null(await StateAsync(receiver, "kind=cash"));
        Assert.Null(await StateAsync(receiver, "from=2025-03-02"));

        var csv = await receiver.GetStringAsync("contributions/export?headers=zh&party=E1", Ct);
        Assert.Contains("http-lent,taihu-2025,E1,loaned-equipment,\"'=lent\",", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_region_profile_that_asks_for_more_evidence_more_is_missing()
    {
        using var lender = await running.AsAsync("E1", "province");
        var (status, receipt) = await SendAsync(lender, "contributions", await LentAsync(lender, "profiled", "PROFILE-1"));
        Assert.True(status == 201, receipt.ToString());
        var missing = (await lender.GetFromJsonAsync<JsonElement>($"contributions/{receipt.GetProperty("id").GetString()}", Ct)).GetProperty("missing")[0];
        Assert.Equal("4 more pieces of evidence: the policy profile test asks for 5.", missing.GetProperty("message").GetProperty("en").GetString());
    }

    [Fact]
    public async Task Who_only_values_reads_no_claim_before_a_value_and_a_replaced_value_follows()
    {
        using var lender = await running.AsAsync("E1", "blind");
        using var valuer = await running.PersonAsync("v", "V", "blind", "valuer");
        var (status, receipt) = await SendAsync(lender, "contributions", await LentAsync(lender, "drawn-1", "DRAWN-0001"));
        Assert.True(status == 201, receipt.ToString());
        var id = receipt.GetProperty("id").GetGuid();
        using var receiver = await running.AsAsync("S", "blind");
        Assert.Equal(200, (await SendAsync(receiver, $"contributions/{id}/verification", new { Location = "W2" }, 1)).Status);
        foreach (var path in new[] { $"contributions/{id}", "contributions", "contributions/totals", "contributions/parties/E1", "contributions/export", "contributions/totals/export", "contributions/totals/history?from=2026-01-01&to=2026-01-31" })
        {
            Assert.Contains("5000.00", await lender.GetStringAsync(path, Ct), StringComparison.Ordinal);
            Assert.DoesNotContain("5000.00", await valuer.GetStringAsync(path, Ct), StringComparison.Ordinal);
        }

        static Ledger.Contracts.V1.MoneyAmount Yuan(string amount) => new(amount, "CNY");
        await running.DeliverAsync<Ledger.Contracts.V1.ValueReplaced, Ledger.Contributions.Integration.WhenValueReplaced>(
            new(Guid.NewGuid(), id, "drawn-1", "taihu-2025", 1, "E1", "loaned-equipment", 2, Yuan("4000.00"), Yuan("3000.00"), Yuan("-1000.00"), "appraisal.cost", 1,
                new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 1), new DateOnly(2026, 1, 2), "challenge", "challenge-1", "Too high", "过高"), "blind");
        var details = await valuer.GetFromJsonAsync<JsonElement>($"contributions/{id}", Ct);
        Assert.Equal(("5000.00", "3000.00", "2000.00"), (Amount(details, "claimed"), Amount(details, "accepted"), Amount(details, "excess")));

        static string? Amount(JsonElement body, string name) => body.GetProperty(name).GetProperty("amount").GetString();
    }

    [Fact]
    public async Task Of_two_that_register_the_same_machine_at_once_one_is_refused()
    {
        using var lender = await running.AsAsync("E1", "taihu");
        var bodies = new List<object>();
        for (var i = 0; i < 6; i++) bodies.Add(await LentAsync(lender, $"race-{i}", "RACE-0001"));
        var answers = await Task.WhenAll(bodies.Select(body => SendAsync(lender, "contributions", body)));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Contains(
            answer.Body.GetProperty("code").GetString(), new[] { "contribution.duplicate-serial-number", "version.stale" }));
        Assert.Contains(answers, answer => answer.Body.TryGetProperty("code", out var code) && code.GetString() == "contribution.duplicate-serial-number");
    }

    [Fact]
    public async Task Another_consortium_is_told_no_more_than_registered_elsewhere_until_it_is_withdrawn()
    {
        using var taihu = await running.AsAsync("E1", "taihu");
        using var lakeside = await running.AsAsync("E1", "lakeside");
        var (status, receipt) = await SendAsync(taihu, "contributions", await LentAsync(taihu, "secret-reference", "ELSE-0001"));
        Assert.Equal(201, status);
        var there = await LentAsync(lakeside, "lake", "else 0001");
        var (refused, body) = await SendAsync(lakeside, "contributions", there);
        Assert.Equal((409, "contribution.registered-elsewhere"), (refused, body.GetProperty("code").GetString()));
        Assert.DoesNotContain("secret-reference", body.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("taihu", body.ToString(), StringComparison.Ordinal);
        var why = new { Reason = new { En = "Mistake", Zh = "误登" } };
        Assert.Equal(200, (await SendAsync(taihu, $"contributions/{receipt.GetProperty("id").GetString()}/withdrawal", why, 1)).Status);
        Assert.Equal(201, (await SendAsync(lakeside, "contributions", there)).Status);
    }

    [Fact]
    public async Task Two_consortia_that_register_the_same_machine_at_once_do_not_both_succeed()
    {
        using var taihu = await running.AsAsync("E1", "taihu");
        using var lakeside = await running.AsAsync("E1", "lakeside");
        for (var i = 0; i < 5; i++)
        {
            var one = await LentAsync(taihu, $"both-{i}", $"BOTH-000{i}");
            var other = await LentAsync(lakeside, $"both-{i}", $"BOTH-000{i}");
            var answers = await Task.WhenAll(SendAsync(taihu, "contributions", one), SendAsync(lakeside, "contributions", other));
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.Single(answers, answer => answer.Status == 409 && answer.Body.GetProperty("code").GetString() == "contribution.registered-elsewhere");
        }
    }

    [Fact]
    public async Task Drafts_are_their_partys_own_and_totals_add_up()
    {
        using var park = await running.AsAsync("G", "lakeside");
        using var other = await running.AsAsync("S", "lakeside");
        var body = await LentAsync(park, "draft-1", "DRAFT-001");
        var (status, receipt) = await SendAsync(park, "contributions/drafts", body);
        Assert.Equal(201, status);
        var path = $"contributions/{receipt.GetProperty("id").GetString()}";
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.GetAsync(path, Ct)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await park.GetAsync(path, Ct)).StatusCode);
        Assert.Equal(0, (await other.GetFromJsonAsync<JsonElement>("contributions/totals?party=G", Ct)).GetArrayLength());
        Assert.Equal(200, (await SendAsync(park, "contributions", body)).Status);
        var totals = (await other.GetFromJsonAsync<JsonElement>("contributions/totals?party=G", Ct))[0];
        Assert.Equal("5000.00", totals.GetProperty("pending").GetProperty("amount").GetString());
        // Of one kind only, as totals stand and as they came about.
        var days = $"from=2025-01-01&to={DateTime.UtcNow:yyyy-MM-dd}";
        foreach (var (kind, count) in new[] { ("loaned-equipment", 1), ("space", 0) })
        {
            Assert.Equal(count, (await other.GetFromJsonAsync<JsonElement>($"contributions/totals?party=G&kind={kind}", Ct)).GetArrayLength());
            Assert.Equal(count, (await other.GetFromJsonAsync<JsonElement>($"contributions/totals/history?party=G&kind={kind}&{days}", Ct)).EnumerateArray().Last().GetProperty("totals").GetArrayLength());
        }

        foreach (var totalled in new[] { "totals?kind=rocket", $"totals/history?kind=rocket&{days}" })
        {
            using var refused = await other.GetAsync($"contributions/{totalled}", Ct);
            Assert.Equal("kind", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("field").GetString());
        }

        var page = await other.GetFromJsonAsync<JsonElement>("contributions/parties/G", Ct);
        Assert.Equal("loaned-equipment", page.GetProperty("counts")[0].GetProperty("kind").GetString());

        // Fewer on a page than there are: the rest follows from the cursor on.
        Assert.Equal(201, (await SendAsync(park, "contributions", await LentAsync(park, "draft-2", "DRAFT-002"))).Status);
        var first = await other.GetFromJsonAsync<JsonElement>("contributions?party=G&limit=1", Ct);
        var second = await other.GetFromJsonAsync<JsonElement>($"contributions?party=G&limit=1&after={first.GetProperty("next").GetString()}", Ct);
        Assert.Equal(["draft-1", "draft-2"], new[] { first, second }.Select(one => Assert.Single(one.GetProperty("items").EnumerateArray()).GetProperty("reference").GetString()).Order(StringComparer.Ordinal));
        Assert.False(second.TryGetProperty("next", out _));
        foreach (var limit in new[] { 0, 201 })
        {
            using var refused = await other.GetAsync($"contributions?limit={limit}", Ct);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal(("input.out-of-range", "limit"), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        }
    }

    private static object Hours(string start, int minutes) => new { Entries = new[] { new { Day = "2025-03-03", Start = start, Minutes = minutes } } };

    private static async Task<string?> CodeAsync(HttpClient client, string path, object body, long? version = null) =>
        (await SendAsync(client, path, body, version)).Body.GetProperty("code").GetString();

    private static async Task<string?> StateAsync(HttpClient client, string query)
    {
        // Other tests register more than a page.
        for (var after = ""; ;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"contributions?party=E1&{query}{after}", Ct);
            var found = page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("reference").GetString() == "http-lent")
                .Select(item => item.GetProperty("state").GetString()).SingleOrDefault();
            if (found is not null || !page.TryGetProperty("next", out var next)) return found;
            after = $"&after={next.GetString()}";
        }
    }

    private static async Task<object> LentAsync(HttpClient client, string reference, string serial)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("Loan contract " + reference));
        content.Headers.ContentType = new("text/plain");
        using var kept = await client.PostAsync("evidence", content, Ct);
        var file = await kept.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return new
        {
            Reference = reference, AgreementId = "taihu-2025", Kind = "loaned-equipment", Title = new { En = "=lent", Zh = "借用机床" },
            Claimed = new { Amount = "5000.00", Currency = "CNY" }, EffectiveOn = "2025-03-01", ReceivedBy = "S",
            Evidence = new[]
            {
                new
                {
                    Reference = "contract", SourceClass = "contract", IssuedOn = "2025-02-20", Title = new { En = "Contract", Zh = "合同" },
                    MediaType = "text/plain", Sha256 = file.GetProperty("sha256").GetString(), Size = file.GetProperty("size").GetInt64(),
                },
            },
            Details = new
            {
                Equipment = new
                {
                    SerialNumber = serial, AgeMonths = 12, Condition = "0.9", Loan = new { From = "2025-03-01", To = "2025-03-31" }, AvailableHoursPerMonth = 10,
                },
            },
        };
    }
}
