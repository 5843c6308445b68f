using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Rules;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// The machine of Sample A from the register over an accepted value and a challenge to the value that holds, over HTTP on a real
/// PostgreSQL. 840,000.00 is Sample A's; the second appraisal comes to 900,000.00, 7.14% above, so that 870,000.00 holds.
/// </summary>
public sealed class ChallengeHttpTests(RunningRegister running)
{
    private const string Tenant = "dispute";
    private const string First = "00112233445566778899aabbccddeeff";
    private const string Second = "ffeeddccbbaa99887766554433221100";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_machine_of_sample_A_goes_from_evidence_over_a_challenge_to_the_value_that_holds()
    {
        using var clerk = await running.PersonAsync("jin", "S", Tenant, "administrator");
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        using var approver = await running.PersonAsync("sun", "G", Tenant, "approver");
        using var parts = await running.PersonAsync("ma", "E2", Tenant, "contributor");
        using var school = await running.PersonAsync("wu", "S", Tenant, "signatory");
        await PanelHttpTests.AdmitAsync(clerk);
        await RegisterHttpTests.FillAsync(valuer, "", Tenant);
        var id = await running.VerifiedAsync(Tenant, "E1-machine");
        await OkAsync(valuer, $"appraisals/{id}/proposal", new { Method = "market.comparables", Register = RegisterSamples.Choice }, 1);
        var hash = (await GetAsync(approver, $"appraisals/{id}")).GetProperty("proposal").GetProperty("proposalHash").GetString();
        await OkAsync(approver, $"appraisals/{id}/acceptance", new { ProposalHash = hash });

        // Bad objections.
        var filing = Filing("C5");
        Assert.Equal((422, "challenge.ground-unknown"), await CodeAsync(parts, $"appraisals/{id}/challenges", Filing("C9")));
        Assert.Equal((422, "reason.missing"), await CodeAsync(parts, $"appraisals/{id}/challenges", new { Against = 1, Ground = new { Evidence = "C5" }, Reason = new { } }));
        Assert.Equal((409, "appraisal.value-replaced"), await CodeAsync(parts, $"appraisals/{id}/challenges", new { Against = 2, Ground = new { Evidence = "C5" }, Reason = new { En = "Why" } }));
        using var park = await running.PersonAsync("feng", "G", Tenant, "contributor");
        Assert.Equal((403, "challenge.no-standing"), await CodeAsync(park, $"appraisals/{id}/challenges", filing));
        Assert.Equal((403, "role.missing"), await CodeAsync(approver, $"appraisals/{id}/challenges", filing));

        // Two at once: one challenge with two objections.
        var answers = await Task.WhenAll(SendAsync(parts, $"appraisals/{id}/challenges", filing), SendAsync(school, $"appraisals/{id}/challenges", filing));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal((409, "challenge.duplicate"), await CodeAsync(parts, $"appraisals/{id}/challenges", filing));
        var view = await GetAsync(parts, $"appraisals/{id}/challenges");
        Assert.True(view.GetProperty("window").GetProperty("open").GetBoolean());
        Assert.Equal(10, view.GetProperty("window").GetProperty("lastDay").GetString()!.Length);
        var challenge = Assert.Single(view.GetProperty("challenges").EnumerateArray());
        Assert.Equal(2, challenge.GetProperty("objections").GetArrayLength());
        var second = challenge.GetProperty("second").GetProperty("appraisal").GetGuid();

        // Nobody who may value reads the challenged value or the claim meanwhile.
        using var qian = await running.PersonAsync("qian", "V2", Tenant, "valuer");
        foreach (var path in new[] { "case", "proposals", "values", "challenges", "snapshots/1", "values/1/snapshot" })
            Assert.Equal(HttpStatusCode.Forbidden, (await qian.GetAsync($"appraisals/{id}/{path}", Ct)).StatusCode);
        foreach (var blind in new[] { await GetAsync(qian, $"appraisals/{id}"), await GetAsync(qian, $"appraisals/{second}") })
            Assert.False(blind.TryGetProperty("claimed", out _) || blind.TryGetProperty("proposal", out _) || blind.TryGetProperty("accepted", out _));
        // The list of cases is the one of before; new appraisals are asked for.
        Assert.DoesNotContain($"{second}", (await GetAsync(clerk, "appraisals")).ToString(), StringComparison.Ordinal);
        Assert.Contains($"{second}", (await GetAsync(qian, "appraisals?reappraisals=true")).ToString(), StringComparison.Ordinal);

        // The second appraisal: drawn, blind, once.
        Assert.Equal((409, "challenge.appraisal-missing"), await CodeAsync(approver, $"appraisals/{id}/challenges/1/determination", new { }));
        Assert.Equal((409, "challenge.appraisal-runs"), await CodeAsync(await AdministratorAsync(), $"appraisals/{id}/challenges/1/appraisals/2/replacement", new { }));
        using var again = await DrawAsync(clerk, approver, second);
        Assert.Equal((409, "appraisal.is-reappraisal"), await CodeAsync(approver, $"appraisals/{second}/acceptance", new { ProposalHash = hash }));
        var version = await VersionAsync(clerk, second);
        await OkAsync(again, $"appraisals/{second}/proposal", new { Method = "market.comparables", Inputs = ChallengeSamples.Around("900000.00") }, version);
        Assert.Equal((409, "appraisal.reappraisal-handed-in"), await CodeAsync(
            again, $"appraisals/{second}/proposal", new { Method = "market.comparables", Inputs = ChallengeSamples.Around("910000.00") }, version + 1));
        Assert.Equal((409, "challenge.withdrawal-late"), await CodeAsync(parts, $"appraisals/{id}/challenges/1/objections/{Own(challenge)}/withdrawal", new { Reason = new { En = "Regret" } }));

        // Two decide and two conclude at once: each happens once.
        using var other = await running.PersonAsync("luo", "G", Tenant, "approver");
        Assert.Equal((403, "challenge.party-to-it"), await CodeAsync(await running.PersonAsync("cao", "E2", Tenant, "approver"), $"appraisals/{id}/challenges/1/determination", new { }));
        foreach (var step in new[] { "determination", "conclusion" })
        {
            var both = await Task.WhenAll(new[] { approver, other }.Select(one => SendAsync(one, $"appraisals/{id}/challenges/1/{step}", new { })));
            Assert.True(both.Any(answer => answer.Status == 200), $"{step}: {both[0].Body}");
            Assert.All(both, answer => Assert.True(answer.Status == 200 || answer.Body.GetProperty("code").GetString() == "challenge.closed", answer.Body.ToString()));
        }

        var told = await running.ToldAsync<ValueReplaced>(message => message.AppraisalId == id);
        Assert.Equal((2, "840000.00", "870000.00", "30000.00"), (told.Number, told.Replaced.Amount, told.Accepted.Amount, told.Difference.Amount));
        Assert.Equal(("challenge", "challenge-1", new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 1)), (told.Cause, told.Case, told.EffectiveOn, told.ValidFrom));

        // What holds is read, and calculated again from its snapshot alone.
        Assert.Equal("870000.00", (await GetAsync(parts, $"appraisals/{id}")).GetProperty("accepted").GetProperty("amount").GetString());
        Assert.Equal("900000.00", (await GetAsync(parts, $"appraisals/{second}")).GetProperty("proposal").GetProperty("value").GetProperty("amount").GetString());
        var values = (await GetAsync(qian, $"appraisals/{id}/values")).EnumerateArray().ToList();
        Assert.Equal(["840000.00 False", "870000.00 True"], values.Select(one => $"{one.GetProperty("value").GetProperty("amount").GetString()} {one.GetProperty("stands").GetBoolean()}"));
        foreach (var (number, rule) in new[] { (1, "market.comparables"), (2, "appraisal.three-appraiser") })
        {
            var bytes = await (await qian.GetAsync($"appraisals/{id}/values/{number}/snapshot", Ct)).Content.ReadAsByteArrayAsync(Ct);
            var snapshot = ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(bytes))).Value!;
            Assert.Equal((rule, number), (snapshot.Result.RuleId, snapshot.Number));
            Assert.Equal(bytes, snapshot.Bytes());
            Assert.True(SnapshotReperformance.Of(snapshot).Same);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await qian.GetAsync($"appraisals/{id}/values/3/snapshot", Ct)).StatusCode);
        var end = (await GetAsync(parts, $"appraisals/{id}/challenges")).GetProperty("challenges")[0].GetProperty("end");
        var cost = end.GetProperty("cost").GetProperty("value");
        Assert.Equal("challengers", cost.GetProperty("bearer").GetString());
        Assert.Equal(["1500.00", "1500.00"], cost.GetProperty("shares").EnumerateObject().Select(share => share.Value.GetProperty("amount").GetString()));
        Assert.Equal((409, "challenge.value-final"), await CodeAsync(parts, $"appraisals/{id}/challenges", new { Against = 2, Ground = new { Evidence = "C5" }, Reason = new { En = "Why" } }));
        Assert.Equal((409, "challenge.closed"), await CodeAsync(approver, $"appraisals/{id}/challenges/1/votes", new { Choice = "second", Reason = new { En = "Why" } }));
        Assert.Equal((409, "challenge.closed"), await CodeAsync(parts, $"appraisals/{id}/challenges/1/appeal", new { Reason = new { En = "Why" } }));
        Assert.Equal((409, "appraisal.reappraisal-closed"), await CodeAsync(clerk, $"appraisals/{second}/assignment", Opening(second, 2)));
    }

    private static object Filing(string evidence) => new { Against = 1, Ground = new { Evidence = evidence }, Reason = new { Zh = "平台成交价未采用" } };

    private static int Own(JsonElement challenge) => challenge.GetProperty("objections").EnumerateArray()
        .Single(one => one.GetProperty("party").GetString() == "E2").GetProperty("number").GetInt32();

    private static object Opening(Guid id, int round) => new
    {
        Commitment = Commitments.ToNonce($"{id:D}", round, First), RevealUntil = DateTimeOffset.UtcNow.AddDays(1), Fee = new { Amount = "3000.00", Currency = "CNY" },
    };

    private Task<HttpClient> AdministratorAsync() => running.PersonAsync("bai", "G", Tenant, "administrator");

    private async Task<HttpClient> DrawAsync(HttpClient clerk, HttpClient giver, Guid id)
    {
        await OkAsync(clerk, $"appraisals/{id}/assignment", Opening(id, 1));
        await OkAsync(giver, $"appraisals/{id}/assignment/nonce", new { Nonce = Second }, await VersionAsync(clerk, id));
        await OkAsync(clerk, $"appraisals/{id}/assignment/draw", new { Nonce = First });
        var assignment = await GetAsync(clerk, $"appraisals/{id}/assignment");
        Assert.Equal("challenge.involved", assignment.GetProperty("exclusions")[0].GetProperty("grounds")[0].GetProperty("rule").GetString());
        var drawn = assignment.GetProperty("valuer");
        return await running.PersonAsync(drawn.GetProperty("person").GetString()!, drawn.GetProperty("organisation").GetString()!, Tenant, "valuer");
    }

    private static async Task<long> VersionAsync(HttpClient client, Guid id)
    {
        using var answer = await client.GetAsync($"appraisals/{id}", Ct);
        return long.Parse(answer.Headers.ETag!.Tag.Trim('"'));
    }

    private static async Task OkAsync(HttpClient client, string path, object body, long? seen = null)
    {
        var answer = await SendAsync(client, path, body, seen);
        Assert.True(answer.Status is 200 or 201, answer.Body.ToString());
    }

    private static async Task<(int Status, string? Code)> CodeAsync(HttpClient client, string path, object body, long? version = null)
    {
        var answer = await SendAsync(client, path, body, version);
        return (answer.Status, answer.Body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
