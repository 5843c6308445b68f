using Ledger.Tests;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// What a proposal would come to, without proposing it. 840,000.00 is Sample A's: the lower weighted median of its comparables; the
/// claim of 1,200,000.00 caps nothing there and the second claim of 500,000.00 does.
/// </summary>
public sealed class PreviewHttpTests(RunningRegister running)
{
    private const string Tenant = "preview";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_preview_shows_the_value_and_writes_nothing()
    {
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        await RegisterHttpTests.FillAsync(valuer, "", Tenant);
        var id = await running.VerifiedAsync(Tenant, "E1-machine");

        var (status, seen) = await SendAsync(valuer, $"appraisals/{id}/proposal/preview", new { Method = "market.comparables", Register = RegisterSamples.Choice });

        Assert.True(status == 200, seen.ToString());
        Assert.Equal("840000.00", seen.GetProperty("value").GetProperty("amount").GetString());
        Assert.Equal("C5", Assert.Single(seen.GetProperty("grid").EnumerateArray(), row => !row.GetProperty("used").GetBoolean()).GetProperty("id").GetString());
        Assert.False(seen.GetProperty("blind").GetBoolean());
        Assert.Equal(0, (await GetAsync(valuer, $"appraisals/{id}/case")).GetProperty("proposals").GetArrayLength());
        Assert.Equal("open", (await GetAsync(valuer, $"appraisals/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_preview_refuses_what_a_proposal_refuses_at_the_same_field()
    {
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        using var own = await running.PersonAsync("qi", "E1", Tenant, "valuer");
        using var approver = await running.PersonAsync("sun", "G", Tenant, "approver");
        var id = await running.VerifiedAsync(Tenant, "E1-refused");
        var preview = $"appraisals/{id}/proposal/preview";
        Assert.Equal((422, "evidence.unknown-reference", "register.evidence[0].reference"), await RefusedAsync(valuer, preview, new { Method = "market.comparables", Register = new { Evidence = new[] { new { Reference = "none" } } } }));
        Assert.Equal((422, "appraisal.method-not-agreed", "method"), await RefusedAsync(valuer, preview, new { Method = "cost.replacement", Inputs = new { } }));
        Assert.Equal((403, "appraisal.own", null), await RefusedAsync(own, preview, new { Method = "market.comparables", Inputs = new { } }));
        Assert.Equal((403, "role.missing", null), await RefusedAsync(approver, preview, new { Method = "market.comparables", Inputs = new { } }));
        Assert.Equal((404, "appraisal.unknown", null), await RefusedAsync(valuer, $"appraisals/{Guid.NewGuid()}/proposal/preview", new { Method = "market.comparables", Inputs = new { } }));
        // A second method counts nothing, so the agreement need not allow it.
        var (status, seen) = await SendAsync(valuer, $"appraisals/{id}/alternatives/preview", new
        {
            Method = "cost.replacement",
            Inputs = JsonElement.Parse("""{"parts":[{"id":"P1","cost":"1000000","ageYears":"4"}],"wear":{"basis":"observed","newness":"0.6"},"evidence":["L1","L2","L3"]}"""),
        });
        Assert.Equal((200, "600000.00"), (status, seen.GetProperty("value").GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task Who_values_blind_does_not_learn_the_claim_from_a_preview()
    {
        using var clerk = await running.PersonAsync("jin", "S", Tenant, "administrator");
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        using var approver = await running.PersonAsync("sun", "G", Tenant, "approver");
        await PanelHttpTests.AdmitAsync(clerk);
        var id = await running.VerifiedAsync(Tenant, "E1-blind", "500000.00");
        object body = new { Method = "market.comparables", Inputs = MachineComparables.Five };
        Assert.Equal("500000.00", (await SendAsync(valuer, $"appraisals/{id}/proposal/preview", body)).Body.GetProperty("value").GetProperty("amount").GetString());

        var nonce = new string('1', 32);
        var commitment = Ledger.Rules.Commitments.ToNonce($"{id:D}", 1, nonce);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment", new { Commitment = commitment, RevealUntil = DateTimeOffset.UtcNow.AddDays(1) })).Status);
        Assert.Equal((403, "appraisal.not-assigned"), await CodeAsync(valuer, $"appraisals/{id}/alternatives/preview", body));
        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{id}/assignment/nonce", new { Nonce = new string('2', 32) }, 2)).Status);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment/draw", new { Nonce = nonce })).Status);
        var drawn = (await GetAsync(clerk, $"appraisals/{id}/assignment")).GetProperty("valuer");
        using var chosen = await running.PersonAsync(drawn.GetProperty("person").GetString()!, drawn.GetProperty("organisation").GetString()!, Tenant, "valuer");
        foreach (var path in new[] { "proposal", "alternatives" })
        {
            var (status, seen) = await SendAsync(chosen, $"appraisals/{id}/{path}/preview", body);
            Assert.Equal((200, true), (status, seen.GetProperty("blind").GetBoolean()));
            Assert.Equal("840000.00", seen.GetProperty("value").GetProperty("amount").GetString());
            Assert.DoesNotContain("500000", seen.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Methods_are_described_for_forms()
    {
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        var id = await running.VerifiedAsync(Tenant, "E1-methods");
        var methods = await GetAsync(valuer, $"appraisals/{id}/methods");
        Assert.Equal(("CNY", "market.comparables", true), (methods.GetProperty("currency").GetString(), methods.GetProperty("methods")[0].GetProperty("id").GetString(), methods.GetProperty("methods")[0].GetProperty("agreed").GetBoolean()));
        Assert.Equal(1, methods.GetProperty("methods").EnumerateArray().Count(method => method.GetProperty("agreed").GetBoolean()));
        Assert.DoesNotContain(methods.GetProperty("methods").EnumerateArray(), method => method.GetProperty("id").GetString()!.StartsWith("revaluation.", StringComparison.Ordinal));

        var form = await GetAsync(valuer, "appraisals/methods/rent.quotes");
        var inputs = form.GetProperty("form").GetProperty("inputs").GetProperty("properties");
        Assert.False(inputs.TryGetProperty("terms", out _));
        Assert.True(inputs.TryGetProperty("months", out _));
        Assert.Equal("quotes", form.GetProperty("register")[0].GetString());
        Assert.False((await GetAsync(valuer, "appraisals/methods/market.comparables")).GetProperty("form").GetProperty("inputs").GetProperty("properties").TryGetProperty("policy", out _));
        Assert.Equal("appraisal.method-unknown", (await GetAsync(valuer, "appraisals/methods/risk.stress")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_snapshot_is_calculated_again_to_the_same_bytes()
    {
        using var valuer = await running.PersonAsync("he", "V1", Tenant, "valuer");
        var id = await running.VerifiedAsync(Tenant, "E1-again");
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{id}/proposal", new { Method = "market.comparables", Inputs = MachineComparables.Five }, 1)).Status);
        var again = await GetAsync(valuer, $"appraisals/{id}/snapshots/1/reperformance");
        var bytes = await (await valuer.GetAsync($"appraisals/{id}/snapshots/1", Ct)).Content.ReadAsByteArrayAsync(Ct);
        Assert.True(again.GetProperty("same").GetBoolean(), again.ToString());
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))), (again.GetProperty("size").GetInt32(), again.GetProperty("hash").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await valuer.GetAsync($"appraisals/{id}/snapshots/2/reperformance", Ct)).StatusCode);
    }

    private static async Task<(int Status, string? Code)> CodeAsync(HttpClient client, string path, object body)
    {
        var (status, said) = await SendAsync(client, path, body);
        return (status, said.GetProperty("code").GetString());
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<(int Status, string? Code, string? Field)> RefusedAsync(HttpClient client, string path, object body)
    {
        var (status, said) = await SendAsync(client, path, body);
        return (status, said.GetProperty("code").GetString(), said.TryGetProperty("field", out var field) ? field.GetString() : null);
    }
}
