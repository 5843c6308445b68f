using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Agreements.Integration;
using Ledger.Contracts.V1;
using Ledger.Tests;
using Ledger.Tests.Running;
using static Ledger.Agreements.Tests.Running.RunningAgreements;

namespace Ledger.Agreements.Tests.Running;

/// <summary>A consortium from its founding to the withdrawal of a party, over HTTP on a real PostgreSQL.</summary>
public sealed class ConsortiumJourneyTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    private const string Tenant = "journey";
    private static readonly (int, string?) Done = (200, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_founding_through_default_and_remedy_to_withdrawal()
    {
        using var administrator = await running.AdministratorAsync(Tenant);
        await FoundAsync(administrator);

        var first = await running.DraftAsync(Tenant, Document());
        Assert.Equal((409, "agreement.party-not-acceded"), await running.ChangeAsync(Tenant, first, "/proposal", new { }));
        Assert.Equal(200, (await ServiceUnderTest.SendAsync(administrator, "consortium/parties", new { Party = Party("E2", "enterprise"), On = Text(-390) })).Status);
        foreach (var party in new[] { "S", "E1", "E2", "G" })
            Assert.Equal(200, (await ServiceUnderTest.SendAsync(administrator, "consortium/people", new { Person = $"person-{party}", Party = party, Role = "signatory", From = Text(-390) })).Status);

        Assert.Equal(Done, await running.ChangeAsync(Tenant, first, "/proposal", new { }));
        Assert.Equal((403, "agreement.signer-not-appointed"), await running.SignAsync(Tenant, first, "S", person: "somebody-else"));
        Assert.Equal((409, "agreement.signature-missing"), await running.ChangeAsync(Tenant, first, "/activation", new { }));
        foreach (var party in new[] { "S", "E1", "E2", "G" }) Assert.Equal(Done, await running.SignAsync(Tenant, first, party));
        Assert.Equal("active", (await administrator.GetFromJsonAsync<JsonElement>(first, Ct)).GetProperty("stage").GetString());

        await DefaultOfE1IsCuredAsync(administrator);
        var second = await running.DraftAsync(Tenant, Document(2));
        await DefaultOfE2IsRemediedAsync(administrator, second);
        await WithdrawAsync();

        // Only the tenant itself sees any of it.
        using var other = await running.AdministratorAsync("another");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"consortium?on={Text(0)}", Ct)).StatusCode);
        Assert.Equal("[]", await other.GetStringAsync($"reminders?on={Text(0)}&days=1000", Ct));
        Assert.Equal("{\"parties\":[]}", await other.GetStringAsync("consortium/names", Ct));
        await NamesAsync();
    }

    // Whoever is signed in reads what the parties are called, the one that leaves among them.
    private async Task NamesAsync()
    {
        using var regulator = await running.AsAsync("REG", Tenant, "regulator");
        var names = await regulator.GetFromJsonAsync<JsonElement>("consortium/names", Ct);
        Assert.Equal("基地", names.GetProperty("consortium").GetProperty("zh").GetString());
        Assert.Equal(["E1 E1", "E2 E2", "G G", "S S"], names.GetProperty("parties").EnumerateArray().Select(party => $"{party.GetProperty("id").GetString()} {party.GetProperty("name").GetProperty("zh").GetString()}"));
    }

    private static async Task FoundAsync(HttpClient administrator)
    {
        Assert.Equal((409, "consortium.not-founded"), Told(await ServiceUnderTest.SendAsync(administrator, "consortium/parties", new { Party = Party("E2", "enterprise"), On = Text(-390) })));
        var wrong = await ServiceUnderTest.SendAsync(administrator, "consortium", Founding(Party("E1", "enterprise", "91350100M000100Y44")));
        Assert.Equal((422, "identifier.uscc-check", "founders[0].uscc"), (wrong.Status, wrong.Body.GetProperty("code").GetString(), wrong.Body.GetProperty("field").GetString()));
        Assert.Equal(201, (await ServiceUnderTest.SendAsync(administrator, "consortium", Founding(
            Party("E1", "enterprise", "91350100M000100Y43"), Party("S", "public-school"), Party("G", "park")))).Status);
        Assert.Equal((409, "consortium.exists"), Told(await ServiceUnderTest.SendAsync(administrator, "consortium", Founding(Party("S", "public-school")))));
        Assert.Equal(200, (await ServiceUnderTest.SendAsync(administrator, "consortium/controls", new { Controller = "HOLDING", Controlled = "E1", From = Text(-300) })).Status);
        Assert.Equal(Done, await ChangeAsync(administrator, $"consortium?on={Text(0)}", "consortium/controls/end", new { Controller = "HOLDING", Controlled = "E1", LastDay = Text(-200) }));
    }

    // E1 promised a machine of 900,000.00 by 100 days ago; notice after 30 days, 20 to cure.
    private async Task DefaultOfE1IsCuredAsync(HttpClient administrator)
    {
        Assert.Equal(["E1-machine overdue", "E2-hours due"], await ObligationsAsync(administrator, -80));
        Assert.Equal("due-soon E1-machine", await RemindersAsync(administrator, -110, 10, "E1"));
        Assert.Equal("overdue E1-machine", await RemindersAsync(administrator, -80, 0));
        Assert.Equal((422, "reminder.days"), Told(await GetAsync(administrator, $"reminders?on={Text(0)}&days=3661")));
        Assert.Equal((409, "default.not-overdue"), await NoticeAsync(administrator, "E1", "E1-machine", -100, -70));
        Assert.Equal((404, "default.commitment-unknown"), await NoticeAsync(administrator, "E1", "E1-tractor", -100, -60));
        Assert.Equal((422, "default.commitment-of-another"), await NoticeAsync(administrator, "S", "E1-machine", -100, -60));
        Assert.Equal(Done, await NoticeAsync(administrator, "E1", "E1-machine", -100, -60));
        Assert.Equal((409, "default.noticed-already"), await NoticeAsync(administrator, "E1", "E1-machine", -100, -59));
        Assert.Equal("cure-runs E1-machine", await RemindersAsync(administrator, -60, 0));

        using var own = await running.AsAsync("E1", Tenant, "approver");
        using var school = await running.AsAsync("S", Tenant, "approver");
        var cure = new { On = Text(-45), Finding = "Delivered." };
        Assert.Equal((403, "default.own"), await ConsortiumAsync(own, "parties/E1/defaults/1/cure", cure));
        Assert.Equal((409, "default.not-delivered"), await ConsortiumAsync(school, "parties/E1/defaults/1/cure", cure));
        Assert.Equal((409, "default.cure-period-runs"), await ConsortiumAsync(school, "parties/E1/defaults/1/remedy", new { Remedy = "damages", On = Text(-41), Reason = "Late." }));
        var machine = await DeliverAsync("E1", "donated-equipment", "900000.00", -50);
        Assert.Equal(Done, await ConsortiumAsync(school, "parties/E1/defaults/1/cure", cure));
        Assert.Equal(["E1-machine met", "E2-hours due"], await ObligationsAsync(administrator, -45));

        // Reversed, it is missing again; a delivery that stays takes its place.
        var reversal = new ContributionReversed(machine, Day(-10), "Was taken back", "已取回");
        var delivery = await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(reversal, Tenant);
        await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(reversal, Tenant, delivery);
        Assert.Equal("E1-machine notice-allowed", (await ObligationsAsync(administrator, -5))[0]);
        await DeliverAsync("E1", "donated-equipment", "900000.00", -50);
    }

    // E2 promised hours by 40 days ago; notice after 5 days, 20 to cure: noticed 30 days ago, curable until 10 days ago.
    private async Task DefaultOfE2IsRemediedAsync(HttpClient administrator, string second)
    {
        Assert.Equal(Done, await NoticeAsync(administrator, "E2", "E2-hours", -40, -30));
        Assert.Equal("remedy-due E2-hours", await RemindersAsync(administrator, 0, 0));
        Assert.Equal((409, "agreement.party-in-default"), await running.ChangeAsync(Tenant, second, "/proposal", new { }));
        using var school = await running.AsAsync("S", Tenant, "approver");
        Assert.Equal((409, "default.cure-too-late"), await ConsortiumAsync(school, "parties/E2/defaults/1/cure", new { On = Text(-9), Finding = "Delivered." }));
        Assert.Equal((409, "default.remedy-not-agreed"), await ConsortiumAsync(school, "parties/E2/defaults/1/remedy", new { Remedy = "forfeiture", On = Text(-5), Reason = "Not cured." }));
        Assert.Equal(Done, await ConsortiumAsync(school, "parties/E2/defaults/1/remedy", new { Remedy = "vote-suspension", On = Text(-5), Reason = "Not cured." }));

        // Two thirds of the three that vote carry the amendment; E2's vote is suspended.
        Assert.Equal(Done, await running.ChangeAsync(Tenant, second, "/proposal", new { }));
        Assert.Equal(Done, await running.SignAsync(Tenant, second, "S"));
        var standing = await administrator.GetFromJsonAsync<JsonElement>($"{second}/signatures?on={Text(0)}", Ct);
        Assert.Equal((1, 2, 3), (standing.GetProperty("signed").GetInt32(), standing.GetProperty("needed").GetInt32(), standing.GetProperty("electors").GetArrayLength()));
        Assert.Equal((409, "agreement.majority-not-reached"), await running.ChangeAsync(Tenant, second, "/activation", new { }));
        Assert.Equal(Done, await running.SignAsync(Tenant, second, "E1"));
        Assert.Equal("active", (await administrator.GetFromJsonAsync<JsonElement>(second, Ct)).GetProperty("stage").GetString());
    }

    private async Task WithdrawAsync()
    {
        using var park = await running.AsAsync("G", Tenant, "signatory");
        Assert.Equal((422, "days.not-ordered"), Told(await ServiceUnderTest.SendAsync(park, "consortium/withdrawals", new { NoticedOn = Text(0), LastDay = Text(-1), Reason = "Moves." })));
        Assert.Equal(200, (await ServiceUnderTest.SendAsync(park, "consortium/withdrawals", new { NoticedOn = Text(0), LastDay = Text(30), Reason = "Moves." })).Status);
        Assert.Equal((409, "party.leaving"), Told(await ServiceUnderTest.SendAsync(park, "consortium/withdrawals", new { NoticedOn = Text(0), LastDay = Text(31), Reason = "Moves." })));
        var then = await park.GetFromJsonAsync<JsonElement>($"consortium?on={Text(31)}", Ct);
        Assert.Equal(["E1", "S", "E2"], then.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("member").GetProperty("party").GetProperty("id").GetString()));

        var third = await running.DraftAsync(Tenant, Document(3));
        Assert.Equal((409, "agreement.party-left"), await running.ChangeAsync(Tenant, third, "/proposal", new { }));
    }

    private async Task<Guid> DeliverAsync(string party, string kind, string amount, int day)
    {
        var id = Guid.NewGuid();
        await running.DeliverAsync<ContributionVerified, WhenContributionVerified>(
            new ContributionVerified(id, $"{party}-{id:N}", "taihu-2025", 1, party, kind, "Thing", "物", new MoneyAmount(amount, "CNY"), Day(day)), Tenant);
        return id;
    }

    private static async Task<(int, string?)> NoticeAsync(HttpClient client, string party, string commitment, int due, int on) =>
        Told(await ServiceUnderTest.SendAsync(client, $"consortium/parties/{party}/defaults", new
        {
            Ground = "Not delivered.", NoticedOn = Text(on), Commitment = new { AgreementId = "taihu-2025", Id = commitment, Due = Text(due) },
        }));

    private static Task<(int, string?)> ConsortiumAsync(HttpClient client, string path, object body) =>
        ChangeAsync(client, $"consortium?on={Text(0)}", $"consortium/{path}", body);

    private static async Task<string[]> ObligationsAsync(HttpClient client, int on)
    {
        var all = await client.GetFromJsonAsync<JsonElement>($"agreements/by-id/taihu-2025/obligations?on={Text(on)}", Ct);
        return [.. all.GetProperty("obligations").EnumerateArray().Select(one => $"{one.GetProperty("commitment").GetString()} {one.GetProperty("standing").GetString()}")];
    }

    private static async Task<string> RemindersAsync(HttpClient client, int on, int days, string? party = null)
    {
        var all = await client.GetFromJsonAsync<JsonElement>($"reminders?on={Text(on)}&days={days}{(party is null ? "" : $"&party={party}")}", Ct);
        return string.Join("; ", all.EnumerateArray().Select(one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("commitment").GetString()}"));
    }

    private static async Task<(int, JsonElement)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static object Founding(params object[] founders) => new { Name = new { En = "Base", Zh = "基地" }, Founders = founders, On = Text(-400) };

    private static object Party(string id, string type, string? uscc = null) => new { Id = id, Name = new { En = id, Zh = id }, Type = type, Uscc = uscc };

    // The first version rules since a year ago, the second from tomorrow, the third from in 40 days, when the park has left.
    private static JsonElement Document(int version = 1)
    {
        var from = version switch { 1 => -365, 2 => 1, _ => 40 };
        var commitments = version > 1 ? "" : $"\"commitments\":[{Commitment("E1-machine", "E1", "donated-equipment", "900000.00", -100, 30)},{Commitment("E2-hours", "E2", "staff-time", "64800.00", -40, 5)}],";
        return TaihuAgreement.Json(
            ("\"version\":1", version == 1 ? "\"version\":1" : $"\"version\":{version},\"supersedes\":{version - 1}"),
            ("\"from\":\"2025-01-01\",\"to\":\"2027-12-31\"", $"\"from\":\"{Text(from)}\",\"to\":\"{Text(1000)}\""),
            (",\"accededOn\":\"2025-02-01\"", ""),
            ("\"dispute\":", "\"default\":{\"noticeDays\":0,\"cureDays\":20,\"remedies\":[\"damages\",\"vote-suspension\"]}," + commitments + "\"amendments\":{\"majority\":\"2/3\"},\"dispute\":"));
    }

    private static string Commitment(string id, string party, string kind, string value, int due, int after) =>
        $$"""{"id":"{{id}}","party":"{{party}}","kind":"{{kind}}","description":{"en":"{{id}}","zh":"{{id}}"},"plannedValue":"{{value}}","schedule":[{"due":"{{Text(due)}}","value":"{{value}}"}],"defaultAfterDays":{{after}}}""";
}
