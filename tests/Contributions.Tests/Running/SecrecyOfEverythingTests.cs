using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using static Ledger.Contributions.Tests.Running.RunningContributions;

namespace Ledger.Contributions.Tests.Running;

/// <summary>
/// Amounts, whole details, persons, later papers and imported rows are hidden and still counted. The consortium "lapsed" has an agreement
/// that ended in 2025, caps nothing at the claim, keeps sealed fields secret for no year after its end and named ones for ten.
/// </summary>
[Collection(nameof(RunningContributions))]
public sealed class SecrecyOfEverythingTests(RunningContributions running)
{
    private static readonly object Why = new { En = "Found late", Zh = "后来找到" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hidden_claim_and_hidden_details_of_a_lent_machine_are_counted_and_open_when_secrecy_is_over()
    {
        using var owner = await running.AsAsync("E1", "lapsed");
        using var receiver = await running.AsAsync("S", "lapsed");
        using var member = await running.AsAsync("G", "lapsed");
        var paper = await owner.PaperAsync("lapsed lent");
        var details = new
        {
            Equipment = new { SerialNumber = "LAPSED-CANARY-1", AgeMonths = 12, Condition = "0.9", Loan = new { From = "2025-03-01", To = "2025-03-31" }, AvailableHoursPerMonth = 10 },
        };
        var path = await RegisteredAsync(owner, Body("lapsed-1", "loaned-equipment", paper, 11, details, "777123.00",
            new { Field = "claimed", Tier = "sealed" }, new { Field = "details", Tier = "named", Readers = new[] { "S" } }));

        // The amount counts nowhere, and that it does not is said.
        var seen = await member.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.False(seen.TryGetProperty("claimed", out _) || seen.TryGetProperty("details", out _));
        Assert.True(seen.GetProperty("claimUndisclosed").GetBoolean());
        var totals = (await member.GetFromJsonAsync<JsonElement>("contributions/totals?party=E1", Ct))[0];
        Assert.Equal(("0.00", 1), (totals.GetProperty("claimed").GetProperty("amount").GetString(), totals.GetProperty("undisclosed").GetInt32()));

        // Hours are held against what is hidden, and each time that is on record; whoever may tell none opens nothing.
        Assert.Equal(201, (await SendAsync(owner, path + "/hours", Hours("2025-03-03", "08:00:00", 120))).Status);
        Assert.Equal("hours.beyond-available", await CodeAsync(receiver, path + "/hours", Hours("2025-03-03", "10:00:00", 600)));
        Assert.Equal("hours.outside-period", await CodeAsync(receiver, path + "/hours", Hours("2025-04-01", "10:00:00", 60)));
        Assert.Equal("contribution.not-receiver", await CodeAsync(member, path + "/hours", Hours("2025-03-04", "10:00:00", 60)));
        Assert.Equal(120, (await receiver.GetFromJsonAsync<JsonElement>(path + "/hours", Ct)).GetProperty("countingMinutes").GetInt32());
        var use = await receiver.ImportedAsync("kind=use", "contribution,day,start,minutes\nlapsed-1,2025-03-05,08:00,60\n");
        Assert.Equal("imported", use.Outcome());
        var openings = (await owner.GetFromJsonAsync<JsonElement>(path + "/openings", Ct)).GetProperty("items").EnumerateArray()
            .Select(opening => $"{opening.GetProperty("by").GetProperty("organisation").GetString()} {opening.GetProperty("fields")[0].GetProperty("basis").GetString()}").ToList();
        Assert.Contains("E1 counting", openings);
        Assert.DoesNotContain("G counting", openings);

        // Sealed is over: every member opens it. Named lasts ten years more, and says until when.
        var marks = seen.GetProperty("secrecy").EnumerateArray().ToDictionary(mark => mark.GetProperty("field").GetString()!, mark => mark.GetProperty("secretUntil").GetString());
        Assert.Equal(("2025-12-31", "2035-12-31"), (marks["claimed"], marks["details"]));
        var open = await member.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=audit", Ct);
        Assert.Equal("777123.00", Assert.Single(open.EnumerateArray()).GetProperty("value").GetProperty("amount").GetString());
        Assert.Equal(404, (int)(await member.GetAsync(path + "/secrets?reason=audit&field=details", Ct)).StatusCode);
        Assert.Equal(2, (await receiver.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=audit", Ct)).GetArrayLength());
        Assert.Equal(0L, await CountAsync("select count(*) from mt_events where data::text like '%777123%' or data::text like '%LAPSED-CANARY%'"));
        var again = await SendAsync(owner, "contributions", Body("lapsed-2", "loaned-equipment", paper, 11, details, "1.00"));
        Assert.Equal((409, "contribution.duplicate-serial-number"), (again.Status, again.Body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_claim_that_caps_the_value_cannot_be_hidden()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var paper = await owner.PaperAsync("capped");
        var details = new { Equipment = new { SerialNumber = "CAPPED-1", AgeMonths = 12, Condition = "0.9" } };
        var refused = await SendAsync(owner, "contributions", Body("capped-1", "donated-equipment", paper, 6, details, "5.00", new { Field = "claimed", Tier = "sealed" }));
        Assert.Equal((422, "secrecy.claim-caps", "secrecy[0].field"), (refused.Status, refused.Body.GetProperty("code").GetString(), refused.Body.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task The_same_hour_of_a_person_is_found_whether_the_person_is_hidden_or_not()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var paper = await owner.PaperAsync("persons");
        var staff = new { StaffTime = new { Person = "p-canary-77", Function = new { En = "Trainer", Zh = "教师" }, Hours = 20, SameSkill = true, Period = new { From = "2025-03-01", To = "2025-03-31" } } };
        var clear = await RegisteredAsync(owner, Body("person-1", "staff-time", paper, 7, staff, "900.00"));
        var hidden = await RegisteredAsync(owner, Body("person-2", "staff-time", paper, 7, staff, "900.00", new { Field = "details.staffTime.person", Tier = "personal", Subject = "person-77" }));
        var whole = await RegisteredAsync(owner, Body("person-3", "staff-time", paper, 7, staff, "900.00", new { Field = "details", Tier = "personal", Subject = "person-77" }));
        Assert.Equal(201, (await SendAsync(owner, clear + "/hours", Hours("2025-03-03", "08:00:00", 120))).Status);
        Assert.Equal("hours.twice", await CodeAsync(owner, hidden + "/hours", Hours("2025-03-03", "09:00:00", 120)));
        Assert.Equal(201, (await SendAsync(owner, hidden + "/hours", Hours("2025-03-03", "10:00:00", 60))).Status);
        Assert.Equal("hours.twice", await CodeAsync(owner, whole + "/hours", Hours("2025-03-03", "10:30:00", 60)));
        Assert.Equal("hours.twice", await CodeAsync(owner, clear + "/hours", Hours("2025-03-03", "10:30:00", 60)));
        Assert.Equal("hours.beyond-claimed", await CodeAsync(owner, whole + "/hours", new { Entries = new[] { "04", "05", "06" }.Select(day => new { Day = "2025-03-" + day, Start = "08:00:00", Minutes = 480 }) }));
        Assert.Equal(60, (await owner.GetFromJsonAsync<JsonElement>(hidden + "/hours", Ct)).GetProperty("minutes").GetInt32());
        // Of the two contributions that hide the person, and of their hours, no fact says who it is.
        Assert.Equal(0L, await CountAsync($"select count(*) from mt_events where data::text like '%p-canary-77%' and stream_id in ('{hidden[^36..]}', '{whole[^36..]}')"));
        Assert.Equal(0L, await CountAsync("select count(*) from mt_events where type = 'hours_logged.v1' and data ->> 'subject' = 'p-canary-77' and data::text like '%10:00%'"));
        // Once the key is erased nothing can be counted any more, and that is said.
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/person-77/erasure", new { Ground = Why }, 1)).Status);
        Assert.Equal("hours.details-erased", await CodeAsync(owner, whole + "/hours", Hours("2025-03-05", "08:00:00", 60)));
    }

    [Fact]
    public async Task A_paper_that_comes_later_is_hidden_as_one_that_came_first()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        using var receiver = await running.AsAsync("S", "taihu");
        var details = new { Equipment = new { SerialNumber = "LATER-0001", AgeMonths = 12, Condition = "0.9" } };
        var path = await RegisteredAsync(owner, Body("later-1", "donated-equipment", await owner.PaperAsync("first paper"), 11, details, "5000.00"));
        var paper = await owner.PaperAsync("PAPER-CANARY later");
        object Added(params object[] marks) => new { Evidence = new[] { Paper("second", paper, 18, "PAPER-CANARY", "INV-LATER-7") }, Secrecy = marks };
        object sealing = new { Field = "evidence.second", Tier = "sealed", Subject = "later" };
        Assert.Equal("secrecy.marks-of-another", await CodeAsync(receiver, path + "/evidence", Added(sealing), 1));
        Assert.Equal("secrecy.field-absent", await CodeAsync(owner, path + "/evidence", Added(new { Field = "evidence.contract", Tier = "sealed" }), 1));
        var (status, receipt) = await SendAsync(owner, path + "/evidence", Added(sealing), 1);
        Assert.True(status == 200, receipt.ToString());
        var digest = receipt.GetProperty("secrecy")[0].GetProperty("digest").GetString();
        Assert.Equal(digest, (await SendAsync(owner, path + "/evidence", Added(sealing), 2)).Body.GetProperty("secrecy")[0].GetProperty("digest").GetString());

        var seen = await receiver.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.Equal("(hidden)", seen.GetProperty("evidence")[1].GetProperty("title").GetProperty("en").GetString());
        Assert.Equal(404, (int)(await receiver.GetAsync($"evidence/{paper}?reason=look", Ct)).StatusCode);
        Assert.Equal("PAPER-CANARY later", await owner.GetStringAsync($"evidence/{paper}?reason=look", Ct));
        Assert.Equal("INV-LATER-7", (await owner.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=look", Ct))[0].GetProperty("value").GetProperty("number").GetString());
        Assert.Equal(0L, await CountAsync("select count(*) from mt_events where data::text like '%PAPER-CANARY%' or data::text like '%INV-LATER%' or data::text like '%INVLATER%'"));
        // Its number is found again, hidden or not.
        var other = await RegisteredAsync(owner, Body("later-2", "donated-equipment", await owner.PaperAsync("third paper"), 11, new { Equipment = new { SerialNumber = "LATER-0002", AgeMonths = 12, Condition = "0.9" } }, "5000.00"));
        var twice = new { Evidence = new[] { Paper("again", await owner.PaperAsync("fourth paper"), 12, "Invoice", "inv later 7") } };
        Assert.Equal("contribution.duplicate-invoice", await CodeAsync(owner, other + "/evidence", twice, 1));
    }

    [Fact]
    public async Task Imported_rows_carry_marks_and_their_file_does_not_stay()
    {
        const string header = "编号,协议,类别,名称（英文）,名称（中文）,生效日,接收方,币种,申报价值,出厂编号,已用月数,成新率,"
            + "凭证1：编号,凭证1：来源类别,凭证1：日期,凭证1：名称（英文）,凭证1：名称（中文）,凭证1：sha256,保密1：字段,保密1：密级,保密1：主体,secrecy 2: field,secrecy 2: tier,secrecy 2: readers\r\n";
        using var owner = await running.AsAsync("E1", "taihu");
        using var reader = await running.AsAsync("S", "taihu");
        var paper = await owner.PaperAsync("rows that hide");
        string Row(string reference, string serial, string field = "title", string title = "ROW-CANARY") =>
            $"{reference},taihu-2025,捐赠设备,{title},{title},2025-03-01,S,CNY,100.00,{serial},12,0.9,c,contract,2025-02-01,C,合同,{paper},{field},密封,rows,details.equipment.serialNumber,named,S G\r\n";
        var file = header + Row("row-1", "ROWHIDE-1") + Row("row-2", "ROWHIDE-2") + Row("row-3", "ROWHIDE-2") + Row("row-4", "ROWHIDE-4", "reference") + Row("row-5", "ROWHIDE-5", title: "ROW-CANARY" + new string('x', 3000));
        string[] errors = ["4 出厂编号 contribution.duplicate-serial-number", "5 保密1：字段 secrecy.field-not-markable", "6 名称（英文） input.too-long"];
        var dry = await owner.ImportedAsync("kind=contributions&mode=accept-good&dryRun=true", file);
        Assert.Equal(errors, await owner.ErrorsAsync(dry));
        Assert.Equal(0L, await CountAsync($"select count(*) from vault_key where key_id = '{Ledger.Contributions.Features.SecretIntake.SubjectId("taihu", "E1", "rows")}'", vault: true));

        var import = await owner.ImportedAsync("kind=contributions&mode=accept-good", file);
        Assert.Equal(errors, await owner.ErrorsAsync(import));
        Assert.Equal([5, 2, 3, 2, 0], import.Counts());
        var row = (await owner.GetFromJsonAsync<JsonElement>($"contributions/{RegisteredId("row-2")}", Ct)).GetProperty("secrecy");
        Assert.Equal(["sealed", "named"], row.EnumerateArray().Select(mark => mark.GetProperty("tier").GetString()));
        var opened = await reader.GetFromJsonAsync<JsonElement>($"contributions/{RegisteredId("row-2")}/secrets?reason=look", Ct);
        Assert.Equal("ROWHIDE-2", Assert.Single(opened.EnumerateArray()).GetProperty("value").GetString());
        Assert.Equal(2, (await owner.GetFromJsonAsync<JsonElement>($"contributions/{RegisteredId("row-1")}/secrets?reason=look", Ct)).GetArrayLength());
        Assert.Equal(0L, await CountAsync("select count(*) from vault_disclosure where not confirmed", vault: true));
        foreach (var table in new[] { "mt_events", "mt_doc_contribution", "mt_doc_import" })
            Assert.Equal(0L, await CountAsync($"select count(*) from {table} where data::text like '%ROW-CANARY%' or data::text like '%ROWHIDE%'"));
        Assert.Equal(0L, await CountAsync("select count(*) from import_errors e where e::text like '%ROW-CANARY%' or e::text like '%ROWHIDE%'"));

        // The file is gone; handing it in again changes nothing and leaves nothing.
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file)));
        Assert.Equal(404, (int)(await owner.GetAsync($"evidence/{sha256}", Ct)).StatusCode);
        var again = await owner.ImportedAsync("kind=contributions&mode=accept-good", file);
        Assert.Equal([5, 2, 3, 0, 2], again.Counts());
        var whole = header + Row("row-6", "ROWHIDE-6") + Row("row-7", "ROWHIDE-7");
        Assert.Equal("imported", (await owner.ImportedAsync("kind=contributions", whole)).Outcome());
        Assert.Equal("imported", (await owner.ImportedAsync("kind=contributions", whole)).Outcome());
        var kept = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(whole)));
        Assert.Equal(404, (int)(await owner.GetAsync($"evidence/{kept}", Ct)).StatusCode);
        // A file without marks stays for its own party and is not there for others.
        var plain = (header + Row("row-8", "PLAIN-ROW-8")).Replace(",保密1：字段,保密1：密级,保密1：主体,secrecy 2: field,secrecy 2: tier,secrecy 2: readers", "", StringComparison.Ordinal)
            .Replace(",title,密封,rows,details.equipment.serialNumber,named,S G", "", StringComparison.Ordinal);
        Assert.Equal("imported", (await owner.ImportedAsync("kind=contributions", plain)).Outcome());
        var open = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(plain)));
        Assert.Equal((200, 404), ((int)(await owner.GetAsync($"evidence/{open}", Ct)).StatusCode, (int)(await reader.GetAsync($"evidence/{open}", Ct)).StatusCode));
    }

    private static Guid RegisteredId(string reference) => Ledger.ServiceDefaults.Store.StreamId.For("taihu", "contribution", reference);

    private static object Hours(string day, string start, int minutes) => new { Entries = new[] { new { Day = day, Start = start, Minutes = minutes } } };

    private static async Task<string?> CodeAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await SendAsync(client, path, body, version);
        return answer.TryGetProperty("code", out var code) ? code.GetString() : $"{status}";
    }

    private static async Task<string> RegisteredAsync(HttpClient owner, object body)
    {
        var (status, receipt) = await SendAsync(owner, "contributions", body);
        Assert.True(status == 201, receipt.ToString());
        return $"contributions/{receipt.GetProperty("id").GetString()}";
    }

    private static object Paper(string reference, string sha256, int size, string title, string? number = null) => new
    {
        Reference = reference, SourceClass = "invoice", IssuedOn = "2025-02-20", Title = new { En = title, Zh = title },
        MediaType = "text/plain", Sha256 = sha256, Size = size, Number = number, Issuer = number is null ? null : "ISSUER-1",
    };

    private static object Body(string reference, string kind, string paper, int size, object details, string amount, params object[] marks) => new
    {
        Reference = reference, AgreementId = "taihu-2025", Kind = kind, Title = new { En = "Lent or given", Zh = "投入" },
        Claimed = new { Amount = amount, Currency = "CNY" }, EffectiveOn = "2025-03-01", ReceivedBy = "S",
        Evidence = new[] { Paper("contract", paper, size, "Contract") }, Details = details, Secrecy = marks.Length == 0 ? null : marks,
    };

    private async Task<long> CountAsync(string sql, bool vault = false)
    {
        await using var connection = new NpgsqlConnection(running.Database(vault));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
