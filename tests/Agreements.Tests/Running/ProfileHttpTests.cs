using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using static Ledger.Agreements.Tests.Running.RunningAgreements;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Agreements.Tests.Running;

/// <summary>Profiles over HTTP on a real PostgreSQL: adopted, merged, compared, asked what if, held against agreements.</summary>
public sealed class ProfileHttpTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    [Fact]
    public async Task From_adoption_to_an_agreement_that_keeps_the_version_it_named()
    {
        using var staff = await running.AsAsync("OPS", "journey", "administrator");
        var relaxing = Authority.Profile("cn-shandong", ("values/cert.minSpend", "{\"value\":\"1.00\",\"mark\":\"own-design\"}"));
        Assert.Equal((404, "profile.unknown"), await CodeAsync(staff, "profiles", Signed(Authority.Profile("cn-shandong"))));
        Assert.Equal((422, "profile.unsigned"), await CodeAsync(staff, "profiles", new { Document = Authority.Profile("cn").Json }));
        Assert.Equal((422, "profile.signature-wrong"), await CodeAsync(staff, "profiles", Signed(Authority.Profile("cn"), Authority.Profile("us-federal"))));
        foreach (var id in new[] { "cn", "cn-shandong", "us-federal" }) Assert.Equal(201, (await SendAsync(staff, "profiles", Signed(Authority.Profile(id)))).Status);
        var (status, refused) = await SendAsync(staff, "profiles", Signed(ProfileDocument.Parse(With(relaxing, "profileId", "\"cn-relaxed\"")).Value!));
        Assert.Equal((422, "profile.relaxed", "document.values[\"cert.minSpend\"]"), (status, refused.GetProperty("code").GetString(), refused.GetProperty("field").GetString()));
        Assert.Equal((409, "profile.versions-overlap"), await CodeAsync(staff, "profiles", Signed(Authority.Profile("cn", ("version", "2")))));

        // Merged, each value with its origin.
        var merged = (await GetAsync(staff, "profiles/cn-shandong/effective?on=2026-05-01")).Body;
        Assert.False(merged.TryGetProperty("baseSupersededBy", out _));
        var rate = merged.GetProperty("profile").GetProperty("values").GetProperty("taxCredit.rate");
        Assert.Equal(("0.30", "cn", "found", "caishui-2019-46"), (
            rate.GetProperty("value").GetString(), rate.GetProperty("origin").GetProperty("id").GetString(), rate.GetProperty("mark").GetString(),
            rate.GetProperty("source").GetProperty("id").GetString()));
        Assert.Contains("statutoryShares.inventorMin", merged.GetProperty("uncertain").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal(404, (await GetAsync(staff, "profiles/cn-shandong/effective?on=2031-01-01")).Status);
        var version = (await GetAsync(staff, "profiles/cn/versions/1")).Body;
        Assert.Equal(("cn-national", Authority.Profile("cn").DocumentHash), (
            version.GetProperty("signature").GetProperty("authority").GetString(), version.GetProperty("summary").GetProperty("documentHash").GetString()));
        Assert.Equal(3, (await GetAsync(staff, "profiles")).Body.GetProperty("items").GetArrayLength());

        // Side by side.
        var rows = (await GetAsync(staff, "profiles/comparison?left=cn&right=cn-shandong&on=2026-05-01")).Body.GetProperty("keys").EnumerateArray()
            .Where(row => row.GetProperty("order").GetString() != "same").Select(row => $"{row.GetProperty("key").GetString()} {row.GetProperty("order").GetString()}");
        Assert.Equal(["cert.minCultivationYears right-tighter", "reports.three-year-plan.due right-tighter"], rows);

        // A draft without a cap for its public party: what if, then the refusal.
        var open = await DraftAsync(staff, 1, root => root["risk"]!["allocation"]!["caps"]!.AsObject().Remove("S"));
        var finding = (await GetAsync(staff, $"agreements/{open}/under-profile?profile=cn&version=1")).Body.GetProperty("findings").EnumerateArray()
            .Single(found => found.GetProperty("kind").GetString() == "breaks");
        Assert.Equal(("publicPartyLossCap.required", "S"), (finding.GetProperty("key").GetString(), finding.GetProperty("agreement").GetString()));
        Assert.Equal((409, "agreement.against-profile"), await CodeAsync(staff, $"agreements/{open}/proposal", new { }, 1));
        var foreign = await DraftAsync(staff, 2, root => root["regionProfile"]!["version"] = 9);
        Assert.Equal((404, "profile.unknown"), await CodeAsync(staff, $"agreements/{foreign}/proposal", new { }, 1));

        // One that keeps within, signed by everybody.
        var agreement = await DraftAsync(staff, 3, _ => { });
        Assert.Equal(200, (await SendAsync(staff, $"agreements/{agreement}/proposal", new { }, 1)).Status);
        var hash = (await GetAsync(staff, $"agreements/{agreement}")).Body.GetProperty("documentHash").GetString();
        foreach (var party in new[] { "S", "E1", "E2", "G" })
        {
            using var signer = await running.AsAsync(party, "journey", "signatory");
            Assert.Equal(200, (await SendAsync(signer, $"agreements/{agreement}/signatures", new { DocumentHash = hash })).Status);
        }

        // A stricter national version follows: new agreements meet it, the active one keeps what it named.
        var stricter = Authority.Profile("cn", ("version", "2"), ("supersedes", "1"), ("effective/from", "\"2027-01-01\""), ("values/valuation.minEvidence.donated-equipment/value", "5"));
        Assert.Equal(200, (await SendAsync(staff, "profiles", Signed(stricter))).Status);
        var kept = (await GetAsync(staff, $"agreements/{agreement}")).Body;
        Assert.Equal(("active", 1, 3), (
            kept.GetProperty("stage").GetString(), kept.GetProperty("profile").GetProperty("profileVersion").GetInt32(),
            kept.GetProperty("profile").GetProperty("values").GetProperty("valuation.minEvidence.donated-equipment").GetProperty("value").GetInt32()));
        var whatIf = (await GetAsync(staff, $"agreements/{agreement}/under-profile?profile=cn&version=2")).Body;
        Assert.Equal(1, whatIf.GetProperty("own").GetProperty("version").GetInt32());
        var change = Assert.Single(whatIf.GetProperty("changes").EnumerateArray());
        Assert.Equal(("valuation.minEvidence.donated-equipment", 3, 5), (
            change.GetProperty("key").GetString(), change.GetProperty("left").GetProperty("value").GetInt32(), change.GetProperty("right").GetProperty("value").GetInt32()));
        Assert.Contains(whatIf.GetProperty("findings").EnumerateArray(), found => found.GetProperty("kind").GetString() == "breaks" && found.GetProperty("demanded").GetString() == "5");
        var late = await DraftAsync(staff, 4, root =>
        {
            root["effective"] = JsonNode.Parse("{\"from\":\"2030-01-01\",\"to\":\"2030-12-31\"}");
            root.AsObject().Remove("commitments");
            root["parties"]![1]!.AsObject().Remove("accededOn");
        });
        Assert.Equal((409, "profile.not-in-force"), await CodeAsync(staff, $"agreements/{late}/proposal", new { }, 1));
        var superseded = (await GetAsync(staff, "profiles/cn-shandong/effective?on=2027-05-01")).Body.GetProperty("baseSupersededBy");
        Assert.Equal(("cn", 2), (superseded.GetProperty("id").GetString(), superseded.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Another_consortium_sees_no_profile_and_nobody_but_staff_adopts_one()
    {
        using var staff = await running.AsAsync("OPS", "one", "administrator");
        using var other = await running.AsAsync("OPS", "other", "administrator");
        using var contributor = await running.AsAsync("E1", "one", "contributor");
        Assert.Equal(403, (await SendAsync(contributor, "profiles", Signed(Authority.Profile("cn")))).Status);
        var body = Signed(Authority.Profile("cn"));
        Assert.Equal(201, (await SendAsync(staff, "profiles", body)).Status);
        Assert.Equal(200, (await SendAsync(staff, "profiles", body)).Status);
        Assert.Equal(404, (await GetAsync(other, "profiles/cn/versions/1")).Status);
        Assert.Equal(404, (await GetAsync(other, "profiles/cn/effective?on=2026-01-01")).Status);
        Assert.Equal(404, (await GetAsync(other, "profiles/comparison?left=cn&right=cn&on=2026-01-01")).Status);
        Assert.Equal(0, (await GetAsync(other, "profiles")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_versions_for_the_same_days_adopted_at_once_one_is_refused()
    {
        using var staff = await running.AsAsync("OPS", "race", "administrator");
        var bodies = Enumerable.Range(1, 5).Select(version => Signed(Authority.Profile("cn", ("version", $"{version}")))).ToList();
        var answers = await Task.WhenAll(bodies.Select(body => SendAsync(staff, "profiles", body)));
        Assert.Single(answers, answer => answer.Status is 200 or 201);
        Assert.All(answers.Where(answer => answer.Status > 201), answer => Assert.Contains(answer.Body.GetProperty("code").GetString(), new[] { "profile.versions-overlap", "version.stale" }));
    }

    [Fact]
    public async Task A_broken_document_is_refused_with_its_place()
    {
        using var staff = await running.AsAsync("OPS", "broken", "administrator");
        var document = With(Authority.Profile("cn"), "values", "{\"taxCredit.luck\":{\"value\":\"1\",\"mark\":\"own-design\"}}");
        var (status, body) = await SendAsync(staff, "profiles", new { Document = document });
        Assert.Equal((422, "profile.unknown-key", "document.values[\"taxCredit.luck\"]"), (status, body.GetProperty("code").GetString(), body.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Alignment_is_kept_period_by_period_with_its_steps()
    {
        using var staff = await running.AsAsync("OPS", "alignment", "administrator");
        object Entry(int year, string third, string? reason = null) => new
        {
            Data = new
            {
                Period = new { From = $"{year}-01-01", To = $"{year}-12-31" }, Unit = "share",
                Supply = new { Fields = new { cnc = "0.5", robot = "0.3", mould = "0.2" }, Source = new { Sha256 = new string('a', 64) } },
                Demand = new { Fields = new { cnc = "0.4", robot = third, mould = "0.2" }, Source = new { Note = new { En = "Survey", Zh = "调查" } } },
            },
            Reason = reason,
        };
        Assert.Equal(201, (await SendAsync(staff, "alignment/CN-37", Entry(2025, "0.4"))).Status);
        Assert.Equal(200, (await SendAsync(staff, "alignment/CN-37", Entry(2024, "2/5"))).Status);
        Assert.Equal((422, "alignment.shares-not-one"), await CodeAsync(staff, "alignment/CN-37", Entry(2026, "0.3")));
        var periods = (await GetAsync(staff, "alignment/CN-37")).Body.GetProperty("periods").EnumerateArray().ToList();
        Assert.Equal(["2024-01-01 0.9", "2025-01-01 0.9"], periods.Select(period =>
            $"{period.GetProperty("entry").GetProperty("data").GetProperty("period").GetProperty("from").GetString()} {period.GetProperty("entry").GetProperty("index").GetString()}"));
        Assert.Equal("1 - 0.5 * 0.2", periods[0].GetProperty("steps").EnumerateArray().Last().GetProperty("formula").GetString());
    }

    private static async Task<Guid> DraftAsync(HttpClient client, int version, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Files.Complete().GetRawText())!;
        root["version"] = version;
        root.AsObject().Remove("supersedes");
        change(root);
        var (status, receipt) = await SendAsync(client, "agreements", new { Document = root });
        Assert.True(status == 201, receipt.ToString());
        return receipt.GetProperty("id").GetGuid();
    }

    private static object Signed(ProfileDocument document, ProfileDocument? signed = null) => new
    {
        Document = document.Json, Signature = new { Authority = document.Authorities[0], Value = Authority.Sign(signed ?? document) },
    };

    private static JsonElement With(ProfileDocument document, string member, string json)
    {
        var root = JsonNode.Parse(document.Json.GetRawText())!;
        root[member] = JsonNode.Parse(json);
        return JsonElement.Parse(root.ToJsonString());
    }

    private static async Task<(int Status, string? Code)> CodeAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await SendAsync(client, path, body, version);
        return (status, answer.GetProperty("code").GetString());
    }
}
