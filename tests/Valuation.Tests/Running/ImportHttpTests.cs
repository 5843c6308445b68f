using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using static Ledger.Tests.Running.ServiceUnderTest;
using static Ledger.Valuation.Tests.Running.RunningRegister;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Files of evidence and of index vintages: the rules of the single request, all rows or none.</summary>
public sealed class ImportHttpTests(RunningRegister running)
{
    private const string Header = "reference,kind,sourceClass,source,date,place,title.en,title.zh,price.amount,price.currency,tax,relatedParty,sha256,details.invoice.number,details.invoice.seller,details.invoice.buyer\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_reported_first_and_imported_whole()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var file = Header + Row("imp-1") + "\n" + Row("imp-2", title: "\"Lathe, \"\"big\"\"\"");
        var (status, report) = await UploadAsync(valuer, "market-evidence/import?dryRun=true", file);
        Assert.Equal((200, 2, 0), (status, report.GetProperty("rows").GetInt32(), report.GetProperty("errors").GetArrayLength()));
        Assert.Equal(404, await StatusAsync(valuer, "imp-1"));
        Assert.Equal(201, (await UploadAsync(valuer, "market-evidence/import", file)).Status);
        Assert.Equal(200, await StatusAsync(valuer, "imp-1"));
        var second = await valuer.GetFromJsonAsync<JsonElement>($"market-evidence/{RegisterStreams.Evidence("lakeside", "imp-2")}", Ct);
        Assert.Equal("Lathe, \"big\"", second.GetProperty("item").GetProperty("title").GetProperty("en").GetString());
        Assert.Equal("dealer", second.GetProperty("item").GetProperty("details").GetProperty("invoice").GetProperty("seller").GetString());
        // The same file again, as somebody who lost the answer sends it.
        Assert.Equal(200, (await UploadAsync(valuer, "market-evidence/import", file)).Status);
        // The same rows in another file.
        var (again, refused) = await UploadAsync(valuer, "market-evidence/import", file + Row("imp-3"));
        Assert.Equal((422, "evidence.import-refused"), (again, refused.GetProperty("code").GetString()));
        Assert.Equal(["2 evidence.exists", "4 evidence.exists"], Lines(refused));
        Assert.Equal(404, await StatusAsync(valuer, "imp-3"));
    }

    [Fact]
    public async Task Chinese_headings_and_a_byte_order_mark_are_read()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var file = "\uFEFF编号,类别,来源类别,来源,日期,地点,名称（英文）,名称（中文）,价格,币种,含税,关联方,文件哈希,成新率\n"
            + $"imp-zh,comparable,auction,broker,2024-05-01,苏州,Mill,铣床,500000.00,CNY,included,否,{RegisterSamples.Hash("zh")},0.7\n";
        Assert.Equal(201, (await UploadAsync(valuer, "market-evidence/import", file)).Status);
        var item = (await valuer.GetFromJsonAsync<JsonElement>($"market-evidence/{RegisterStreams.Evidence("lakeside", "imp-zh")}", Ct)).GetProperty("item");
        Assert.Equal(("0.7", "included", "苏州"), (item.GetProperty("attributes").GetProperty("condition").GetString(), item.GetProperty("tax").GetString(), item.GetProperty("place").GetString()));
    }

    [Fact]
    public async Task Every_wrong_line_is_named_and_nothing_is_imported()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var file = Header + Row("bad-1") + Row("bad 2") + Row("bad-3", price: "1.001") + Row("bad-4", day: "yesterday") + Row("bad-5", tax: "")
            + Row("bad-6", kind: "rumour") + "short,row\n" + Row("bad-1");
        var (status, refused) = await UploadAsync(valuer, "market-evidence/import", file);
        Assert.Equal(422, status);
        Assert.Equal(
            ["3 input.not-an-identifier", "4 money.over-precise", "5 request.malformed", "6 evidence.tax-unstated", "7 input.unknown-value", "8 import.ragged-row", "9 input.duplicate"],
            Lines(refused));
        Assert.Equal(404, await StatusAsync(valuer, "bad-1"));
        Assert.Equal(Lines(refused), Lines((await UploadAsync(valuer, "market-evidence/import?dryRun=true", file)).Body));
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("reference\n", "import.empty")]
    [InlineData("reference,colour\nx,y\n", "import.unknown-column")]
    [InlineData("reference,reference\nx,y\n", "import.duplicate-column")]
    public async Task A_file_of_the_wrong_shape_is_refused(string file, string code)
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var (status, refused) = await UploadAsync(valuer, "market-evidence/import", file);
        Assert.Equal(422, status);
        Assert.Equal(code, refused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_file_has_limits()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        var wide = string.Join(',', Enumerable.Range(0, MarketEvidenceLimits.ImportColumns + 1)) + "\n1\n";
        Assert.Equal(["1 import.too-many-columns"], Lines((await UploadAsync(valuer, "market-evidence/import", wide)).Body));
        var rows = Header + string.Concat(Enumerable.Range(0, MarketEvidenceLimits.ImportRows).Select(i => Row($"most-{i}")));
        Assert.Equal([$"{MarketEvidenceLimits.ImportRows + 2} import.too-many-rows"], Lines((await UploadAsync(valuer, "market-evidence/import", rows + Row("more"))).Body));
        Assert.Equal(201, (await UploadAsync(valuer, "market-evidence/import", rows)).Status);
        Assert.Equal("request.too-large", (await UploadAsync(valuer, "market-evidence/import", new string('x', (1 << 20) + 1))).Body.GetProperty("code").GetString());
        // More than one page of the register.
        var page = await valuer.GetFromJsonAsync<JsonElement>("market-evidence?text=most-", Ct);
        Assert.Equal(200, page.GetProperty("items").GetArrayLength());
        Assert.True(page.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task What_is_not_text_is_refused()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        using var request = new HttpRequestMessage(HttpMethod.Post, "market-evidence/import") { Content = new ByteArrayContent([0x72, 0xFF, 0xFE]) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await valuer.SendAsync(request, Ct);
        Assert.Equal(["1 import.not-utf8"], Lines(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)));
    }

    [Fact]
    public async Task Vintages_are_imported_in_the_order_of_publication()
    {
        using var valuer = await running.AsAsync("V", "lakeside", "valuer");
        Assert.Equal(201, (await SendAsync(valuer, "index-series", RegisterSamples.Machines with { Series = "csv-series" })).Status);
        var path = $"index-series/{RegisterStreams.Series("lakeside", "csv-series")}";
        const string File = "publishedOn,vintage,month,value\n2024-02-20,first-published,2024-01,98\n2024-03-20,first-published,2024-02,99.5\n2024-03-20,revised,2024-01,98.2\n";
        Assert.Equal(0, (await UploadAsync(valuer, $"{path}/vintages/import?dryRun=true", File)).Body.GetProperty("errors").GetArrayLength());
        Assert.Equal(200, (await UploadAsync(valuer, $"{path}/vintages/import", File)).Status);
        Assert.Equal("98", (await valuer.GetFromJsonAsync<JsonElement>($"{path}?knownOn=2024-03-19", Ct)).GetProperty("months")[0].GetProperty("value").GetString());
        var now = await valuer.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.Equal((3, "98.2"), (now.GetProperty("release").GetInt32(), now.GetProperty("months")[0].GetProperty("value").GetString()));

        var (status, refused) = await UploadAsync(valuer, $"{path}/vintages/import",
            "publishedOn,vintage,month,value\n2024-04-20,first-published,2024-03,1\n2024-04-20,first-published,2024-02,1\n2024-04-20,guess,2024-02,1\n2024-04-21,revised,2024-02,zero\n");
        Assert.Equal(422, status);
        Assert.Equal(["3 index.already-published", "4 input.unknown-value", "5 input.not-a-number"], Lines(refused));
        Assert.Equal(3, (await valuer.GetFromJsonAsync<JsonElement>(path, Ct)).GetProperty("release").GetInt32());
        Assert.Equal("index.unknown", (await UploadAsync(valuer, $"index-series/{Guid.NewGuid()}/vintages/import", File)).Body.GetProperty("code").GetString());
    }

    private static string Row(
        string reference, string kind = "invoice", string day = "2024-05-01", string title = "Lathe", string price = "500000.00", string tax = "excluded") =>
        $"{reference},{kind},invoice,dealer,{day},CN-32,{title},车床,{price},CNY,{tax},false,{RegisterSamples.Hash(reference)},N-1,dealer,buyer\n";

    private static IEnumerable<string> Lines(JsonElement body) => body.TryGetProperty("errors", out var errors)
        ? errors.EnumerateArray().Select(error => $"{error.GetProperty("line").GetInt32()} {error.GetProperty("code").GetString()}")
        : [body.ToString()];

    private static async Task<int> StatusAsync(HttpClient client, string reference) =>
        (int)(await client.GetAsync($"market-evidence/{RegisterStreams.Evidence("lakeside", reference)}", Ct)).StatusCode;
}
