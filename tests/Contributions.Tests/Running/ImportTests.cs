using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contributions.Domain;
using static Ledger.Contributions.Tests.Running.RunningContributions;

namespace Ledger.Contributions.Tests.Running;

/// <summary>Imports over HTTP on a real PostgreSQL, worked through by the service in the background.</summary>
[Collection(nameof(RunningContributions))]
public sealed class ImportTests(RunningContributions running)
{
    private const string Header = "编号,协议,类别,名称（英文）,名称（中文）,生效日,接收方,币种,申报价值,出厂编号,已用月数,成新率,"
        + "凭证1：编号,凭证1：来源类别,凭证1：日期,凭证1：名称（英文）,凭证1：名称（中文）,凭证1：sha256\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_judges_every_row_and_leaves_nothing()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("dry");
        var file = Header + Row("dry-1", "DRY-0001", paper) + Row("dry-2", "dry 0001", paper) + Row("dry-3", "DRY-0003", paper, amount: "-1");
        var import = await client.ImportedAsync("kind=contributions&dryRun=true", file);
        Assert.Equal("checked", import.Outcome());
        Assert.Equal([3, 1, 2, 0, 0], import.Counts());
        Assert.Equal(["3 出厂编号 contribution.duplicate-serial-number", "4 申报价值 money.negative"], await client.ErrorsAsync(import));
        Assert.Equal(0, await running.CountAsync("mt_doc_contribution", "data -> 'particulars' ->> 'reference' like 'dry-%'"));
        Assert.Equal(0, await running.CountAsync("mt_doc_assetclaim", "data ->> 'key' like 'serial:DRY%'"));
    }

    [Fact]
    public async Task All_or_nothing_writes_nothing_when_one_row_is_refused_and_everything_when_none_is()
    {
        using var client = await running.AsAsync("E1", "taihu");
        using var other = await running.AsAsync("S", "taihu");
        using var elsewhere = await running.AsAsync("E1", "lakeside");
        var paper = await client.PaperAsync("all");
        var good = Header + string.Concat(Enumerable.Range(1, 3).Select(i => Row($"all-{i}", $"ALL-000{i}", paper)));
        var bad = good + Row("all-4", "ALL-0004", new string('0', 64)) + Row("all-1", "ALL-0005", paper) + "short\r\n";

        var refused = await client.ImportedAsync("kind=contributions", bad);
        Assert.Equal(("refused", 0), (refused.Outcome(), await running.CountAsync("mt_doc_contribution", "data -> 'particulars' ->> 'reference' like 'all-%'")));
        Assert.Equal([6, 3, 3, 0, 0], refused.Counts());
        Assert.Equal(
            ["5 凭证1：sha256 evidence.file-missing", "6 编号 import.reference-twice", "7 - import.ragged-row"], await client.ErrorsAsync(refused));

        var imported = await client.ImportedAsync("kind=contributions&mode=all-or-nothing", good);
        Assert.Equal("imported", imported.Outcome());
        Assert.Equal([3, 3, 0, 3, 0], imported.Counts());
        Assert.Equal(3, await running.CountAsync("mt_doc_contribution", "data -> 'particulars' ->> 'reference' like 'all-%'"));

        // What stands is known to the single door, and to other consortia as far as it must be.
        var (status, body) = await SendAsync(client, "contributions", Single("all-9", "all-0001", paper, "all".Length));
        Assert.Equal((409, "contribution.duplicate-serial-number"), (status, body.GetProperty("code").GetString()));
        var lakeside = await elsewhere.PaperAsync("all");
        Assert.Equal("contribution.registered-elsewhere", (await SendAsync(elsewhere, "contributions", Single("x", "ALL-0002", lakeside, "all".Length))).Body.GetProperty("code").GetString());
        var foreign = await elsewhere.ImportedAsync("kind=contributions", Header + Row("y", "ALL-0003", lakeside));
        Assert.Equal(["2 - contribution.registered-elsewhere"], await elsewhere.ErrorsAsync(foreign));

        // Nobody else sees the import itself: not another organisation, not another consortium.
        var id = imported.GetProperty("id").GetString();
        foreach (var stranger in new[] { other, elsewhere })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"imports/{id}", Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"imports/{id}/errors", Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task The_same_file_twice_is_one_import_and_an_order_that_came_to_nothing_can_be_repeated()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("twice");
        var file = Header + Row("twice-1", "TWICE-01", paper) + Row("twice-2", "TWICE-02", paper);
        var key = Guid.NewGuid().ToString();
        var (_, first) = await client.ImportAsync("kind=contributions", file, key);
        var (_, again) = await client.ImportAsync("kind=contributions", file, key);
        var end = await client.EndOfAsync(first.GetProperty("id").GetString()!);
        var (_, later) = await client.ImportAsync("kind=contributions", file);
        Assert.Equal(["1", "1", "1"], new[] { first, again, later }.Select(import => import.GetProperty("attempt").ToString()));
        Assert.Equal(end.GetProperty("id").GetString(), later.GetProperty("id").GetString());
        Assert.Equal([2, 2, 0, 2, 0], end.Counts());
        Assert.Equal("idempotency-key.reused", (await client.ImportAsync("kind=contributions&mode=accept-good", file, key)).Body.GetProperty("code").GetString());

        // In another mode it is another import; its rows stand already.
        var unchanged = await client.ImportedAsync("kind=contributions&mode=accept-good", file);
        Assert.Equal([2, 2, 0, 0, 2], unchanged.Counts());
        Assert.Equal(2, await running.CountAsync("mt_events", "data -> 'particulars' ->> 'reference' like 'twice-%'"));

        var wrong = Header + Row("twice-3", "TWICE-03", paper, agreement: "none");
        Assert.Equal("refused", (await client.ImportedAsync("kind=contributions", wrong)).Outcome());
        Assert.Equal(2, (await client.ImportedAsync("kind=contributions", wrong)).GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task Accept_good_writes_the_good_rows_and_goes_on_where_it_was_cut_off()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("cut");
        const int Rows = 2_400;
        var file = Header + string.Concat(Enumerable.Range(1, Rows).Select(i =>
            Row($"cut-{i}", $"CUT-{i:D6}", paper, amount: i % 100 == 0 ? "0" : "10.00")));
        var (_, body) = await client.ImportAsync("kind=contributions&mode=accept-good", file);
        var id = body.GetProperty("id").GetString()!;
        var cut = 0L;
        for (var at = 1; at <= ContributionLimits.ImportBatch + 1; at += ContributionLimits.ImportBatch)
        {
            var seen = await client.UntilAsync(id, import => import.Counts()[0] >= at);
            Assert.InRange(seen.Counts()[0], at, Rows - 1);
            cut += await running.CutConnectionsAsync();
        }

        Assert.True(cut > 0, "No connection was cut.");
        var import = await client.EndOfAsync(id);
        Assert.Equal("imported-in-part", import.Outcome());
        Assert.Equal([Rows, Rows - 24, 24, Rows - 24, 0], import.Counts());
        Assert.Equal(24, import.GetProperty("errors").GetInt32());
        Assert.Equal(["101 申报价值 money.not-positive", "201 申报价值 money.not-positive"], (await client.ErrorsAsync(import)).Take(2));
        Assert.Equal(Rows - 24, await running.CountAsync("mt_events", "data -> 'particulars' ->> 'reference' like 'cut-%'"));
        Assert.Equal(Rows - 24, await running.CountAsync("mt_events", "type = 'asset_claimed.v1' and data ->> 'reference' like 'cut-%'"));
        // One transaction a batch, not one a row.
        Assert.InRange(await running.CountAsync("(select distinct xmin::text from mt_doc_contribution where data -> 'particulars' ->> 'reference' like 'cut-%') t", "true"), 1, 10);
    }

    [Fact]
    public async Task All_or_nothing_is_one_transaction_and_starts_over_when_it_is_cut_off()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("one");
        const int Rows = 2_400;
        var file = Header + string.Concat(Enumerable.Range(1, Rows).Select(i => Row($"one-{i}", $"ONE-{i:D6}", paper)));
        var (_, body) = await client.ImportAsync("kind=contributions", file);
        var id = body.GetProperty("id").GetString()!;
        var seen = await client.UntilAsync(id, import => import.TryGetProperty("phase", out var phase) && phase.GetString() == "writing");
        Assert.InRange(seen.Counts()[3], 1, Rows);
        Assert.Equal(0, await running.CountAsync("mt_doc_contribution", "data -> 'particulars' ->> 'reference' like 'one-%'"));
        await running.CutConnectionsAsync();
        var import = await client.EndOfAsync(id);
        Assert.Equal("imported", import.Outcome());
        Assert.Equal([Rows, Rows, 0, Rows, 0], import.Counts());
        Assert.Equal(Rows, await running.CountAsync("mt_events", "data -> 'particulars' ->> 'reference' like 'one-%'"));
        Assert.Equal(1, await running.CountAsync("(select distinct xmin::text from mt_doc_contribution where data -> 'particulars' ->> 'reference' like 'one-%') t", "true"));
    }

    [Fact]
    public async Task A_draft_becomes_a_registration_and_json_lines_do_what_csv_does()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("draft");
        var single = JsonSerializer.Serialize(Single("draft-import", "DRAFT-IMPORT", paper, "draft".Length), ServiceDefaults.Store.FactJson.Facts);
        Assert.Equal(201, (await SendAsync(client, "contributions/drafts", JsonElement.Parse(single))).Status);
        var import = await client.ImportedAsync("kind=contributions&mode=accept-good", single + "\n{\"reference\":\"x\"}\n", "application/x-ndjson");
        Assert.Equal([2, 1, 1, 1, 0], import.Counts());
        Assert.Equal(["2 - import.json-form"], await client.ErrorsAsync(import));
        Assert.Equal(2, await running.CountAsync("mt_events", "data -> 'particulars' ->> 'reference' = 'draft-import'"));
    }

    [Theory]
    [InlineData("kind=things", "text/csv", 422, "input.unknown-value")]
    [InlineData("kind=use&mode=some", "text/csv", 422, "input.unknown-value")]
    [InlineData("kind=use", "text/html", 415, "evidence.media-type")]
    public async Task An_order_that_says_something_else_is_refused(string query, string mediaType, int status, string code)
    {
        using var client = await running.AsAsync("E1", "taihu");
        var (answered, body) = await client.ImportAsync(query, "x", mediaType: mediaType);
        Assert.Equal((status, code), (answered, body.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("reference,colour\nx,y\n", "1 colour import.unknown-column")]
    [InlineData("contribution,day,start,minutes\n", "1 - import.empty")]
    public async Task A_file_that_cannot_be_read_says_why(string file, string error)
    {
        using var client = await running.AsAsync("E1", "taihu");
        var import = await client.ImportedAsync("kind=time", file);
        Assert.Equal("refused", import.Outcome());
        Assert.Contains(error, await client.ErrorsAsync(import));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_before_it_is_read()
    {
        using var client = await running.AsAsync("E1", "taihu");
        using var request = new HttpRequestMessage(HttpMethod.Post, "imports?kind=use")
        {
            Content = new ByteArrayContent(new byte[ContributionLimits.ImportFileBytes + 1]) { Headers = { ContentType = new("text/csv") } },
        };
        request.Headers.Add("Idempotency-Key", "large");
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Time_sheets_meet_each_other_within_the_file_and_the_register()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var paper = await client.PaperAsync("time");
        var staff = $"{Header.TrimEnd().Replace("出厂编号,已用月数,成新率", "人员,岗位职责（英文）,岗位职责（中文）,工时,同类技能,工作起始日,工作截止日", StringComparison.Ordinal)}\r\n"
            + $"staff-1,taihu-2025,人员工时,Trainer,教师,2025-03-01,S,CNY,900.00,p-7,Teaching,授课,10,是,2025-03-01,2025-04-30,c,contract,2025-02-01,C,合同,{paper}\r\n";
        Assert.Equal("imported", (await client.ImportedAsync("kind=contributions", staff)).Outcome());

        const string Days = "contribution,day,start,minutes\n";
        const string Sheet = Days
            + "staff-1,2025-03-03,08:00,240\nstaff-1,2025-03-03,11:59,60\nstaff-1,2025-04-01,8:00,240\nstaff-1,2025-04-02,08:00,121\nstaff-1,2025-04-02,08:00,120\n"
            + "unknown,2025-03-03,08:00,60\nstaff-1,2025-05-01,08:00,60\nstaff-1,2025-03-04,25:00,60\n";
        string[] expected =
        [
            "3 start hours.twice", "5 minutes hours.beyond-claimed", "7 - contribution.unknown", "8 day hours.outside-period", "9 start import.time-form",
        ];
        var dry = await client.ImportedAsync("kind=time&mode=accept-good&dryRun=true", Sheet);
        Assert.Equal(expected, await client.ErrorsAsync(dry));
        Assert.Equal([8, 3, 5, 0, 0], dry.Counts());
        var import = await client.ImportedAsync("kind=time&mode=accept-good", Sheet);
        Assert.Equal(expected, await client.ErrorsAsync(import));
        Assert.Equal([8, 3, 5, 3, 0], import.Counts());
        var repeated = await client.ImportedAsync("kind=time", Days + "staff-1,2025/3/3,8:00,240\n");
        Assert.Equal([1, 1, 0, 0, 1], repeated.Counts());
        var use = await client.ImportedAsync("kind=use", Days + "staff-1,2025-03-05,08:00,60\n");
        Assert.Equal(["2 contribution import.wrong-kind"], await client.ErrorsAsync(use));
    }

    [Fact]
    public async Task Every_list_can_be_exported_and_the_register_and_hours_come_back_unchanged()
    {
        using var client = await running.AsAsync("E2", "lakeside");
        var paper = await client.PaperAsync("round");
        var staff = $"{Header.TrimEnd().Replace("出厂编号,已用月数,成新率", "人员,岗位职责（英文）,岗位职责（中文）,工时,同类技能,工作起始日,工作截止日", StringComparison.Ordinal)}\r\n"
            + $"round-1,taihu-2025,人员工时,'=Trainer,教师,2025-03-01,S,CNY,900.00,p-9,Teaching,授课,10,是,2025-03-01,2025-04-30,c,contract,2025-02-01,C,合同,{paper}\r\n";
        Assert.Equal("imported", (await client.ImportedAsync("kind=contributions", staff)).Outcome());
        Assert.Equal("imported", (await client.ImportedAsync("kind=time", "contribution,day,start,minutes\nround-1,2025-03-03,08:00,90\n")).Outcome());

        var register = await client.GetStringAsync("contributions/export?party=E2&headers=zh", Ct);
        var again = await client.ImportedAsync("kind=contributions&mode=accept-good", register);
        Assert.Equal([1, 1, 0, 0, 1], again.Counts());
        var hours = await client.GetStringAsync("contributions/hours/export?kind=staff-time&party=E2", Ct);
        Assert.Equal("contribution,kind,person,day,start,minutes\r\nround-1,staff-time,p-9,2025-03-03,08:00,90\r\n", hours);
        var told = await client.ImportedAsync("kind=time&mode=accept-good", hours);
        Assert.Equal([1, 1, 0, 0, 1], told.Counts());

        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        Assert.Equal("投入方,币种,项数,申报价值,认定价值,待认定价值,未披露申报项数\r\nE2,CNY,1,900.00,0.00,900.00,0\r\n",
            await client.GetStringAsync("contributions/totals/export?party=E2", Ct));
        var bad = await client.ImportedAsync("kind=time", "contribution,day,start,minutes\nround-1,2025-03-03,=8,90\n");
        Assert.StartsWith("行,列,值,代码,字段,说明\r\n2,start,\"'=8\",import.time-form,",
            await client.GetStringAsync($"imports/{bad.GetProperty("id").GetString()}/errors/export", Ct), StringComparison.Ordinal);

        var history = await client.GetFromJsonAsync<JsonElement>("contributions/totals/history?party=E2&from=2025-02-01&to=2025-03-31", Ct);
        Assert.Equal([0, 1], history.EnumerateArray().Select(on => on.GetProperty("totals").GetArrayLength()));
        Assert.Equal("900.00", history[1].GetProperty("totals")[0].GetProperty("pending").GetProperty("amount").GetString());
        var known = await client.GetFromJsonAsync<JsonElement>("contributions/totals/history?party=E2&from=2025-02-01&to=2025-03-31&by=recorded", Ct);
        Assert.Equal([0, 0], known.EnumerateArray().Select(on => on.GetProperty("totals").GetArrayLength()));
        var tooLong = await client.GetAsync("contributions/totals/history?from=2000-01-01&to=2025-03-31", Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
    }

    private static string Row(string reference, string serial, string paper, string amount = "10.00", string agreement = "taihu-2025") =>
        $"{reference},{agreement},捐赠设备,Machine,机床,2025-03-01,S,CNY,{amount},{serial},12,0.9,inv,invoice,2025-02-01,Invoice,发票,{paper}\r\n";

    private static object Single(string reference, string serial, string paper, int size) => new
    {
        Reference = reference, AgreementId = "taihu-2025", Kind = "donated-equipment", Title = new { En = "Machine", Zh = "机床" },
        Claimed = new { Amount = "10.00", Currency = "CNY" }, EffectiveOn = "2025-03-01", ReceivedBy = "S",
        Evidence = new[]
        {
            new
            {
                Reference = "inv", SourceClass = "invoice", IssuedOn = "2025-02-01", Title = new { En = "Invoice", Zh = "发票" },
                MediaType = "text/plain", Sha256 = paper, Size = size,
            },
        },
        Details = new { Equipment = new { SerialNumber = serial, AgeMonths = 12, Condition = "0.9" } },
    };
}
