using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Risks.Tests.Running;

/// <summary>A service as it runs where no samples do: without rules of the desk no regulator reads.</summary>
public sealed class ClosedRisks() : ServiceUnderTest("risks", RisksService.Compose)
{
    protected override IEnumerable<KeyValuePair<string, string>> MoreSettings() => [new("Desk:OpenWithoutRules", "false")];
}

/// <summary>
/// What a regulator reads of a service beside Audit: under a grant that this service has heard of, and on record before it is
/// answered. One service stands for all: the frame does it.
/// </summary>
public sealed class RegulatorReadsTests(ClosedRisks running) : IClassFixture<ClosedRisks>
{
    private const string Hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Own_auditors_read_once_their_consortium_has_said_so_and_nobody_before()
    {
        const string Tenant = "auditors";
        using var own = await running.PersonAsync("li", "REG", Tenant, Roles.Regulator);
        using var other = await running.PersonAsync("wei", "TAX", Tenant, Roles.Regulator);
        Assert.Equal((403, "grant.case-missing"), await AskAsync(own, "risk-events"));
        await RulesAsync(Tenant, ["REG"]);
        Assert.Equal((200, null), await AskAsync(own, "risk-events"));
        Assert.Equal((403, "grant.case-missing"), await AskAsync(other, "risk-events"));
        // Whoever is somebody in the consortium reads as such, and is not on record.
        using var officer = await running.PersonAsync("sun", "G", Tenant, Roles.FinanceOfficer, Roles.Regulator);
        Assert.Equal((200, null), await AskAsync(officer, "risk-events"));
        Assert.Equal(
            ["desk_rules_heard.v1", "desk_rules_heard.v1", .. Enumerable.Repeat("record_read.v1", 3), .. Enumerable.Repeat("record_read_answered.v1", 3)],
            (await running.FactsAsync(Tenant)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_grant_that_stands_opens_the_service_and_nothing_else_does()
    {
        const string Tenant = "granted";
        using var wei = await running.PersonAsync("wei", "TAX", Tenant, Roles.Regulator);
        using var fan = await running.PersonAsync("fan", "TAX", Tenant, Roles.Regulator);
        Assert.Equal((403, "grant.none"), await AskAsync(wei, "risk-events?case=c1"));
        await GrantAsync(Tenant, 1, DeskChange.GrantProposed, new DeskGrant("c1", "TAX", ["wei"], true, Tomorrow));
        Assert.Equal((403, "grant.not-issued"), await AskAsync(wei, "risk-events?case=c1"));
        await GrantAsync(Tenant, 2, DeskChange.GrantIssued, of: "c1");
        Assert.Equal((200, null), await AskAsync(wei, "risk-events?case=c1"));
        Assert.Equal((403, "grant.other-person"), await AskAsync(fan, "risk-events?case=c1"));
        Assert.Equal((403, "grant.none"), await AskAsync(wei, "risk-events?case=c2"));
        Assert.Equal((403, "grant.case-missing"), await AskAsync(wei, "risk-events"));
        Assert.Equal((400, "request.malformed"), await AskAsync(wei, $"risk-events?case={new string('c', 121)}"));
        await GrantAsync(Tenant, 3, DeskChange.GrantEnded, of: "c1");
        Assert.Equal((403, "grant.revoked"), await AskAsync(wei, "risk-events?case=c1"));
        // What comes again, or late, gives nothing back.
        await GrantAsync(Tenant, 2, DeskChange.GrantIssued, of: "c1");
        Assert.Equal((403, "grant.revoked"), await AskAsync(wei, "risk-events?case=c1"));
    }

    [Fact]
    public async Task A_grant_for_a_part_or_of_the_past_does_not_reach_here()
    {
        const string Tenant = "parts";
        using var wei = await running.PersonAsync("wei", "TAX", Tenant, Roles.Regulator);
        await GrantAsync(Tenant, 1, DeskChange.GrantProposed, new DeskGrant("税案-1", "TAX", [], false, Tomorrow));
        await GrantAsync(Tenant, 2, DeskChange.GrantIssued, of: "税案-1");
        wei.DefaultRequestHeaders.Add(NamedCase.Header, Uri.EscapeDataString("税案-1"));
        Assert.Equal((403, "grant.out-of-scope"), await AskAsync(wei, "risk-events"));
        await GrantAsync(Tenant, 1, DeskChange.GrantProposed, new DeskGrant("old", "TAX", [], true, DateTimeOffset.UtcNow.AddSeconds(-1)));
        await GrantAsync(Tenant, 2, DeskChange.GrantIssued, of: "old");
        Assert.Equal((403, "grant.expired"), await AskAsync(wei, "risk-events?case=old"));
    }

    [Fact]
    public async Task Each_reading_says_what_was_asked_and_with_what_it_was_answered()
    {
        const string Tenant = "record";
        await RulesAsync(Tenant, ["REG"]);
        using var li = await running.PersonAsync("li", "REG", Tenant, Roles.Regulator);
        var bytes = await li.GetByteArrayAsync("risk-events?case=c9", Ct);
        var unknown = Guid.NewGuid();
        Assert.Equal((404, "not-found"), await AskAsync(li, $"risk-events/{unknown}"));
        Assert.Equal((400, "request.malformed"), await AskAsync(li, "risk-events?after=%00"));

        var read = await PayloadsAsync(Tenant, "record_read.v1", 3);
        var answered = await PayloadsAsync(Tenant, "record_read_answered.v1", 3);
        Assert.Equal("risks/risk-events", read[0].GetProperty("resource").GetString());
        Assert.Equal(("li", "REG", "c9"), (read[0].GetProperty("by").GetProperty("person").GetString(), read[0].GetProperty("by").GetProperty("organisation").GetString(), read[0].GetProperty("case").GetString()));
        Assert.Equal(["*"], read[0].GetProperty("concerns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((200, 0, Convert.ToHexStringLower(SHA256.HashData(bytes))), (answered[0].GetProperty("status").GetInt32(), answered[0].GetProperty("count").GetInt32(), answered[0].GetProperty("resultHash").GetString()));
        Assert.Equal(("risks/risk-events/{id:guid}", unknown.ToString()), (read[1].GetProperty("resource").GetString(), read[1].GetProperty("query").GetProperty("id").GetString()));
        Assert.Equal((404, "not-found"), (answered[1].GetProperty("status").GetInt32(), answered[1].GetProperty("code").GetString()));
        Assert.Equal("\uFFFD", read[2].GetProperty("query").GetProperty("after").GetString());
        Assert.Equal(400, answered[2].GetProperty("status").GetInt32());
    }

    // The change of a right that is not understood must not be passed over.
    [Fact]
    public async Task A_change_of_the_desk_that_is_not_understood_comes_again() => await Assert.ThrowsAsync<InvalidOperationException>(() =>
        running.DeliverAsync<RegulatorDeskChanged, WhenRegulatorDeskChanged>(new RegulatorDeskChanged(Guid.NewGuid(), "grant-narrowed"), "later"));

    private async Task RulesAsync(string tenant, IReadOnlyList<string> standing)
    {
        var stream = GrantStanding.RulesOf(tenant);
        await ToldAsync(tenant, 1, new RegulatorDeskChanged(stream, DeskChange.RulesProposed, Hash, Standing: standing));
        await ToldAsync(tenant, 2, new RegulatorDeskChanged(stream, DeskChange.RulesConfirmed, Hash));
    }

    private Task GrantAsync(string tenant, long no, string change, DeskGrant? terms = null, string? of = null) => ToldAsync(tenant, no, new RegulatorDeskChanged(
        GrantStanding.StreamOf(tenant, terms?.Case ?? of!, "TAX"), change, change == DeskChange.GrantEnded ? null : Hash, terms));

    private async Task ToldAsync(string tenant, long no, RegulatorDeskChanged message)
    {
        var delivery = running.Delivery<RegulatorDeskChanged>(tenant);
        await running.DeliverAsync<RegulatorDeskChanged, WhenRegulatorDeskChanged>(message, tenant, delivery with { Headers = delivery.Headers with { StreamVersion = no } });
    }

    private static async Task<(int Status, string? Code)> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return ((int)answer.StatusCode, body.ValueKind == JsonValueKind.Object && body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    // The answer to the last reading is recorded after its last byte has left.
    private async Task<List<JsonElement>> PayloadsAsync(string tenant, string type, int count)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var session = await running.Services.GetRequiredService<TenantSessions>().OpenAsync(tenant, Ct);
            await using var command = new NpgsqlCommand("select data::text from mt_events where tenant_id = $1 and type = $2 order by seq_id", session.Connection)
            {
                Parameters = { new() { Value = tenant }, new() { Value = type } },
            };
            await using var rows = await command.ExecuteReaderAsync(Ct);
            var found = new List<JsonElement>();
            while (await rows.ReadAsync(Ct)) found.Add(JsonElement.Parse(rows.GetString(0)));
            if (found.Count == count || attempt == 100) return found;
            await Task.Delay(50, Ct);
        }
    }
}
