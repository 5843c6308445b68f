using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests.Running;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Keys and signed approvals over HTTP.</summary>
public sealed class SigningTests(RunningDistribution running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_registered_by_its_person_listed_and_retired()
    {
        var tenant = $"keys-{Guid.NewGuid():N}";
        using var pen = new Pen();
        using var sun = await running.PersonAsync("sun", "G", tenant, "approver");
        using var zhao = await running.PersonAsync("zhao", "E2", tenant, "contributor");
        using var office = await running.PersonAsync("guo", "G", tenant, "administrator");
        var registered = await SampleJourney.DoneAsync(sun, "signing-keys", Key(pen, tenant, "sun"));
        Assert.Equal(registered, await SampleJourney.DoneAsync(sun, "signing-keys", Key(pen, tenant, "sun")));
        await SampleJourney.RefusedAsync(zhao, "signing-keys", Key(pen, tenant, "sun"), "signing-key.proof-wrong", 422, field: "proof");
        await SampleJourney.RefusedAsync(zhao, "signing-keys", Key(pen, tenant, "zhao"), "signing-key.of-another", field: "publicKey");
        await SampleJourney.RefusedAsync(zhao, "signing-keys", new { PublicKey = "no key", Proof = "" }, "signing-key.malformed", 422, field: "publicKey");

        var listed = (await zhao.GetFromJsonAsync<JsonElement>("signing-keys?person=sun", Ct)).GetProperty("items");
        Assert.Equal((1, pen.Id), (listed.GetArrayLength(), listed[0].GetProperty("active").GetString()));
        Assert.Equal(0, (await zhao.GetFromJsonAsync<JsonElement>("signing-keys?person=zhao", Ct)).GetProperty("items").GetArrayLength());
        Assert.Equal("sun", (await zhao.GetFromJsonAsync<JsonElement>("signing-keys", Ct)).GetProperty("items")[0].GetProperty("keys")[0].GetProperty("by").GetProperty("person").GetString());

        var retirement = $"signing-keys/{pen.Id}/retirement";
        await SampleJourney.RefusedAsync(zhao, retirement, new { Reason = "I do not like it" }, "signing-key.not-own", 403);
        await SampleJourney.RefusedAsync(zhao, $"signing-keys/{new string('0', 64)}/retirement", new { Reason = "None" }, "signing-key.unknown", 404);
        await SampleJourney.DoneAsync(office, retirement, new { Reason = "Sun lost it." });
        listed = (await sun.GetFromJsonAsync<JsonElement>("signing-keys?person=sun", Ct)).GetProperty("items");
        Assert.False(listed[0].TryGetProperty("active", out _));
        Assert.Equal("Sun lost it.", listed[0].GetProperty("keys")[0].GetProperty("retired").GetProperty("reason").GetString());
        await SampleJourney.RefusedAsync(sun, "signing-keys", Key(pen, tenant, "sun"), "signing-key.retired", field: "publicKey");
        using var next = new Pen();
        await SampleJourney.DoneAsync(sun, "signing-keys", Key(next, tenant, "sun"));
        Assert.Equal(
            ["signing_key_held.v1", "signing_key_held.v1", "signing_key_registered.v1", "signing_key_registered.v1", "signing_key_retired.v1"], await running.FactsAsync(tenant));
    }

    [Fact]
    public async Task A_run_is_approved_by_the_approvers_own_signature_and_settled()
    {
        var journey = new SampleJourney(running, $"signed-{Guid.NewGuid():N}");
        await journey.BeginAsync();
        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        await journey.NobodyObjectsAsync(run, hash, "E1", "E2", "S");
        using var pen = new Pen();
        using var approver = await journey.ApproverAsync();
        var person = "person-REG";
        await SampleJourney.DoneAsync(approver, "signing-keys", Key(pen, journey.Tenant, person));

        var (path, version, id) = ($"runs/{run}/approval", await journey.VersionAsync(run), Guid.Parse(run));
        await SampleJourney.RefusedAsync(approver, path, new { ProposalHash = hash }, "approval.signature-missing", 422, version, "signature");
        await SampleJourney.RefusedAsync(
            approver, path, new { ProposalHash = hash, Signature = pen.Approve(journey.Tenant, id, new string('0', 64)) }, "approval.signature-wrong", 422, version, "signature");
        var signature = pen.Approve(journey.Tenant, id, hash);
        await SampleJourney.DoneAsync(approver, path, new { ProposalHash = hash, Signature = signature }, version);
        using var officer = await journey.OfficerAsync();
        var approval = (await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct)).GetProperty("approval").GetProperty("signature");
        Assert.Equal((pen.Id, pen.PublicKey, signature), (approval.GetProperty("keyId").GetString(), approval.GetProperty("publicKey").GetString(), approval.GetProperty("signature").GetString()));
        await SampleJourney.DoneAsync(officer, $"runs/{run}/settlement", new { }, await journey.VersionAsync(run));
        Assert.Contains("run_settled.v1", await running.FactsAsync(journey.Tenant));
    }

    private static object Key(Pen pen, string tenant, string person) => new { pen.PublicKey, Proof = pen.Proof(tenant, person) };
}
