using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Distribution.Tests.Paying;
using Npgsql;
using static Ledger.Distribution.Tests.Running.SettledSample;

namespace Ledger.Distribution.Tests.Running;

/// <summary>
/// Sample A from settlement to the bank's answer, over HTTP on a real PostgreSQL. What is paid is what the README states: 262,995.31 to
/// E1, 105,469.08 to E2, 196,835.61 to S.
/// </summary>
public sealed class PaymentFlowTests(RunningDistribution running)
{
    private const string Tenant = "paying";

    // A card and an IBAN with sound check digits; the CNAPS code is the published one of ICBC's head office.
    private const string CardOfE1 = "6222020200112233446";
    private const string AccountOfE2 = "1100200300400500";
    private const string AccountOfS = "3100400500600700";
    private const string Icbc = "102100099996";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_settlement_to_the_banks_answer()
    {
        var run = await SettleAsync(running, Tenant);
        using var officer = await running.AsAsync("G", Tenant, "finance-officer");
        using var approver = await running.PersonAsync("checker", "REG", Tenant, "approver");
        await RefusedAsync(officer, "payments/batches", Batch("B0", run), 409, "payment.payer-missing");
        await AccountsAsync(officer, approver);

        var batch = await DoneAsync(officer, "payments/batches", Batch("B1", run));
        await RefusedAsync(officer, "payments/batches", Batch("B2", run), 409, "payment.batch-open");
        await RefusedAsync(officer, "payments/batches", Batch("B1", run, ["E1"]), 409, "payment.batch-exists");
        var hash = (await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{batch}", Ct)).GetProperty("hash").GetString();
        await RefusedAsync(approver, $"payments/batches/{batch}/approval", new { BatchHash = new string('0', 64) }, 409, "payment.batch-changed");
        using var maker = await running.AsAsync("G", Tenant, "approver");
        await RefusedAsync(maker, $"payments/batches/{batch}/approval", new { BatchHash = hash }, 403, "payment.same-person");
        using (var early = await officer.GetAsync($"payments/batches/{batch}/file", Ct))
            Assert.Contains("payment.batch-not-approved", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await DoneAsync(approver, $"payments/batches/{batch}/approval", new { BatchHash = hash });
        await RefusedAsync(officer, "payments/batches", Batch("B2", run), 409, "payment.nothing-payable");
        Assert.Equal("-262995.31", await BalanceAsync(officer, "cash:party:E1:in-transit"));
        Assert.Equal("0.00", await BalanceAsync(officer, "cash:party:E1:payable"));

        var payments = await FileAsync(officer, batch);
        await BankAnswersAsync(officer, payments);

        // What failed or came back is payable again, and nothing else is.
        var again = await DoneAsync(officer, "payments/batches", Batch("B2", run));
        var second = await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{again}", Ct);
        Assert.Equal(["E2 105469.08", "S 196835.61"], second.GetProperty("payments").EnumerateArray().Select(Said));
        await DoneAsync(officer, $"payments/batches/{again}/withdrawal", new { Reason = "Wrong day" });
        await NothingLeaksAsync();
        await StatementsTests.CheckAsync(running, Tenant, run);
        await StatementsTests.ExportsAsync(running, Tenant);
    }

    [Fact]
    public async Task A_withdrawn_batch_is_payable_again_and_files_of_others_find_nothing()
    {
        const string tenant = "withdrawing";
        var run = await SettleAsync(running, tenant);
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        using var approver = await running.PersonAsync("checker", "REG", tenant, "approver");
        await AccountsAsync(officer, approver, tenant);
        var batch = await DoneAsync(officer, "payments/batches", Batch("B1", run, ["S"]));
        var hash = (await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{batch}", Ct)).GetProperty("hash").GetString();
        await DoneAsync(approver, $"payments/batches/{batch}/approval", new { BatchHash = hash });
        await RefusedAsync(officer, $"payments/batches/{batch}/withdrawal", new { Reason = "Not sent" }, 403, "payment.withdrawal-approver");
        await DoneAsync(approver, $"payments/batches/{batch}/withdrawal", new { Reason = "Not sent" });
        Assert.Equal("0.00", await BalanceAsync(officer, "cash:party:S:in-transit"));
        Assert.Equal("-196835.61", await BalanceAsync(officer, "cash:party:S:payable"));

        // The bank's answer comes too late for a batch that was taken back: kept to be looked at, not booked.
        var (_, answer) = await ImportAsync(officer, BankFiles.StatusReport(("0".PadLeft(32, 'f'), "ACSC", null)));
        Assert.Equal("unmatched", answer.GetProperty("entries")[0].GetProperty("match").GetString());
        var reconciliation = await officer.GetFromJsonAsync<JsonElement>("payments/reconciliation", Ct);
        Assert.True(reconciliation.GetProperty("agrees").GetBoolean());
        Assert.Equal(1, reconciliation.GetProperty("toLookAt").GetArrayLength());
    }

    [Theory]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document>&x;</Document>", 422, "bank-results.dtd")]
    [InlineData("application/xml", "<Document><unclosed></Document>", 422, "bank-results.malformed")]
    [InlineData("application/xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08\"/>", 422, "bank-results.unknown-format")]
    [InlineData("text/csv", "end_to_end_id,status\r\nabc,lost\r\n", 422, "bank-results.member-malformed")]
    [InlineData("text/csv", "", 422, "bank-results.empty")]
    [InlineData("application/json", "{}", 415, "bank-results.media-type")]
    public async Task A_file_that_cannot_be_read_is_refused_whole(string type, string text, int status, string code)
    {
        using var officer = await running.AsAsync("G", "refusing", "finance-officer");
        var (given, answer) = await ImportAsync(officer, Encoding.UTF8.GetBytes(text), type);
        Assert.Equal((status, code), (given, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused()
    {
        using var officer = await running.AsAsync("G", "refusing", "finance-officer");
        var (given, answer) = await ImportAsync(officer, new byte[Domain.DistributionLimits.BankFileBytes + 1]);
        Assert.Equal((413, "request.too-large"), (given, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Accounts_are_the_owners_and_their_numbers_nobody_elses()
    {
        const string tenant = "accounts";
        using var signatory = await running.AsAsync("E1", tenant, "signatory");
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        using var stranger = await running.AsAsync("E2", tenant, "signatory", "contributor");
        var body = Account("main", "receive", "宁波一号机床有限公司", CardOfE1, Icbc);
        await RefusedAsync(signatory, "bank-accounts", Account("bad", "receive", "E1", "6222020200112233447", Icbc), 422, "bank-account.card-check");
        await RefusedAsync(signatory, "bank-accounts", Account("bad", "receive", "E1", CardOfE1, "102100099995"), 422, "bank-account.cnaps-check");
        await RefusedAsync(signatory, "bank-accounts", Account("pay", "pay", "E1", CardOfE1, Icbc), 403, "bank-account.payer-role");
        await RefusedAsync(officer, "bank-accounts", Account("get", "receive", "G", CardOfE1, Icbc), 403, "bank-account.receiver-role");
        var id = await DoneAsync(signatory, "bank-accounts", body);
        Assert.Equal(id, await DoneAsync(signatory, "bank-accounts", body));
        await RefusedAsync(signatory, "bank-accounts", Account("main", "receive", "E1", AccountOfE2, Icbc), 409, "bank-account.exists");

        Assert.Equal(CardOfE1, await NumberAsync(signatory, id));
        Assert.Equal("****3446", await NumberAsync(officer, id));
        Assert.Null(await NumberAsync(stranger, id));
        var digest = (await signatory.GetFromJsonAsync<JsonElement>($"bank-accounts/{id}", Ct)).GetProperty("digest").GetString();
        using var same = await running.AsAsync("E1", tenant, "approver");
        await RefusedAsync(same, $"bank-accounts/{id}/approval", new { Digest = digest }, 403, "bank-account.same-person");
        await RefusedAsync(stranger, $"bank-accounts/{id}/retirement", new { Reason = "mine" }, 403, "bank-account.not-own");
        using var other = await running.AsAsync("E1", "elsewhere", "signatory");
        using var foreign = await other.GetAsync($"bank-accounts/{id}", Ct);
        Assert.Equal(404, (int)foreign.StatusCode);
    }

    internal static object Batch(string reference, string run, string[]? parties = null) => new
    {
        Reference = reference, Run = run, ExecuteOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Parties = parties,
    };

    internal async Task AccountsAsync(HttpClient officer, HttpClient approver, string tenant = Tenant)
    {
        var pays = await DoneAsync(officer, "bank-accounts", Account("host", "pay", "太湖产教联合体（园区管委会）", "2200330044005500", Icbc));
        await ApproveAsync(approver, pays);
        foreach (var (party, name, account) in new[] { ("E1", "宁波一号机床有限公司", CardOfE1), ("E2", "Parts & Co. <Ltd>", AccountOfE2), ("S", "太湖职业技术学院", AccountOfS) })
        {
            using var signatory = await running.AsAsync(party, tenant, "signatory");
            await ApproveAsync(approver, await DoneAsync(signatory, "bank-accounts", Account("main", "receive", name, account, Icbc)));
        }
    }

    internal static async Task<(int Status, JsonElement Body)> ImportAsync(HttpClient officer, byte[] file, string type = "application/xml")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments/results") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await officer.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static async Task<Dictionary<string, string>> FileAsync(HttpClient officer, string batch)
    {
        var file = await officer.GetByteArrayAsync($"payments/batches/{batch}/file", Ct);
        Assert.Equal(file, await officer.GetByteArrayAsync($"payments/batches/{batch}/file?format=pain.001", Ct));
        PaymentSchema.Accepts(file);
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains(CardOfE1, text, StringComparison.Ordinal);
        Assert.Contains("<Nm>Parts &amp; Co. &lt;Ltd&gt;</Nm>", text, StringComparison.Ordinal);
        Assert.Contains("<CtrlSum>565300.00</CtrlSum>", text, StringComparison.Ordinal);
        var csv = await officer.GetStringAsync($"payments/batches/{batch}/file?format=csv&headers=zh", Ct);
        Assert.Equal(5, csv.Split("\r\n").Length);
        Assert.StartsWith("端到端标识,执行日期", csv.TrimStart('\uFEFF'), StringComparison.Ordinal);
        var details = await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{batch}", Ct);
        Assert.Equal(3, details.GetProperty("fetched").GetArrayLength());
        Assert.Equal(["E1 262995.31", "E2 105469.08", "S 196835.61"], details.GetProperty("payments").EnumerateArray().Select(Said));
        return details.GetProperty("payments").EnumerateArray().ToDictionary(
            payment => payment.GetProperty("party").GetString()!, payment => payment.GetProperty("endToEndId").GetString()!);
    }

    // E1 is paid, E2 is refused, S is booked with another amount first and rightly after, and comes back at last.
    private static async Task BankAnswersAsync(HttpClient officer, Dictionary<string, string> payments)
    {
        var report = BankFiles.StatusReport((payments["E1"], "ACSC", null), (payments["E2"], "RJCT", "AC04"), (payments["S"], "ACSP", null));
        var (created, first) = await ImportAsync(officer, report);
        Assert.Equal((201, "matched,matched,pending"), (created, Matches(first)));
        var (repeated, same) = await ImportAsync(officer, report);
        Assert.Equal((200, first.GetProperty("id").GetString()), (repeated, same.GetProperty("id").GetString()));
        Assert.Equal("0.00", await BalanceAsync(officer, "cash:party:E1:in-transit"));
        Assert.Equal("-105469.08", await BalanceAsync(officer, "cash:party:E2:payable"));

        var statement = BankFiles.Statement(
            (payments["E1"], "DBIT", "262995.31", false), (payments["S"], "DBIT", "196835.60", false), ("NOTPROVIDED", "DBIT", "12.00", false),
            (new string('e', 32), "DBIT", "1.00", false));
        Assert.Equal("already-known,amount-differs,unmatched", Matches((await ImportAsync(officer, statement)).Body));
        var reconciliation = await officer.GetFromJsonAsync<JsonElement>("payments/reconciliation", Ct);
        Assert.Equal(["S"], reconciliation.GetProperty("waiting").EnumerateArray().Select(payment => payment.GetProperty("party").GetString()));
        Assert.Equal(2, reconciliation.GetProperty("toLookAt").GetArrayLength());
        Assert.Equal("matched", Matches((await ImportAsync(officer, BankFiles.Notification((payments["S"], "DBIT", "196835.61", false)))).Body));
        // 600,000.00 came in; 262,995.31 and 196,835.61 went out; 196,835.61 comes back.
        Assert.Equal("140169.08", await BalanceAsync(officer, "cash:consortium:bank"));
        Assert.Equal("matched", Matches((await ImportAsync(officer, BankFiles.Notification((payments["S"], "CRDT", "196835.61", true)))).Body));
        Assert.Equal("337004.69", await BalanceAsync(officer, "cash:consortium:bank"));
        Assert.Equal("-196835.61", await BalanceAsync(officer, "cash:party:S:payable"));
        var resend = Encoding.UTF8.GetBytes($"端到端标识,状态,金额,币种\r\n{payments["E1"]},失败,262995.31,CNY\r\n");
        Assert.Equal("contradicts", Matches((await ImportAsync(officer, resend, "text/csv")).Body));
    }

    // Neither the shared log's events nor any other table of the service shows an account number.
    private async Task NothingLeaksAsync()
    {
        await using var connection = new NpgsqlConnection(running.Superuser);
        await connection.OpenAsync(Ct);
        foreach (var table in await TablesAsync(connection))
        {
            await using var command = new NpgsqlCommand(
                $"select count(*) from {table} t where t::text like any (array['%{CardOfE1}%', '%{AccountOfE2}%', '%{AccountOfS}%'])", connection);
            Assert.Equal((table, 0L), (table, (long)(await command.ExecuteScalarAsync(Ct))!));
        }
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace", connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var tables = new List<string>();
        while (await reader.ReadAsync(Ct)) tables.Add(reader.GetString(0));
        Assert.Contains("mt_events", tables);
        return tables;
    }

    private static async Task ApproveAsync(HttpClient approver, string id)
    {
        var digest = (await approver.GetFromJsonAsync<JsonElement>($"bank-accounts/{id}", Ct)).GetProperty("digest").GetString();
        await DoneAsync(approver, $"bank-accounts/{id}/approval", new { Digest = digest });
    }

    private static async Task<string?> NumberAsync(HttpClient client, string id) =>
        (await client.GetFromJsonAsync<JsonElement>($"bank-accounts/{id}", Ct)).TryGetProperty("details", out var details)
            ? details.GetProperty("account").GetString()
            : null;

    private static object Account(string reference, string use, string holder, string account, string bank) => new
    {
        Reference = reference, Use = use, Currency = "CNY", Scheme = "cnaps", Holder = holder, Account = account, Bank = bank, BankName = "中国工商银行",
    };

    private static string Said(JsonElement payment) =>
        $"{payment.GetProperty("party").GetString()} {payment.GetProperty("amount").GetProperty("amount").GetString()}";

    private static string Matches(JsonElement results) =>
        string.Join(',', results.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("match").GetString()));

    internal static async Task<string?> BalanceAsync(HttpClient officer, string account) =>
        (await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance?book=cash", Ct)).GetProperty("accounts").EnumerateArray()
            .Single(row => row.GetProperty("code").GetString() == account).GetProperty("balance").GetProperty("amount").GetString();
}
