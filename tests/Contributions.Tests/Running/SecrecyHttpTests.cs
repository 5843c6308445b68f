using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contributions.Integration;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Envelopes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Ledger.Contributions.Tests.Running.RunningContributions;

namespace Ledger.Contributions.Tests.Running;

/// <summary>Hidden fields over HTTP on a real PostgreSQL: who sees what, who opens, what is left after erasing.</summary>
[Collection(nameof(RunningContributions))]
public sealed class SecrecyHttpTests(RunningContributions running)
{
    private static readonly object Why = new { En = "Inspection", Zh = "检查" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hidden_value_is_seen_by_its_owner_and_by_whom_the_owner_lets_in()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        using var reader = await running.AsAsync("S", "taihu");
        using var other = await running.AsAsync("E2", "taihu");
        using var elsewhere = await running.AsAsync("E1", "lakeside");
        var (path, receipt) = await RegisterAsync(owner, "vault-1", "kiln-1",
            new { Field = "attributes.formula", Tier = "sealed", Subject = "kiln-1" }, new { Field = "title", Tier = "named", Readers = new[] { "S" }, Subject = "kiln-1" });
        var digest = receipt.GetProperty("secrecy")[0].GetProperty("digest").GetString();
        Assert.Equal(43, digest!.Length);

        // Everybody sees that it is there; nobody sees it without saying why.
        foreach (var member in new[] { owner, reader, other })
        {
            var seen = await member.GetStringAsync(path, Ct);
            Assert.Contains(digest, seen, StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", seen, StringComparison.Ordinal);
        }

        Assert.Equal(("kiln-1", true), Mark(await owner.GetFromJsonAsync<JsonElement>(path, Ct)));
        Assert.Equal((null, false), Mark(await other.GetFromJsonAsync<JsonElement>(path, Ct)));
        Assert.Equal((422, "secrecy.reason-missing"), await GetAsync(owner, path + "/secrets"));
        var opened = await owner.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=check&field=attributes.formula", Ct);
        Assert.Equal("FORMULA-CANARY", opened[0].GetProperty("value").GetString());
        Assert.Equal(digest, Disclosure.Parse(opened[0].GetProperty("disclosure").GetString()!).Digest);
        Assert.Equal("TITLE-CANARY", (await reader.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=check", Ct))[0].GetProperty("value").GetProperty("en").GetString());

        // The same answer as for a contribution that is not there, in this consortium and in another.
        var nothing = $"contributions/{Guid.NewGuid()}";
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(other, path + "/secrets?reason=check"));
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(reader, path + "/secrets?reason=check&field=attributes.formula"));
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(elsewhere, path + "/secrets?reason=check"));
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(other, nothing + "/secrets?reason=check"));
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(other, path + "/openings"));
        Assert.Equal(404, (await GetAsync(other, "secret-subjects/E1/kiln-1")).Status);
        Assert.Equal(404, (await GetAsync(elsewhere, path)).Status);

        // Access for a time, taken back.
        var grant = new
        {
            Contribution = receipt.GetProperty("id").GetGuid(), Fields = new[] { "attributes.formula" }, Reader = "E2", Until = DateTimeOffset.UtcNow.AddSeconds(30), Reason = Why,
        };
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/kiln-1/grants", grant, 1)).Status);
        var granted = await other.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=appraisal", Ct);
        Assert.Equal(("attributes.formula", "FORMULA-CANARY"), (granted[0].GetProperty("field").GetString(), granted[0].GetProperty("value").GetString()));
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/kiln-1/revocations", new { grant.Contribution, Reader = "E2", Reason = Why }, 2)).Status);
        Assert.Equal((403, "secrecy.access-revoked"), await GetAsync(other, path + "/secrets?reason=appraisal"));
        var soon = grant with { Until = DateTimeOffset.UtcNow.AddMilliseconds(700) };
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/kiln-1/grants", soon, 3)).Status);
        await Task.Delay(900, Ct);
        Assert.Equal((403, "secrecy.access-expired"), await GetAsync(other, path + "/secrets?reason=appraisal"));

        // Every opening is on record, and no other.
        var openings = (await owner.GetFromJsonAsync<JsonElement>(path + "/openings", Ct)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["E1 check", "E2 appraisal", "S check"], openings.Select(o => $"{o.GetProperty("by").GetProperty("organisation").GetString()} {o.GetProperty("reason").GetString()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_receiver_hides_what_it_says_under_keys_of_its_own()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        using var receiver = await running.AsAsync("S", "taihu");
        using var other = await running.AsAsync("E2", "taihu");
        var (path, receipt) = await RegisterAsync(owner, "seen-1", "SEEN-1", new { Field = "title", Tier = "sealed" });
        var photo = await PhotoAsync(receiver, "PHOTO-CANARY");
        var said = new
        {
            Finding = new { En = "FOUND-CANARY", Zh = "FOUND-CANARY" }, Location = "HALL-CANARY", Tag = "TAG-CANARY", PhotoSha256 = photo,
            Secrecy = new object[]
            {
                new { Field = "verification.finding", Tier = "sealed" }, new { Field = "verification.location", Tier = "named", Readers = new[] { "E1" } },
                new { Field = "verification.tag", Tier = "sealed" }, new { Field = "verification.photo", Tier = "sealed" },
            },
        };
        Assert.Equal((403, "contribution.not-receiver"), await PostAsync(owner, path + "/verification", said, 1));
        Assert.Equal((422, "secrecy.field-not-markable"), await PostAsync(receiver, path + "/verification", new { Location = "x", Secrecy = new[] { new { Field = "title", Tier = "sealed" } } }, 1));
        Assert.Equal((422, "secrecy.field-absent"), await PostAsync(receiver, path + "/verification", new { Secrecy = new[] { new { Field = "verification.tag", Tier = "sealed" } } }, 1));
        var (status, verified) = await SendAsync(receiver, path + "/verification", said, 1);
        Assert.True(status == 200, verified.ToString());
        Assert.Equal(4, verified.GetProperty("secrecy").EnumerateArray().Count(mark => mark.GetProperty("field").GetString()!.StartsWith("verification.", StringComparison.Ordinal) && mark.GetProperty("digest").GetString()!.Length == 43));

        foreach (var member in new[] { owner, receiver, other }) Assert.DoesNotContain("CANARY", (await member.GetStringAsync(path, Ct)).Replace("FORMULA-CANARY", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(4, (await receiver.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=inventory", Ct)).GetArrayLength());
        Assert.Equal("HALL-CANARY", (await owner.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=visit&field=verification.location", Ct))[0].GetProperty("value").GetString());
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(other, path + "/secrets?reason=curious"));
        // The photograph is there for the receiver, with a reason, and for nobody else.
        Assert.Equal(404, (await GetAsync(owner, "evidence/" + photo)).Status);
        Assert.Equal(422, (await GetAsync(receiver, "evidence/" + photo)).Status);
        Assert.Contains("PHOTO-CANARY", await receiver.GetStringAsync("evidence/" + photo + "?reason=inventory", Ct), StringComparison.Ordinal);

        // It moves, and where to is hidden too.
        var moved = new { Location = "CELLAR-CANARY", Reason = Why, Secrecy = new[] { new { Field = "placement.location", Tier = "sealed" } } };
        Assert.Equal(200, (await SendAsync(receiver, path + "/placement", moved, 2)).Status);
        Assert.Equal(["\"CELLAR-CANARY\""], (await receiver.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=inventory&field=placements.2.location", Ct)).EnumerateArray().Select(open => open.GetProperty("value").GetRawText()));

        // Each owner reads who opened its own; the other asks by a request of its own.
        Assert.Equal(["visit"], await ReasonsAsync(receiver, path, "E1"));
        Assert.Empty(await ReasonsAsync(owner, path, "S"));
        Assert.Equal((404, "secrecy.unknown"), await GetAsync(other, path + "/openings"));
        var asked = new
        {
            Reference = "where-is-it", Contribution = receipt.GetProperty("id").GetGuid(), Fields = new[] { "verification.tag" }, Case = "audit-9",
            LegalBasis = Why, Reason = Why, DeadlineDays = 5, OpenDays = 5,
        };
        using var school = await running.PersonAsync("school", "S", "taihu", "valuer");
        using var inspector = await running.PersonAsync("inspector", "REG", "taihu", "regulator");
        Assert.Equal((409, "disclosure.own"), await PostAsync(school, "disclosures", asked));
        Assert.Equal((422, "disclosure.two-owners"), await PostAsync(inspector, "disclosures", asked with { Reference = "both", Fields = ["verification.tag", "title"] }));
        Assert.Equal(201, (await SendAsync(inspector, "disclosures", asked)).Status);

        // Erasing the receiver's key takes its words and nothing of the contributor's.
        Assert.Equal(200, (await SendAsync(receiver, "secret-subjects/S/seen-1/erasure", new { Ground = Why }, 1)).Status);
        Assert.Equal((409, "secrecy.erased"), await GetAsync(receiver, path + "/secrets?reason=inventory"));
        Assert.Equal(0L, await CountAsync(false, "select count(*) from mt_events where data::text ~ 'FOUND-CANARY|HALL-CANARY|TAG-CANARY|CELLAR-CANARY'"));
    }

    [Fact]
    public async Task A_repetition_is_one_and_a_used_key_knows_the_hidden_value()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var body = await BodyAsync(owner, "vault-2", "REPEAT-001", "One", new { Field = "title", Tier = "sealed" });
        var key = Guid.NewGuid().ToString();
        var first = await WithKeyAsync(owner, body, key);
        Assert.Equal(201, first.Status);
        Assert.Equal(first.Text, (await WithKeyAsync(owner, body, key)).Text);
        var other = await BodyAsync(owner, "vault-2", "REPEAT-001", "Two", new { Field = "title", Tier = "sealed" });
        Assert.Contains("idempotency-key.reused", (await WithKeyAsync(owner, other, key)).Text, StringComparison.Ordinal);
        // Another key, the same content: nothing new, the same digest.
        var again = await WithKeyAsync(owner, body, Guid.NewGuid().ToString());
        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Contains("contribution.exists", (await WithKeyAsync(owner, other, Guid.NewGuid().ToString())).Text, StringComparison.Ordinal);
        // What was refused left nothing behind.
        Assert.Equal(1L, await CountAsync(true, $"select count(*) from vault_disclosure where contribution = '{JsonDocument.Parse(first.Text).RootElement.GetProperty("id").GetString()}'"));
    }

    [Fact]
    public async Task A_hidden_serial_number_is_still_found()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var hidden = await BodyAsync(owner, "vault-3", "HIDE-0001", "One", new { Field = "details.equipment.serialNumber", Tier = "sealed" });
        Assert.Equal(201, (await SendAsync(owner, "contributions", hidden)).Status);
        var clear = await SendAsync(owner, "contributions", await BodyAsync(owner, "vault-4", "hide 0001", "Two"));
        Assert.Equal((409, "contribution.duplicate-serial-number"), (clear.Status, clear.Body.GetProperty("code").GetString()));
        Assert.Equal(201, (await SendAsync(owner, "contributions", await BodyAsync(owner, "vault-5", "HIDE-0002", "Two"))).Status);
        var late = await SendAsync(owner, "contributions", await BodyAsync(owner, "vault-6", "HIDE-0002", "Three", new { Field = "details.equipment.serialNumber", Tier = "sealed" }));
        Assert.Equal((409, "contribution.duplicate-serial-number"), (late.Status, late.Body.GetProperty("code").GetString()));
        Assert.Equal(0L, await CountAsync(false, "select count(*) from mt_events where data::text like '%HIDE0001%' or data::text like '%HIDE-0001%' or data::text like '%HIDE0002%'"));
        foreach (var table in new[] { "mt_doc_assetclaim", "mt_doc_contribution" })
            Assert.Equal(0L, await CountAsync(false, $"select count(*) from {table} where data::text like '%HIDE0001%' or data::text like '%HIDE-0001%'"));
    }

    [Fact]
    public async Task Imported_rows_meet_a_hidden_serial_number_and_carry_marks_of_their_own()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var hidden = await BodyAsync(owner, "vault-20", "IMP-00001", "One", new { Field = "details.equipment.serialNumber", Tier = "sealed" });
        Assert.Equal(201, (await SendAsync(owner, "contributions", hidden)).Status);
        object[] rows = [await BodyAsync(owner, "vault-21", "imp 00001", "Two"), await BodyAsync(owner, "vault-22", "IMP-00002", "Two", new { Field = "title", Tier = "sealed" }), await BodyAsync(owner, "vault-23", "IMP-00003", "Two", new { Field = "kind", Tier = "sealed" })];
        var import = await owner.ImportedAsync("kind=contributions&mode=accept-good",
            string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row, Ledger.ServiceDefaults.Store.FactJson.Facts))) + "\n", "application/x-ndjson");
        Assert.Equal(["1 contribution.duplicate-serial-number", "3 secrecy.field-not-markable"],
            (await owner.ErrorsAsync(import)).Select(error => $"{error.Split(' ')[0]} {error.Split(' ')[2]}"));
    }

    [Fact]
    public async Task A_marked_file_is_given_to_whom_the_mark_lets_read_it()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        using var other = await running.AsAsync("E2", "taihu");
        var (_, receipt) = await RegisterAsync(owner, "vault-7", "doc-1", new { Field = "evidence.contract", Tier = "sealed", Subject = "doc-1" });
        var seen = await other.GetFromJsonAsync<JsonElement>($"contributions/{receipt.GetProperty("id").GetString()}", Ct);
        var paper = seen.GetProperty("evidence")[0];
        Assert.Equal("(hidden)", paper.GetProperty("title").GetProperty("en").GetString());
        var file = $"evidence/{paper.GetProperty("sha256").GetString()}";
        Assert.Equal(await GetAsync(other, "evidence/" + new string('0', 64)), await GetAsync(other, file + "?reason=look"));
        Assert.Equal((422, "secrecy.reason-missing"), await GetAsync(owner, file));
        Assert.Contains("vault-7", await owner.GetStringAsync(file + "?reason=look", Ct), StringComparison.Ordinal);
        Assert.Equal(1, (await owner.GetFromJsonAsync<JsonElement>($"contributions/{receipt.GetProperty("id").GetString()}/openings", Ct)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Erasing_a_key_waits_for_the_holds_and_leaves_every_digest_valid()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        using var regulator = await running.AsAsync("REG", "taihu", "regulator");
        var (path, receipt) = await RegisterAsync(owner, "vault-8", "p-1", new { Field = "attributes.formula", Tier = "personal", Subject = "p-1" });
        var opened = (await owner.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=check", Ct))[0];
        var stored = await owner.GetStringAsync(path, Ct);

        Assert.Equal(200, (await SendAsync(regulator, "secret-subjects/E1/p-1/holds", new { Case = "case-1", Ground = Why }, 1)).Status);
        var erase = new { Ground = new { En = "Request of the person", Zh = "本人请求" } };
        var (status, held) = await SendAsync(owner, "secret-subjects/E1/p-1/erasure", erase, 2);
        Assert.Equal((409, "secrecy.under-legal-hold"), (status, held.GetProperty("code").GetString()));
        Assert.Equal(200, (await SendAsync(regulator, "secret-subjects/E1/p-1/holds/case-1/lifting", new { Reason = Why }, 2)).Status);
        Assert.Equal(403, (await SendAsync(regulator, "secret-subjects/E1/p-1/erasure", erase, 3)).Status);
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/p-1/erasure", erase, 3)).Status);

        Assert.Equal((409, "secrecy.erased"), await GetAsync(owner, path + "/secrets?reason=check"));
        var after = (await owner.GetFromJsonAsync<JsonElement>(path, Ct)).GetProperty("secrecy")[0];
        Assert.Equal(("Request of the person", receipt.GetProperty("secrecy")[0].GetProperty("digest").GetString()),
            (after.GetProperty("erasedFor").GetProperty("en").GetString(), after.GetProperty("digest").GetString()));
        Assert.True(after.GetProperty("erasedAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-1));
        var key = "key_id in (select key_id from vault_key where shredded_at is not null)";
        foreach (var table in new[] { "vault_wrap", "vault_escrow", "vault_piece", "vault_disclosure" })
            Assert.Equal(0L, await CountAsync(true, $"select count(*) from {table} where {key}"));

        // Whoever was given the disclosure before can still prove it: the digest stands in the event as it did.
        Assert.Contains(Disclosure.Parse(opened.GetProperty("disclosure").GetString()!).Digest, stored, StringComparison.Ordinal);
        var again = await SendAsync(owner, "contributions", await BodyAsync(owner, "vault-9", "p-1", "FORMULA", new { Field = "attributes.formula", Tier = "personal", Subject = "p-1" }));
        Assert.Equal((409, "secrecy.erased"), (again.Status, again.Body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task One_hold_keeps_papers_and_keys_alike()
    {
        using var owner = await running.AsAsync("E1", "archive");
        using var regulator = await running.AsAsync("REG", "archive", "regulator");
        var (path, receipt) = await RegisterAsync(owner, "held-1", "h-1", new { Field = "evidence.contract", Tier = "sealed", Subject = "h-1" });
        var sha256 = (await owner.GetFromJsonAsync<JsonElement>(path, Ct)).GetProperty("evidence")[0].GetProperty("sha256").GetString();
        var erase = new { Ground = Why };
        // A hold on the contribution, or on the file, keeps the key.
        foreach (var scope in new object[] { new { CaseId = "held", Ground = Why, Contribution = receipt.GetProperty("id").GetGuid() }, new { CaseId = "held", Ground = Why, Sha256 = sha256 } })
        {
            Assert.InRange((await SendAsync(regulator, "evidence/holds", scope)).Status, 200, 201);
            var kept = await SendAsync(owner, "secret-subjects/E1/h-1/erasure", erase, 1);
            Assert.Equal((409, "secrecy.under-legal-hold"), (kept.Status, kept.Body.GetProperty("code").GetString()));
            Assert.Equal(200, (await SendAsync(regulator, "evidence/holds/held/lifting", erase)).Status);
        }

        // A hold on the key keeps the file, and says so before the period does.
        Assert.Equal(200, (await SendAsync(regulator, "secret-subjects/E1/h-1/holds", new { Case = "case-k", Ground = Why }, 1)).Status);
        var held = await SendAsync(owner, $"evidence/{sha256}/erasure", erase);
        Assert.Equal((409, "erasure.held"), (held.Status, held.Body.GetProperty("code").GetString()));
        Assert.Equal(200, (await SendAsync(regulator, "secret-subjects/E1/h-1/holds/case-k/lifting", new { Reason = Why }, 2)).Status);
        Assert.Equal("erasure.retained", (await SendAsync(owner, $"evidence/{sha256}/erasure", erase)).Body.GetProperty("code").GetString());
        Assert.Equal(200, (await SendAsync(owner, "secret-subjects/E1/h-1/erasure", erase, 3)).Status);
    }

    [Fact]
    public async Task Two_of_three_custodians_open_what_the_owner_does_not()
    {
        using var owner = await running.PersonAsync("li", "E1", "taihu", "contributor", "approver");
        using var regulator = await running.AsAsync("REG", "taihu", "regulator");
        using var administrator = await running.AsAsync("OPS", "taihu", "administrator");
        // Before there are custodians and after: a key comes into custody either way.
        var (path, receipt) = await RegisterAsync(owner, "vault-10", "asset-10", new { Field = "attributes.formula", Tier = "sealed", Subject = "asset-10" }, new { Field = "title", Tier = "personal", Subject = "p-10" });
        using var first = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var third = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        (string Organisation, ECDiffieHellman Key)[] keepers = [("S", first), ("G", second), ("BANK", third)];
        var custody = new { Custodians = keepers.Select(keeper => new { Person = $"keeper-{keeper.Organisation}", keeper.Organisation, Key = Convert.ToBase64String(keeper.Key.ExportSubjectPublicKeyInfo()) }) };
        Assert.Equal("custody.key-malformed", (await SendAsync(administrator, "custody", new { Custodians = new[] { new { Person = "a", Organisation = "b", Key = "AAAA" } } })).Body.GetProperty("code").GetString());
        Assert.Equal(201, (await SendAsync(administrator, "custody", custody)).Status);
        Assert.Equal(6L * 2, await CountAsync(true, $"select count(*) from vault_escrow where key_id in (select key_id from vault_disclosure where contribution = '{receipt.GetProperty("id").GetString()}')"));

        var ask = new
        {
            Reference = "r-1", Contribution = receipt.GetProperty("id").GetGuid(), Fields = new[] { "attributes.formula", "title" }, Case = "case-7",
            LegalBasis = new { En = "Audit rights, article 9", Zh = "审计权，第九条" }, Reason = Why, DeadlineDays = 10, OpenDays = 5,
        };
        Assert.Equal("role.missing", (await SendAsync(owner, "disclosures", ask)).Body.GetProperty("code").GetString());
        var (asked, request) = await SendAsync(regulator, "disclosures", ask);
        Assert.Equal(201, asked);
        var disclosure = $"disclosures/{request.GetProperty("id").GetString()}";
        Assert.Equal((409, "disclosure.not-released"), await GetAsync(regulator, disclosure + "/values?reason=look"));
        Assert.Equal("disclosure.owner-not-heard", await ConsentAsync(keepers[0], disclosure, 1));
        Assert.Equal(200, (await SendAsync(owner, disclosure + "/objection", new { Reason = Why }, 1)).Status);

        Assert.Null(await ConsentAsync(keepers[0], disclosure, 2));
        Assert.Equal((409, "disclosure.not-released"), await GetAsync(regulator, disclosure + "/values?reason=look"));
        Assert.Equal("disclosure.piece-wrong", await ConsentAsync(keepers[1], disclosure, 3, spoil: true));
        Assert.Equal("disclosure.pieces-incomplete", await ConsentAsync(keepers[1], disclosure, 3, leaveOut: true));
        Assert.Null(await ConsentAsync(keepers[2], disclosure, 3));
        var values = await regulator.GetFromJsonAsync<JsonElement>(disclosure + "/values?reason=look", Ct);
        Assert.Equal(("FORMULA-CANARY", "TITLE-CANARY"), (values[0].GetProperty("value").GetString(), values[1].GetProperty("value").GetProperty("en").GetString()));
        Assert.Equal("disclosure.unknown", (await GetAsync(owner, disclosure + "/values?reason=look")).Code);
        Assert.Equal(1, (await owner.GetFromJsonAsync<JsonElement>(disclosure, Ct)).GetProperty("openings").GetInt32());
        using var stranger = await running.AsAsync("E2", "taihu");
        Assert.Equal("disclosure.unknown", (await GetAsync(stranger, disclosure)).Code);
        Assert.Equal(0L, await CountAsync(true, "select count(*) from vault_piece"));

        // The owner can also let in at once.
        var (_, soft) = await SendAsync(regulator, "disclosures", new { Reference = "r-2", ask.Contribution, Fields = new[] { "title" }, ask.Case, ask.LegalBasis, ask.Reason });
        var softly = $"disclosures/{soft.GetProperty("id").GetString()}";
        Assert.Equal(200, (await SendAsync(owner, softly + "/approval", new { }, 1)).Status);
        Assert.Equal(1, (await regulator.GetFromJsonAsync<JsonElement>(softly + "/values?reason=look", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_settled_by_what_the_events_say()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var (path, receipt) = await RegisterAsync(owner, "vault-12", "p-12", new { Field = "title", Tier = "personal", Subject = "p-12" });
        var (_, other) = await RegisterAsync(owner, "vault-13", "p-13", new { Field = "title", Tier = "personal", Subject = "p-13" });
        var lost = other.GetProperty("id").GetString();
        // As after a crash: confirmed by nobody, one without an event; an erasure that began and never became a fact.
        await RunAsync(true, $"""
            update vault_disclosure set confirmed = false, kept_at = now() - interval '2 hours' where contribution = '{receipt.GetProperty("id").GetString()}';
            insert into vault_disclosure select tenant_id, 'no-event', key_id, contribution, field, sealed, now() - interval '2 hours', false from vault_disclosure where contribution = '{lost}';
            update vault_key set erasing_at = now() - interval '2 hours' where key_id = (select key_id from vault_disclosure where contribution = '{receipt.GetProperty("id").GetString()}');
            insert into vault_wrap select tenant_id, key_id, 'reader:old', now() - interval '2 hours', 'x' from vault_disclosure where contribution = '{lost}' and confirmed
            """);
        var sweep = running.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<VaultSweep>().Single();
        await sweep.SettleAsync(DateTimeOffset.UtcNow.AddHours(-1), Ct);
        Assert.Equal(0L, await CountAsync(true, "select count(*) from vault_disclosure where digest = 'no-event' or not confirmed"));
        Assert.Equal(0L, await CountAsync(true, "select count(*) from vault_key where erasing_at is not null and shredded_at is null"));
        Assert.Equal(0L, await CountAsync(true, "select count(*) from vault_wrap where holder = 'reader:old'"));
        Assert.Equal(1, (await owner.GetFromJsonAsync<JsonElement>(path + "/secrets?reason=check", Ct)).GetArrayLength());
        // An erasure that became a fact is completed.
        await SendAsync(owner, "secret-subjects/E1/p-12/erasure", new { Ground = Why }, 1);
        await RunAsync(true, "update vault_key set shredded_at = null, erasing_at = now() - interval '2 hours' where key_id in (select key_id from vault_key where shredded_at is not null)");
        await sweep.SettleAsync(DateTimeOffset.UtcNow.AddHours(-1), Ct);
        Assert.Equal(0L, await CountAsync(true, "select count(*) from vault_key where erasing_at is not null and shredded_at is null"));
        // A backup of the vault from before the erasure brings no key back.
        await RunAsync(true, "update vault_key set shredded_at = null, erasing_at = null where shredded_at is not null");
        await sweep.EraseAgainAsync(Ct);
        Assert.Equal(1L, await CountAsync(true, "select count(*) from vault_key k where shredded_at is not null and k.key_id = '" + Ledger.Contributions.Features.SecretIntake.SubjectId("taihu", "E1", "p-12") + "'"));
    }

    [Fact]
    public async Task Nothing_is_wrapped_anew_while_the_master_key_is_the_same()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        await RegisterAsync(owner, "vault-15", "asset-15", new { Field = "title", Tier = "sealed", Subject = "asset-15" });
        var sweep = running.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<VaultSweep>().Single();
        Assert.Equal(0, await sweep.RewrapAsync(Ct));
    }

    [Fact]
    public async Task Opening_costs_little()
    {
        using var owner = await running.AsAsync("E1", "taihu");
        var (path, _) = await RegisterAsync(owner, "vault-14", "asset-14", new { Field = "title", Tier = "sealed", Subject = "asset-14" });
        await owner.GetStringAsync(path + "/secrets?reason=warm", Ct);
        var reads = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 50; i++) await owner.GetStringAsync(path, Ct);
        reads.Stop();
        var openings = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 50; i++) await owner.GetStringAsync(path + "/secrets?reason=measure", Ct);
        openings.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"reading {reads.Elapsed.TotalMilliseconds / 50:F2} ms, opening {openings.Elapsed.TotalMilliseconds / 50:F2} ms");
        Assert.True(openings.Elapsed < reads.Elapsed * 20, $"50 openings took {openings.Elapsed}, 50 readings {reads.Elapsed}.");
    }

    private async Task<string?> ConsentAsync((string Organisation, ECDiffieHellman Key) keeper, string disclosure, long version, bool spoil = false, bool leaveOut = false)
    {
        using var client = await running.PersonAsync($"keeper-{keeper.Organisation}", keeper.Organisation, "taihu", "approver");
        var capsules = (await client.GetFromJsonAsync<JsonElement>(disclosure + "/capsules", Ct)).EnumerateArray().ToList();
        Assert.Equal(4, capsules.Count);
        var pieces = capsules.Skip(leaveOut ? 1 : 0).Select(capsule => new
        {
            Key = capsule.GetProperty("key").GetGuid(), Pair = capsule.GetProperty("pair").GetString(),
            Piece = Convert.ToBase64String(spoil ? new byte[32] : KeyEnvelope.Open(capsule.GetProperty("envelope").GetString()!, keeper.Key, capsule.GetProperty("context").GetString()!)),
        });
        var (status, body) = await SendAsync(client, disclosure + "/consent", new { Pieces = pieces }, version);
        return status == 200 ? null : body.GetProperty("code").GetString();
    }

    private static (string?, bool) Mark(JsonElement contribution)
    {
        var mark = contribution.GetProperty("secrecy")[0];
        return (mark.TryGetProperty("subject", out var subject) ? subject.GetString() : null, mark.GetProperty("mayOpen").GetBoolean());
    }

    private static async Task<(int Status, string? Code)> PostAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await SendAsync(client, path, body, version);
        return (status, answer.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static async Task<string> PhotoAsync(HttpClient client, string what)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(what));
        content.Headers.ContentType = new("text/plain");
        using var kept = await client.PostAsync("evidence", content, Ct);
        return (await kept.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("sha256").GetString()!;
    }

    private static async Task<IReadOnlyList<string>> ReasonsAsync(HttpClient owner, string path, string reader) =>
        [.. (await owner.GetFromJsonAsync<JsonElement>(path + "/openings", Ct)).GetProperty("items").EnumerateArray()
            .Where(opening => opening.GetProperty("by").GetProperty("organisation").GetString() == reader).Select(opening => opening.GetProperty("reason").GetString()!)];

    private static async Task<(int Status, string? Code)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return ((int)answer.StatusCode, body.ValueKind == JsonValueKind.Object && body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static async Task<(string Path, JsonElement Receipt)> RegisterAsync(HttpClient owner, string reference, string serial, params object[] marks)
    {
        var (status, receipt) = await SendAsync(owner, "contributions", await BodyAsync(owner, reference, serial + "-serial", "TITLE-CANARY", marks));
        Assert.True(status == 201, receipt.ToString());
        return ($"contributions/{receipt.GetProperty("id").GetString()}", receipt);
    }

    private static async Task<(int Status, string Text)> WithKeyAsync(HttpClient client, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "contributions") { Content = JsonContent.Create(body, options: Ledger.ServiceDefaults.Store.FactJson.Facts) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<long> CountAsync(bool vault, string sql)
    {
        await using var connection = new NpgsqlConnection(running.Database(vault));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task RunAsync(bool vault, string sql)
    {
        await using var connection = new NpgsqlConnection(running.Database(vault));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<object> BodyAsync(HttpClient client, string reference, string serial, string title, params object[] marks)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("Contract " + reference));
        content.Headers.ContentType = new("text/plain");
        using var kept = await client.PostAsync("evidence", content, Ct);
        var file = await kept.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return new
        {
            Reference = reference, AgreementId = "taihu-2025", Kind = "donated-equipment", Title = new { En = title, Zh = title },
            Claimed = new { Amount = "5000.00", Currency = "CNY" }, EffectiveOn = "2025-03-01", ReceivedBy = "S",
            Evidence = new[]
            {
                new
                {
                    Reference = "contract", SourceClass = "contract", IssuedOn = "2025-02-20", Title = new { En = "Contract", Zh = "合同" },
                    MediaType = "text/plain", Sha256 = file.GetProperty("sha256").GetString(), Size = file.GetProperty("size").GetInt64(),
                },
            },
            Attributes = new Dictionary<string, string> { ["formula"] = "FORMULA-CANARY" },
            Details = new { Equipment = new { SerialNumber = serial, AgeMonths = 12, Condition = "0.9" } },
            Secrecy = marks.Length == 0 ? null : marks,
        };
    }
}
