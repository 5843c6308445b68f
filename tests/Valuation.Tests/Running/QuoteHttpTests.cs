using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using static Ledger.Tests.Running.ServiceUnderTest;
using static Ledger.Valuation.Tests.Running.RunningPanel;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Sealed quotes over HTTP on a real PostgreSQL, by the real clock.</summary>
public sealed class QuoteHttpTests(RunningPanel running)
{
    private static readonly (string Person, string Organisation, string Amount)[] Quoted = [("he", "V1", "9000.00"), ("qian", "V2", "10500.00"), ("zhou", "V3", "10000.00")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quotes_are_committed_once_revealed_in_time_and_opened_together()
    {
        var appraisal = await running.OpenAsync("1300000.00");
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        using var contributor = await running.AtDeskAsync("lin", "E1", "contributor");
        await PanelHttpTests.AdmitAsync(clerk);
        var people = new Dictionary<string, HttpClient>();
        foreach (var (person, organisation, _) in Quoted) people[person] = await running.AtDeskAsync(person, organisation, "valuer");

        var start = DateTimeOffset.UtcNow;
        var (commitUntil, revealUntil) = (start.AddSeconds(5), start.AddSeconds(10));
        var (status, receipt) = await SendAsync(clerk, "quotations", new
        {
            Reference = $"Q-{appraisal:N}", Appraisal = appraisal, What = new { En = "Machine", Zh = "机床" }, Invited = Quoted.Select(one => one.Person),
            CommitUntil = commitUntil, RevealUntil = revealUntil, Least = 2,
        });
        Assert.Equal(201, status);
        var path = $"quotations/{receipt.GetProperty("id").GetString()}";

        // Who is to quote does not read the claim.
        Assert.False((await people["he"].GetFromJsonAsync<JsonElement>($"appraisals/{appraisal}", Ct)).TryGetProperty("claimed", out var claim), claim.ToString());

        // Commit twice at once, with two different quotes: one stands.
        var twice = await Task.WhenAll(
            SendAsync(people["he"], $"{path}/commitment", new { Commitment = CommitmentOf(appraisal, "he", "9000.00") }),
            SendAsync(people["he"], $"{path}/commitment", new { Commitment = CommitmentOf(appraisal, "he", "9000.01") }));
        Assert.Equal([200, 409], twice.Select(answer => answer.Status).Order());
        Assert.Equal("quote.committed", twice.Single(answer => answer.Status == 409).Body.GetProperty("code").GetString());
        var he = twice[0].Status == 200 ? "9000.00" : "9000.01";
        foreach (var (person, _, amount) in Quoted.Skip(1))
            Assert.Equal(200, (await SendAsync(people[person], $"{path}/commitment", new { Commitment = CommitmentOf(appraisal, person, amount) })).Status);
        Assert.Equal("quote.reveal-early", Code(await RevealAsync(people["qian"], path, "qian", "10500.00")));

        await UntilAsync(commitUntil);
        Assert.Equal("quote.reveal-mismatch", Code(await RevealAsync(people["he"], path, "he", "1.00")));
        // The same reveal twice at once: one counts, the other is on record as void.
        var reveals = await Task.WhenAll(RevealAsync(people["he"], path, "he", he), RevealAsync(people["he"], path, "he", he));
        Assert.Equal([200, 409], reveals.Select(answer => answer.Status).Order());
        Assert.Equal("quote.reveal-duplicate", Code(reveals.Single(answer => answer.Status == 409)));
        Assert.Equal(200, (await RevealAsync(people["qian"], path, "qian", "10500.00")).Status);

        var seen = await contributor.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.False(seen.TryGetProperty("quotes", out var shown), shown.ToString());
        Assert.DoesNotContain("10500", (await clerk.GetFromJsonAsync<JsonElement>(path, Ct)).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await running.CountAsync("select count(*) from mt_events where data::text like '%10500.00%'"));

        // At the deadline: many reveals around the last moment; those received in time count, the others are void, and none is lost.
        await UntilAsync(revealUntil.AddMilliseconds(-60));
        var edge = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            await Task.Delay(i * 25, Ct);
            return await RevealAsync(people["zhou"], path, "zhou", "10000.00");
        }));
        Assert.InRange(edge.Count(answer => answer.Status == 200), 0, 1);
        Assert.All(edge.Where(answer => answer.Status != 200), answer => Assert.Contains(Code(answer), new[] { "quote.reveal-late", "quote.reveal-duplicate", "version.stale" }));
        Assert.Equal("quotation.reveal-runs", Code(await SendAsync(clerk, $"{path}/opening", new { })));

        await UntilAsync(revealUntil + ValuationLimits.RevealGrace);
        Assert.Equal(200, (await SendAsync(clerk, $"{path}/opening", new { })).Status);
        var closed = await contributor.GetFromJsonAsync<JsonElement>(path, Ct);
        var counted = edge.Any(answer => answer.Status == 200);
        var expected = counted ? "10000.00" : he == "9000.00" ? "9750.00" : "9750.01";
        Assert.Equal(expected, closed.GetProperty("result").GetProperty("value").GetProperty("value").GetProperty("amount").GetString());
        Assert.Equal(counted ? 3 : 2, closed.GetProperty("evidence").GetProperty("rent.quotes").GetProperty("quotes").GetArrayLength());
        foreach (var client in people.Values) client.Dispose();
    }

    [Fact]
    public async Task The_application_cannot_change_or_take_away_an_envelope() => Assert.Equal(0, await running.CountAsync(
        "select count(*) from information_schema.role_table_grants where table_name = 'quote_envelope' and grantee like '%_app' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')"));

    private static Task<(int Status, JsonElement Body)> RevealAsync(HttpClient client, string path, string person, string amount) =>
        SendAsync(client, $"{path}/reveal", new { Amount = new { Amount = amount, Currency = "CNY" }, Nonce = Nonce(person) });

    private static string CommitmentOf(Guid appraisal, string person, string amount) =>
        Commitments.ToQuote($"{appraisal:D}", person, Money.Parse(amount, Currency.Of("CNY")), Nonce(person));

    private static string Nonce(string person) => QuoteSamples.Nonce(person);

    private static string? Code((int Status, JsonElement Body) answer) =>
        answer.Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    private static async Task UntilAsync(DateTimeOffset moment)
    {
        var wait = moment - DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(30);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, Ct);
    }
}
