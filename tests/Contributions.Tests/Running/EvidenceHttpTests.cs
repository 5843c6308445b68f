using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Access;
using static Ledger.Contributions.Tests.Running.RunningContributions;

namespace Ledger.Contributions.Tests.Running;

/// <summary>Evidence files over HTTP on a real PostgreSQL and a real folder.</summary>
public sealed class EvidenceHttpTests(RunningContributions running)
{
    private static readonly object Why = new { En = "Uploaded by mistake", Zh = "误传" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_back_whole_or_in_part_as_an_attachment_and_lies_unreadable_on_disk()
    {
        using var client = await running.AsAsync("E1", "taihu");
        using var foreign = await running.AsAsync("E1", "lakeside");
        var text = "Canary of the coating " + string.Concat(Enumerable.Repeat("0123456789", 20_000));
        var sha256 = await UploadedAsync(client, text);

        using var answer = await client.GetAsync($"evidence/{sha256}", Ct);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);

        using var part = new HttpRequestMessage(HttpMethod.Get, $"evidence/{sha256}") { Headers = { Range = new RangeHeaderValue(100_000, 100_009) } };
        using var ranged = await client.SendAsync(part, Ct);
        Assert.Equal((HttpStatusCode.PartialContent, text.Substring(100_000, 10)), (ranged.StatusCode, await ranged.Content.ReadAsStringAsync(Ct)));

        Assert.Equal(await ProblemAsync(foreign, $"evidence/{sha256}"), await ProblemAsync(foreign, $"evidence/{new string('0', 64)}"));
        foreach (var path in Directory.GetFiles(running.EvidenceFolder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(sha256, path, StringComparison.Ordinal);
            Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf("Canary of the coating"u8));
        }
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_not_shown()
    {
        using var client = await running.AsAsync("E1", "damaged");
        var sha256 = await UploadedAsync(client, "figures 100");
        var path = Directory.GetFiles(Path.Combine(running.EvidenceFolder, "files", "damaged"), "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Ct);
        Assert.Equal("500 evidence.damaged", await ProblemAsync(client, $"evidence/{sha256}"));
    }

    [Theory]
    [InlineData("text/html", "415 evidence.media-type")]
    [InlineData("application/pdf", "422 evidence.content-mismatch")]
    public async Task What_is_not_taken_is_told(string type, string problem)
    {
        using var client = await running.AsAsync("E1", "taihu");
        Assert.Equal(problem, await UploadAsync(client, "<html>", type));
    }

    [Fact]
    public async Task An_archive_that_leads_out_of_itself_is_refused()
    {
        using var client = await running.AsAsync("E1", "taihu");
        using var content = new ByteArrayContent(EvidenceSamples.Zip(("../../x", [1])));
        content.Headers.ContentType = new("application/zip");
        Assert.Equal("422 evidence.archive-path", await CodeAsync(await client.PostAsync("evidence", content, Ct)));
    }

    [Fact]
    public async Task Papers_of_a_contribution_are_kept_for_their_period_and_the_day_after_they_are_due()
    {
        using var lender = await running.AsAsync("E1", "archive");
        var sha256 = await UploadedAsync(lender, "Loan contract of the archive");
        var id = await RegisteredAsync(lender, "kept", sha256, 201, "loaned-equipment");
        var details = await lender.GetFromJsonAsync<JsonElement>($"contributions/{id}", Ct);
        var kept = details.GetProperty("retention")[0];
        // Registered today: of "ledger" 30 and "loaned-equipment" 10 years, the longer one from the end of this year.
        var until = new DateOnly(DateTime.UtcNow.AddHours(14).Year + 30, 12, 31);
        Assert.Equal(("contract", "ledger", until.ToString("yyyy-MM-dd")),
            (kept.GetProperty("item").GetString(), kept.GetProperty("class").GetString(), kept.GetProperty("keptUntil").GetString()));
        var listed = await lender.GetFromJsonAsync<JsonElement>("contributions?party=E1", Ct);
        Assert.Contains("missing.verification", listed.GetProperty("items")[0].GetProperty("missing").EnumerateArray().Select(code => code.GetString()));

        Assert.DoesNotContain(sha256, await DueAsync(lender, until));
        Assert.Contains(sha256, await DueAsync(lender, until.AddDays(1)));
        using var foreign = await running.AsAsync("E1", "taihu");
        Assert.DoesNotContain(sha256, await DueAsync(foreign, until.AddDays(1)));
        Assert.Equal("409 erasure.retained", await PostAsync(lender, $"evidence/{sha256}/erasure", new { Ground = Why }));
        var standing = await lender.GetFromJsonAsync<JsonElement>($"evidence/{sha256}/retention", Ct);
        Assert.Equal("erasure.retained", standing.GetProperty("against").GetString());

        await RegisteredAsync(lender, "unknown-class", sha256, 422, "loaned-equipment", "minutes");
        Assert.Equal("404 evidence.unknown", await PostAsync(foreign, $"evidence/{sha256}/erasure", new { Ground = Why }));
    }

    [Fact]
    public async Task A_hold_of_the_regulator_stops_an_erasure_until_it_is_lifted_and_then_two_organisations_erase()
    {
        using var owner = await running.AsAsync("E1", "archive");
        using var approver = await running.AsAsync("G", "archive", Roles.Approver);
        using var ownApprover = await running.AsAsync("E1", "archive", Roles.Approver);
        using var regulator = await running.AsAsync("REG", "archive", Roles.Regulator);
        using var administrator = await running.AsAsync("OPS", "archive", Roles.Administrator);
        var sha256 = await UploadedAsync(owner, "A page with somebody's number");
        var path = $"evidence/{sha256}/erasure";
        var decision = new { CarryOut = true, Reason = Why };

        Assert.Equal("403 role.missing", await PostAsync(owner, "evidence/holds", new { CaseId = "c-1", Ground = Why }));
        Assert.Equal("422 hold.target-unknown", await PostAsync(regulator, "evidence/holds", new { CaseId = "c-1", Ground = Why, Sha256 = new string('0', 64) }));
        Assert.StartsWith("20", await PostAsync(regulator, "evidence/holds", new { CaseId = "c-1", Ground = Why, Sha256 = sha256 }), StringComparison.Ordinal);
        Assert.Equal("c-1", (await owner.GetFromJsonAsync<JsonElement>("evidence/holds", Ct))[0].GetProperty("caseId").GetString());
        Assert.Equal("409 erasure.held", await PostAsync(owner, path, new { Ground = Why }));
        Assert.Equal("403 hold.not-yours", await PostAsync(administrator, "evidence/holds/c-1/lifting", new { Ground = Why }));
        Assert.Equal("200", await PostAsync(regulator, "evidence/holds/c-1/lifting", new { Ground = Why }));

        Assert.Equal("404 erasure.not-requested", await PostAsync(approver, path + "/decision", decision));
        Assert.Equal("200", await PostAsync(owner, path, new { Ground = Why }));
        Assert.Equal("403 erasure.own-request", await PostAsync(ownApprover, path + "/decision", decision));
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"evidence/{sha256}", Ct)).StatusCode);
        Assert.Equal("200", await PostAsync(approver, path + "/decision", decision));

        Assert.Equal("410 evidence.erased", await ProblemAsync(owner, $"evidence/{sha256}"));
        Assert.Equal("409 evidence.erased", await UploadAsync(owner, "A page with somebody's number", "text/plain"));
        var standing = await owner.GetFromJsonAsync<JsonElement>($"evidence/{sha256}/retention", Ct);
        Assert.False(standing.GetProperty("stored").GetBoolean());
        Assert.Equal("误传", standing.GetProperty("erasedFor").GetProperty("zh").GetString());
        Assert.Equal("200", await PostAsync(approver, path + "/decision", decision));
    }

    [Fact]
    public async Task A_file_that_only_another_services_record_cites_is_kept_by_the_agreement_of_that_record()
    {
        using var owner = await running.AsAsync("E1", "archive");
        using var foreign = await running.AsAsync("E1", "taihu");
        var sha256 = await UploadedAsync(owner, "Bank statement of the pool");
        await UploadedAsync(foreign, "Bank statement of the pool");
        var told = new EvidenceCited(Guid.NewGuid(), "benefit-pool", "2025", new DateOnly(2025, 12, 31), [new CitedFile("bank-1", sha256)], "taihu-2025");
        await running.DeliverAsync<EvidenceCited, WhenEvidenceCited>(told, "archive");
        // The agreement keeps ledgers 30 years from the end of the year.
        Assert.Equal("409 erasure.retained", await PostAsync(owner, $"evidence/{sha256}/erasure", new { Ground = Why }));
        var standing = await owner.GetFromJsonAsync<JsonElement>($"evidence/{sha256}/retention", Ct);
        Assert.Equal(("2055-12-31", "benefit-pool", "bank-1"), (
            standing.GetProperty("keptUntil").GetString(), standing.GetProperty("uses")[0].GetProperty("what").GetString(),
            standing.GetProperty("uses")[0].GetProperty("item").GetString()));
        Assert.DoesNotContain(sha256, await DueAsync(owner, new DateOnly(2055, 12, 31)));
        Assert.Contains(sha256, await DueAsync(owner, new DateOnly(2056, 1, 1)));
        // The other consortium has the same paper for itself, and nothing keeps it there.
        Assert.StartsWith("20", await PostAsync(foreign, $"evidence/{sha256}/erasure", new { Ground = Why }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_what_is_due_goes_on_from_page_to_page()
    {
        using var owner = await running.AsAsync("E1", "archive");
        // 205 files on a page of 200, in one message of another service; a year before every other test's.
        var files = Enumerable.Range(0, 205).Select(i => new CitedFile($"p{i}", Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))))).ToList();
        var told = new EvidenceCited(Guid.NewGuid(), "benefit-pool", "1990", new DateOnly(2025, 1, 1), files, "taihu-2025");
        await running.DeliverAsync<EvidenceCited, WhenEvidenceCited>(told, "archive");
        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = await owner.GetFromJsonAsync<JsonElement>($"evidence/due?on=2056-01-01{cursor}", Ct);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("sha256").GetString()));
            cursor = page.TryGetProperty("next", out var next) ? $"&after={next.GetString()}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Distinct(seen);
        Assert.All(files, file => Assert.Contains(file.Sha256, seen));
    }

    private static async Task<string> UploadedAsync(HttpClient client, string text)
    {
        Assert.Equal("200", await UploadAsync(client, text, "text/plain"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task<string> UploadAsync(HttpClient client, string text, string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new(type);
        return await CodeAsync(await client.PostAsync("evidence", content, Ct));
    }

    private static async Task<string> PostAsync(HttpClient client, string path, object body)
    {
        var (status, answer) = await SendAsync(client, path, body);
        return answer.TryGetProperty("code", out var code) ? $"{status} {code.GetString()}" : $"{status}";
    }

    private static async Task<string> ProblemAsync(HttpClient client, string path) => await CodeAsync(await client.GetAsync(path, Ct));

    private static async Task<string> CodeAsync(HttpResponseMessage answer)
    {
        using var _ = answer;
        var status = (int)answer.StatusCode;
        return answer.IsSuccessStatusCode ? $"{status}" : $"{status} {(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString()}";
    }

    private static async Task<IEnumerable<string?>> DueAsync(HttpClient client, DateOnly on)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"evidence/due?on={on:yyyy-MM-dd}", Ct);
        return [.. page.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("sha256").GetString())];
    }

    private static async Task<string?> RegisteredAsync(
        HttpClient client, string reference, string sha256, int status, string kind, string? retentionClass = null)
    {
        var size = (await client.GetByteArrayAsync($"evidence/{sha256}", Ct)).Length;
        var (answered, receipt) = await SendAsync(client, "contributions", new
        {
            Reference = reference, AgreementId = "taihu-2025", Kind = kind, Title = new { En = "Lent", Zh = "借用" },
            Claimed = new { Amount = "5000.00", Currency = "CNY" }, EffectiveOn = "2025-03-01", ReceivedBy = "S",
            Evidence = new[]
            {
                new
                {
                    Reference = "contract", SourceClass = "contract", IssuedOn = "2025-02-20", Title = new { En = "Contract", Zh = "合同" },
                    MediaType = "text/plain", Sha256 = sha256, Size = size, RetentionClass = retentionClass,
                },
            },
        });
        Assert.True(answered == status, receipt.ToString());
        return status == 201 ? receipt.GetProperty("id").GetString() : null;
    }
}
