using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency;
using static Ledger.Agreements.Tests.Running.RunningAgreements;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Agreements.Tests.Running;

/// <summary>Incentive files over HTTP on a real PostgreSQL: golden case T0, who reads, what is refused, exports.</summary>
public sealed class IncentiveHttpTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Golden_case_T0_over_two_years()
    {
        using var enterprise = await running.AsAsync("E1", "golden", "contributor");
        await OpenAsync(enterprise, "E1", 2020);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/items", Item())).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/due", Due("60000.00", "40000.00"))).Status);
        var first = (await GetAsync(enterprise, "incentives/E1/years/2020")).Body;
        Assert.Equal(["5 1000000.00", "6 0.00", "7 200000.00"], Form(first));
        Assert.Equal(("300000.00", "100000.00", "60000.00", "40000.00"), (Figure(first, "available"), Figure(first, "credit"), Figure(first, "creditEducation"), Figure(first, "creditLocal")));

        var version = await VersionAsync(enterprise, "incentives/E1");
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/closing", new { }, version)).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years", Year(2021))).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2021/due", Due("90000.00", "60000.00"))).Status);
        var second = (await GetAsync(enterprise, "incentives/E1/years/2021")).Body;
        Assert.Equal(["5 0.00", "6 200000.00", "7 50000.00"], Form(second));
        Assert.Equal(("150000.00", "90000.00", "60000.00"), (Figure(second, "credit"), Figure(second, "creditEducation"), Figure(second, "creditLocal")));
        Assert.False(second.GetProperty("carryProvisional").GetBoolean());

        // Every figure opens to its rule, and the closed year to its closing.
        Assert.Equal("incentive.tax-credit", second.GetProperty("calculation").GetProperty("ruleId").GetString());
        Assert.Contains(second.GetProperty("calculation").GetProperty("steps").EnumerateArray(), step => step.GetProperty("id").GetString() == "carried-forward");
        var closed = (await GetAsync(enterprise, "incentives/E1/years/2020")).Body;
        Assert.Equal("person-E1", closed.GetProperty("closed").GetProperty("by").GetProperty("person").GetString());
        Assert.Equal(CanonicalJson.Hash(first.GetProperty("calculation")), CanonicalJson.Hash(closed.GetProperty("calculation")));
        var years = (await GetAsync(enterprise, "incentives/E1")).Body.GetProperty("years").EnumerateArray().Select(year =>
            $"{year.GetProperty("year").GetInt32()} {year.GetProperty("closed").GetBoolean()} {year.GetProperty("carriedForward").GetProperty("amount").GetString()}");
        Assert.Equal(["2020 True 200000.00", "2021 False 50000.00"], years);
    }

    [Fact]
    public async Task The_enterprise_and_officers_read_and_nobody_else_learns_that_there_is_a_file()
    {
        using var enterprise = await running.AsAsync("E1", "readers", "contributor");
        await OpenAsync(enterprise, "E1", 2020);
        foreach (var path in new[] { "incentives/E1", "incentives/E1/years/2020", "incentives/E1/years/2020/export" })
        {
            using var other = await running.AsAsync("E2", "readers", "contributor", "administrator", "approver");
            using var officer = await running.AsAsync("OPS", "readers", "finance-officer");
            using var regulator = await running.AsAsync("GOV", "readers", "regulator");
            using var elsewhere = await running.AsAsync("E1", "elsewhere", "contributor", "finance-officer");
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path, Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(path, Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await regulator.GetAsync(path, Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(path, Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync($"/api/v1/consortia/readers/{path}", Ct)).StatusCode);
        }

        using var stranger = await running.AsAsync("E2", "readers", "contributor");
        using var reader = await running.AsAsync("OPS", "readers", "finance-officer");
        Assert.Equal((403, "incentive.not-own"), await CodeAsync(stranger, "incentives/E1/years/2020/items", Item()));
        Assert.Equal((403, "role.missing"), await CodeAsync(reader, "incentives/E1/years/2020/items", Item()));
    }

    [Fact]
    public async Task What_is_refused_names_field_and_rule_and_leaves_nothing_behind()
    {
        using var enterprise = await running.AsAsync("E1", "refused", "contributor");
        await OpenAsync(enterprise, "E1", 2020);
        const string items = "incentives/E1/years/2020/items";
        Assert.Equal(200, (await SendAsync(enterprise, items, Item())).Status);
        var version = await VersionAsync(enterprise, "incentives/E1");
        foreach (var (change, status, code, field) in new (Action<JsonObject>, int, string, string?)[]
                 {
                     (item => item["invoicedOn"] = "2019-12-31", 422, "incentive.outside-year", "invoicedOn"),
                     (item => item["invoice"] = "INV-001", 422, "incentive.invoice-twice", "invoice"),
                     (item => item["amount"]!["amount"] = "0.00", 422, "incentive.amount-not-positive", "amount.amount"),
                     (item => item["amount"]!["currency"] = "USD", 422, "incentive.currency", "amount.currency"),
                     (item => item["kind"] = "own-equipment", 409, "incentive.category-ask", "category"),
                     (item => item["paidBy"] = "E1-sub", 422, "incentive.member-not-in-group", "paidBy"),
                     (item => item["paidByMember"]!["amount"] = "1.00", 422, "incentive.member-without-payment", "paidByMember"),
                     (item => item["amount"]!["amount"] = "0.001", 422, "money.over-precise", "amount.amount"),
                     (item => item["category"] = "perhaps", 400, "request.malformed", "category"),
                 })
        {
            var item = Item("I2", "INV-002");
            change(item);
            var (answered, body) = await SendAsync(enterprise, items, item);
            Assert.Equal((status, code, field), (answered, body.GetProperty("code").GetString(), body.GetProperty("field").GetString()));
        }

        Assert.Equal((428, "if-match.missing"), await CodeAsync(enterprise, "incentives/E1/years/2020/closing", new { }));
        Assert.Equal((412, "version.stale"), await CodeAsync(enterprise, "incentives/E1/years/2020/closing", new { }, 1));
        Assert.Equal((409, "incentive.due-missing"), await CodeAsync(enterprise, "incentives/E1/years/2020/closing", new { }, version));
        Assert.Equal((404, "not-found"), ((await GetAsync(enterprise, "incentives/E1/years/2019")) is var none ? (none.Status, none.Body.GetProperty("code").GetString()) : default));
        Assert.Equal(version, await VersionAsync(enterprise, "incentives/E1"));
    }

    [Fact]
    public async Task Of_two_that_claim_the_same_invoice_in_two_years_at_once_one_is_refused()
    {
        using var enterprise = await running.AsAsync("E1", "race", "contributor");
        await OpenAsync(enterprise, "E1", 2020);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years", Year(2021))).Status);
        for (var i = 0; i < 5; i++)
        {
            var (one, other) = (Item($"I{i}", $"RACE-{i}"), Item($"I{i}", $"RACE-{i}"));
            other["invoicedOn"] = "2021-05-20";
            var answers = await Task.WhenAll(
                SendAsync(enterprise, "incentives/E1/years/2020/items", one), SendAsync(enterprise, "incentives/E1/years/2021/items", other));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Single(answers, answer => answer.Status == 422 && answer.Body.GetProperty("code").GetString() == "incentive.invoice-twice");
        }
    }

    [Fact]
    public async Task Exports_carry_the_form_the_support_list_and_the_steps_and_no_formula()
    {
        using var enterprise = await running.AsAsync("E1", "export", "contributor");
        await OpenAsync(enterprise, "E1", 2020);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/items", Item())).Status);
        var asked = Item("I2", "INV-002");
        (asked["kind"], asked["category"]) = ("own-equipment", "ask-tax-office");
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/items", asked)).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2020/due", Due("60000.00", "40000.00"))).Status);
        Assert.Equal(200, (await SendAsync(
            enterprise, "incentives/E1/years/2020/items/I2/decision", new { Treatment = "not-eligible", Reason = "=1+1", Note = "Office 12, \"no\"" },
            await VersionAsync(enterprise, "incentives/E1"))).Status);

        var form = await enterprise.GetStringAsync("incentives/E1/years/2020/export", Ct);
        Assert.Contains("line,name (en),name (zh),amount,currency\r\n5,New investment of the period,当期新增投资额,1000000.00,CNY\r\n", form, StringComparison.Ordinal);
        Assert.Contains("7,Carried forward,结转下期可抵免金额,200000.00,CNY\r\n", form, StringComparison.Ordinal);
        var support = await enterprise.GetStringAsync("incentives/E1/years/2020/export?part=support&headers=zh", Ct);
        Assert.StartsWith("编号,类别,依据,", support, StringComparison.Ordinal);
        // With its mark, so that a spreadsheet reads Chinese as it is written.
        Assert.Equal([0xEF, 0xBB, 0xBF], (await enterprise.GetByteArrayAsync("incentives/E1/years/2020/export?part=support", Ct))[..3]);
        Assert.Contains("I1,training-base,spending,eligible,eligible,yes,INV-001,2020-05-20,", support, StringComparison.Ordinal);
        Assert.Contains("I2,own-equipment,spending,ask-tax-office,not-eligible,no,INV-002,", support, StringComparison.Ordinal);
        Assert.Contains(",\"'=1+1\",\"Office 12, \"\"no\"\"\"\r\n", support, StringComparison.Ordinal);
        Assert.Contains("\r\ncredit,", await enterprise.GetStringAsync("incentives/E1/years/2020/export?part=steps", Ct), StringComparison.Ordinal);

        Assert.Contains($"\r\nE1,listed,2020-01-01,,{Hash('a')}\r\n", await enterprise.GetStringAsync("incentives/E1/years/2020/export?part=listing", Ct), StringComparison.Ordinal);

        using var json = await enterprise.GetAsync("incentives/E1/years/2020/export?format=json", Ct);
        Assert.Equal("attachment; filename=\"incentive-E1-2020-form.json\"", json.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("200000.00", Figure(JsonElement.Parse(await json.Content.ReadAsStringAsync(Ct)), "carriedForward"));
        foreach (var query in new[] { "part=all", "format=xml", "headers=fr" })
            Assert.Equal(422, (await GetAsync(enterprise, "incentives/E1/years/2020/export?" + query)).Status);
    }

    [Fact]
    public async Task A_year_that_only_names_a_region_profile_takes_every_parameter_from_it()
    {
        using var staff = await running.AsAsync("OPS", "profiled", "administrator");
        var national = Authority.Profile("cn");
        var signed = new { Document = national.Json, Signature = new { Authority = national.Authorities[0], Value = Authority.Sign(national) } };
        Assert.Equal(201, (await SendAsync(staff, "profiles", signed)).Status);
        using var enterprise = await running.AsAsync("E1", "profiled", "contributor");
        var listing = new { Listing = new { From = "2025-01-01", Sha256 = Hash('a') } };
        Assert.Equal(201, (await SendAsync(enterprise, "incentives/E1/listings", listing)).Status);
        Assert.Equal((422, "incentive.parameters-missing"), await CodeAsync(enterprise, "incentives/E1/years", new { Year = 2025, Currency = "CNY" }));
        Assert.Equal((404, "incentive.profile-unknown"), await CodeAsync(enterprise, "incentives/E1/years", Named(2)));
        var free = new { Year = 2025, Currency = "CNY", Parameters = new { Rate = "0.31", Source = "s", Mark = "found", Profile = "cn", Kinds = new Dictionary<string, string> { ["training-base"] = "eligible" } } };
        Assert.Equal((409, "incentive.profile-contradicted"), await CodeAsync(enterprise, "incentives/E1/years", free));
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years", Named(1))).Status);

        var item = Item();
        (item["invoicedOn"], item["paidOn"], item["acceptedOn"]) = ("2025-05-20", "2025-06-01", "2025-06-15");
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2025/items", item)).Status);
        Assert.Equal(200, (await SendAsync(enterprise, "incentives/E1/years/2025/due", Due("60000.00", "40000.00"))).Status);
        var year = (await GetAsync(enterprise, "incentives/E1/years/2025")).Body;
        Assert.Equal(("300000.00", "100000.00", "200000.00"), (Figure(year, "available"), Figure(year, "credit"), Figure(year, "carriedForward")));
        Assert.Equal("0.30", year.GetProperty("parameters").GetProperty("terms").GetProperty("origins").EnumerateArray()
            .Single(origin => origin.GetProperty("key").GetString() == "taxCredit.rate").GetProperty("value").GetString());
        var csv = await enterprise.GetStringAsync("incentives/E1/years/2025/export?part=parameters", Ct);
        Assert.Contains("\r\ntaxCredit.rate,0.30,cn 1,found,MOF Caishui [2019] No. 46,财税〔2019〕46号,Article 3\r\n", csv, StringComparison.Ordinal);

        static object Named(int version) => new { Year = 2025, Currency = "CNY", Profile = new { Id = "cn", Version = version } };
    }

    private static async Task OpenAsync(HttpClient client, string enterprise, int year)
    {
        var listing = new { Listing = new { From = "2020-01-01", Sha256 = Hash('a') } };
        Assert.Equal(201, (await SendAsync(client, $"incentives/{enterprise}/listings", listing)).Status);
        Assert.Equal(200, (await SendAsync(client, $"incentives/{enterprise}/years", Year(year))).Status);
    }

    private static object Year(int year) => new
    {
        Year = year, Currency = "CNY",
        Parameters = new
        {
            Rate = "0.30", Source = "Notice [2019] 46, article 3", Mark = "found",
            Kinds = new Dictionary<string, string> { ["training-base"] = "eligible", ["own-equipment"] = "ask-tax-office" },
        },
    };

    private static object Due(string education, string local) => new { Due = new { Education = Yuan(education), Local = Yuan(local) } };

    private static object Yuan(string amount) => new { Amount = amount, Currency = "CNY" };

    private static JsonObject Item(string reference = "I1", string invoice = "INV-001") => JsonNode.Parse($$"""
        {"reference":"{{reference}}","kind":"training-base","category":"eligible","basis":"spending","invoice":"{{invoice}}","invoicedOn":"2020-05-20",
         "paidOn":"2020-06-01","acceptedOn":"2020-06-15","amount":{"amount":"1000000.00","currency":"CNY"},"paidBy":"E1",
         "paidByMember":{"amount":"1000000.00","currency":"CNY"},"agreementId":"taihu-2025",
         "evidence":{"contract":"{{Hash('1')}}","invoice":"{{Hash('2')}}","payment":"{{Hash('3')}}","acceptance":"{{Hash('4')}}"} }
        """)!.AsObject();

    private static string Hash(char digit) => new(digit, 64);

    private static async Task<(int, string?)> CodeAsync(HttpClient client, string path, object body, long? version = null) =>
        await SendAsync(client, path, body, version) is var answer ? (answer.Status, answer.Body.GetProperty("code").GetString()) : default;

    private static async Task<long> VersionAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return long.Parse(answer.Headers.ETag!.Tag.Trim('"'));
    }

    private static IEnumerable<string> Form(JsonElement answer) => answer.GetProperty("form").EnumerateArray()
        .Select(line => $"{line.GetProperty("line").GetInt32()} {line.GetProperty("amount").GetProperty("amount").GetString()}");

    private static string? Figure(JsonElement answer, string name) => answer.GetProperty("figures").GetProperty(name).GetProperty("amount").GetString();
}
