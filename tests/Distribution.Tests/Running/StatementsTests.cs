using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Tests.Exports;
using Ledger.Distribution.Tests.Paying;
using Ledger.Rules;
using Ledger.Tests;
using Npgsql;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Statements and exports over HTTP: figures are Sample A's (README), the rest is what a reader may and may not see.</summary>
public sealed class StatementsTests(RunningDistribution running)
{
    private const string Many = "many";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Until => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_kind_of_entry_has_words() => Assert.All(Enum.GetValues<EntryKind>(), kind => Assert.True(KindWords.Knows(kind), kind.ToString()));

    [Fact]
    public async Task What_is_not_there_is_said_to_be_unknown()
    {
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), "unknown");
        using var officer = await running.AsAsync("G", "unknown", "finance-officer");
        foreach (var (path, status, code) in new[]
                 {
                     ("statements/E1/period", 404, "statement.period-unknown"), ("statements/E1/period?pool=1999", 404, "statement.period-unknown"),
                     ("statements/E1/period?from=2025-01-01", 404, "statement.period-unknown"), ("statements/X/period?from=2025-01-01&to=2025-12-31", 404, "statement.party-unknown"),
                     ("statements/E1/period?from=2025-01-01&to=2025-12-31&agreement=other", 404, "statement.agreement-unknown"),
                     ("statements/E1/period?from=2026-01-01&to=2025-12-31", 422, "input.dates-not-ordered"),
                     ("statements/E1/period?from=2025-01-01&to=2025-12-31&after=x", 400, "request.malformed"),
                     ("statements/E1/period/statement.csv?from=2025-01-01&to=2025-12-31&language=fr", 422, "input.unknown-value"),
                     ($"statements/E1/recompute?run={Guid.NewGuid()}", 404, "not-found"), ("journal/export", 422, "input.unknown-value"),
                     ("journal/export?format=beancount&book=gold", 422, "input.unknown-value"), ("journal/export?format=csv&currency=XXY", 422, "currency.unknown"),
                     ("journal/export?format=csv&from=2026-01-01&to=2025-01-01", 422, "input.dates-not-ordered"),
                 })
        {
            using var answer = await officer.GetAsync(path, Ct);
            Assert.Equal((path, status, code), (path, (int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString()));
        }
    }

    // A page and sums come out of the columns, whatever is behind them. The limit is generous for a shared machine: the benchmark measures.
    [Fact]
    public async Task A_claim_that_is_kept_secret_is_undisclosed_and_not_zero()
    {
        const string Tenant = "undisclosed";
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), Tenant);
        await running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
            new ValueAccepted(Guid.NewGuid(), Guid.NewGuid(), "secret-claim", TaihuAgreement.Id, 1, "E1", "technology-licence", new MoneyAmount("0.00", "CNY"),
                new MoneyAmount("80000.00", "CNY"), "income.relief-from-royalty", 1, new DateOnly(2025, 1, 1), ClaimUndisclosed: true), Tenant);
        using var officer = await running.AsAsync("G", Tenant, "finance-officer");
        var pool = await SettledSample.DoneAsync(officer, "pools", new
        {
            Reference = "2025", AgreementId = TaihuAgreement.Id, Period = new { From = "2025-01-01", To = "2025-12-31" },
            Amount = new { Amount = "600000.00", Currency = "CNY" }, Title = new { En = "Income", Zh = "收入" },
        });
        var run = await SettledSample.DoneAsync(officer, "runs", new { Pool = pool });
        var value = (await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct)).GetProperty("inputs").GetProperty("values")[0];
        Assert.Equal(("80000.00", true), (value.GetProperty("accepted").GetProperty("amount").GetString(), value.GetProperty("claimUndisclosed").GetBoolean()));
    }

    [Fact]
    public async Task A_statement_of_many_entries_is_told_by_the_page()
    {
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), Many);
        await using (var connection = new NpgsqlConnection(running.Superuser))
        {
            await connection.OpenAsync(Ct);
            await using var fill = new NpgsqlCommand(StatementFill.Sql(Many, TaihuAgreement.Id, "E1", 5_000), connection);
            await fill.ExecuteNonQueryAsync(Ct);
        }

        using var party = await running.AsAsync("E1", Many, "contributor");
        var seen = 0;
        for (string? after = ""; after is not null && seen < 1_000;)
        {
            var page = await party.GetFromJsonAsync<JsonElement>($"statements/E1/period?from=2025-01-01&to=2025-12-31{(after.Length == 0 ? "" : $"&after={after}")}", Ct);
            Assert.Equal(5_000, page.GetProperty("lineCount").GetInt64());
            seen += page.GetProperty("lines").GetArrayLength();
            // 5,000 times 1.00.
            Assert.Equal("5000.00", page.GetProperty("accounts")[0].GetProperty("closing").GetProperty("amount").GetString());
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(1_000, seen);
        var csv = await party.GetStringAsync("statements/E1/period/statement.csv?from=2025-01-01&to=2025-12-31", Ct);
        Assert.Equal(5_000 + 1 + 2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>Statements of the settled sample after the bank has answered: E1 paid, E2 failed, S paid and returned.</summary>
    internal static async Task CheckAsync(RunningDistribution running, string tenant, string run)
    {
        using var party = await running.AsAsync("E1", tenant, "contributor");
        using (var foreign = await party.GetAsync($"statements/E2/period?from=2025-01-01&to={Until}", Ct))
            Assert.Equal(("statement.other-party", 403), ((await foreign.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString(), (int)foreign.StatusCode));
        var statement = await party.GetFromJsonAsync<JsonElement>($"statements/E1/period?from=2025-01-01&to={Until}", Ct);
        Assert.Equal("0.00 252995.31 10000.00 0.00 262995.31 0.00", Summary(statement));
        using var regulator = await running.AsAsync("REG", tenant, "regulator");
        Assert.Equal("0.00 90169.08 15300.00 0.00 0.00 105469.08", Summary(await regulator.GetFromJsonAsync<JsonElement>($"statements/E2/period?from=2025-01-01&to={Until}", Ct)));
        Assert.Equal("0.00 196835.61 0.00 0.00 0.00 196835.61", Summary(await regulator.GetFromJsonAsync<JsonElement>($"statements/S/period?from=2025-01-01&to={Until}", Ct)));
        // The year alone: nothing is paid yet. What follows begins with it.
        Assert.Equal("0.00 252995.31 10000.00 0.00 0.00 262995.31", Summary(await party.GetFromJsonAsync<JsonElement>("statements/E1/period?pool=2025", Ct)));
        Assert.Equal("262995.31 0.00 0.00 0.00 262995.31 0.00", Summary(await party.GetFromJsonAsync<JsonElement>($"statements/E1/period?from=2026-01-01&to={Until}", Ct)));

        var contributed = statement.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("account").GetString() == "in-kind:party:E1:contributed");
        Assert.Equal("914605.56", contributed.GetProperty("closing").GetProperty("amount").GetString());
        var machine = statement.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("reference").GetString() == "E1-machine");
        Assert.Equal("market.comparables", machine.GetProperty("contribution").GetProperty("method").GetString());
        Assert.True(machine.GetProperty("sources")[0].TryGetProperty("ev", out _));
        await RecomputeAsync(party, run);
        await FilesAsync(party);
    }

    /// <summary>Every export of the same journal; hledger and beancount have the balances of the trial balance.</summary>
    internal static async Task ExportsAsync(RunningDistribution running, string tenant)
    {
        using var party = await running.AsAsync("E1", tenant, "contributor");
        using (var refused = await party.GetAsync("journal/export?format=csv", Ct)) Assert.Equal(403, (int)refused.StatusCode);
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        var trial = (await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance", Ct)).GetProperty("accounts").EnumerateArray()
            .Select(row => (Code: row.GetProperty("code").GetString()!, Amount: row.GetProperty("balance").GetProperty("amount").GetString()!))
            .Where(row => row.Amount != "0.00").ToDictionary(row => row.Code, row => AccountingTools.Plain(row.Amount));
        foreach (var from in new[] { "", "&from=2026-01-01" })
        {
            var file = await officer.GetByteArrayAsync($"journal/export?format=hledger&language=zh{from}", Ct);
            if (!AccountingTools.Has("hledger")) continue;
            var balances = (await AccountingTools.HledgerAsync(file)).ToDictionary(row => row.Key.Replace($":{TaihuAgreement.Id}", "", StringComparison.Ordinal).Replace(" CNY", "", StringComparison.Ordinal), row => row.Value);
            Assert.Equal(trial.OrderBy(row => row.Key, StringComparer.Ordinal), balances.OrderBy(row => row.Key, StringComparer.Ordinal));
        }

        var beans = await officer.GetByteArrayAsync("journal/export?format=beancount", Ct);
        if (AccountingTools.Has("bean-check")) Assert.Equal(trial.Values.Order(StringComparer.Ordinal), (await AccountingTools.BeancountAsync(beans)).Values.Order(StringComparer.Ordinal));
        var saft = await officer.GetByteArrayAsync("journal/export?format=saf-t", Ct);
        if (PaymentSchema.Official("Norwegian_SAF-T_Financial_Schema_v_1.30.xsd") is { } schema) PaymentSchema.Validate(saft, schema);
        foreach (var format in new[] { "ledger", "gbt-24589", "csv", "xlsx" }) Assert.NotEmpty(await officer.GetByteArrayAsync($"journal/export?format={format}", Ct));
        // Nothing was known before the first entry was recorded.
        Assert.Single((await officer.GetStringAsync("journal/export?format=csv&recordedAt=2020-01-01T00:00:00Z", Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    // The party takes the inputs away and computes its share by the published method, as ./ledger rules eval does.
    private static async Task RecomputeAsync(HttpClient party, string run)
    {
        using var answer = await party.GetAsync($"statements/E1/recompute?run={run}", Ct);
        var method = MethodCatalogue.Find(answer.Headers.GetValues("Ledger-Method").Single(), int.Parse(answer.Headers.GetValues("Ledger-Method-Version").Single(), CultureInfo.InvariantCulture));
        var evaluation = method!.Evaluate(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
        Assert.Equal("252995.31", evaluation.Result!.FiguresAs<WaterfallFigures>().Shares["E1"].Amount);
    }

    private static async Task FilesAsync(HttpClient party)
    {
        var range = $"from=2025-01-01&to={Until}";
        var html = await party.GetStringAsync($"statements/E1/period/statement.html?{range}&language=zh", Ct);
        foreach (var text in new[] { "对账单", "252,995.31", "262,995.31", "<svg", "E1-machine", "sharing.waterfall", "收益分配" }) Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Contains("Statement", await party.GetStringAsync($"statements/E1/period/statement.html?{range}&language=en", Ct), StringComparison.Ordinal);
        using (var pdf = await party.GetAsync($"statements/E1/period/statement.pdf?{range}&language=zh", Ct))
        {
            // A machine without a Chinese font says so.
            if (pdf.IsSuccessStatusCode) Assert.Equal("%PDF"u8.ToArray(), (await pdf.Content.ReadAsByteArrayAsync(Ct))[..4]);
            else Assert.Equal("reports.font-missing", (await pdf.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        }

        var csv = await party.GetStringAsync($"statements/E1/period/statement.csv?{range}&language=zh", Ct);
        Assert.StartsWith("日期,记录时间,科目", csv.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains("252995.31,CNY", csv, StringComparison.Ordinal);
        using var sheet = new ZipArchive(new MemoryStream(await party.GetByteArrayAsync($"statements/E1/period/statement.xlsx?{range}", Ct)));
        var text2 = new StringBuilder();
        foreach (var entry in sheet.Entries.Where(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            text2.Append(await reader.ReadToEndAsync(Ct));
        }

        Assert.Contains("252995.31</", text2.ToString(), StringComparison.Ordinal);
    }

    private static string Summary(JsonElement statement)
    {
        var cash = statement.GetProperty("summary");
        return string.Join(' ', new[] { "opening", "shares", "losses", "other", "paidOut", "closing" }.Select(name => cash.GetProperty(name).GetProperty("amount").GetString()));
    }
}

/// <summary>Rows of the journal's columns, for statements of many lines.</summary>
internal static class StatementFill
{
    /// <summary>So many lines of 1.00 CNY for a party, a day apart and over again.</summary>
    public static string Sql(string tenant, string agreement, string party, int lines) => $"""
        insert into journal_line (tenant_id, entry_id, no, agreement, book, account, holder, party, pool, purpose, side, minor, currency, kind, reference,
            pool_id, run_id, effective_on, recorded_at)
        select '{tenant}', gen_random_uuid(), 1, '{agreement}', 'cash', 'cash:party:{party}:payable', 'party', '{party}', null, 'payable', 'credit', 100, 'CNY',
            'manual', 'R' || n, null, null, date '2025-01-01' + (n % 365), timestamptz '2026-01-01' + n * interval '1 second'
        from generate_series(1, {lines}) n
        """;
}
