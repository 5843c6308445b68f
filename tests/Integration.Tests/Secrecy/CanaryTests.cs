using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Agreements;
using Ledger.Audit;
using Ledger.Contributions;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Tests;
using Ledger.Transparency.Disclosures;
using Ledger.Valuation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Integration.Tests.Secrecy;

/// <summary>
/// Secrets go through registration, relay, broker, Audit and Valuation, are read by their owner and erased; then no database, no
/// file of any server and no log line holds them, and what was proven before is still proven.
/// </summary>
public sealed class CanaryTests : IAsyncDisposable
{
    private static readonly object Why = new { en = "Request of the person", zh = "本人请求" };

    private readonly Canary _formula = Canary.New("FORMULA"), _person = Canary.New("PERSON"), _serial = Canary.New("SERIAL"),
        _invoice = Canary.New("INVOICE"), _draft = Canary.New("DRAFT"), _wrong = Canary.New("WRONG"), _shown = Canary.New("SHOWN");

    private readonly CapturedLog _log = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-canary-{Guid.NewGuid():n}");
    private readonly List<IAsyncDisposable> _running = [];

    [Fact]
    public async Task After_erasing_no_store_file_message_or_log_holds_a_secret()
    {
        Directory.CreateDirectory(_folder);
        var issuer = await TestIssuer.StartAsync();
        var vault = await TestDatabase.CreateAsync();
        var audit = await StartAsync(issuer, AuditService.Create,
            $"--Log:Key={Key()}", "--Log:Origin=test/audit", "--Log:SharedAccount=ledger", $"--Log:PublishedFile={_folder}/checkpoint");
        var valuation = await StartAsync(issuer, ValuationService.Create);
        var contributions = await StartAsync(issuer, ContributionsService.Create,
            $"--ConnectionStrings:Vault={vault.Store}", $"--ConnectionStrings:VaultOwner={vault.Owner}", $"--Evidence:Folder={_folder}/evidence", $"--Evidence:Keys=names={Key()};key={Key()}",
            $"--Vault:Key={Key()}");
        var agreements = await StartAsync(issuer, AgreementsService.Create);
        _running.AddRange([vault, issuer]);
        foreach (var consortium in new[] { "alpha", "beta" }) await SignAsync(agreements, contributions, consortium);

        using var owner = contributions.Client();
        using var receiver = contributions.Client(organisation: "S", person: "chen");
        using var stranger = contributions.Client("beta");
        var (path, secrets, payloads) = await TellAsync(owner, receiver, stranger, contributions, audit);

        // The owner can read them, once, by name; the second consortium sees nothing.
        var opened = (await owner.GetFromJsonAsync<JsonElement>($"{path}/secrets?reason=check")).EnumerateArray().ToList();
        Assert.All(secrets, secret => Assert.Contains(opened, field => field.GetProperty("value").GetRawText().Contains(secret.Text, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("canary-1", await stranger.GetStringAsync("contributions"), StringComparison.Ordinal);

        await EraseAsync(owner, "asset-1");
        await EraseAsync(owner, "person-1");
        Assert.Equal("secrecy.erased", await (await owner.GetAsync($"{path}/secrets?reason=check")).CodeAsync());
        await LoggedAsync(contributions, audit);

        string[] databases = [contributions.Database.Superuser, vault.Superuser, audit.Database.Superuser, valuation.Database.Superuser];
        var dumps = new List<byte[]>();
        foreach (var database in databases) dumps.Add(await Traces.DumpAsync(database));
        // The search finds what is there: the field that was not marked.
        Assert.True(_shown.IsIn(dumps[0]) && _shown.IsIn(dumps[2]));
        Canary[] hidden = [_formula, _person, _serial, _invoice, _draft, _wrong];
        var files = await Traces.FilesWithAsync([_shown, .. hidden], _folder);
        Assert.Contains(files, found => found.Canary == _shown && found.File.Contains("pg_wal", StringComparison.Ordinal));
        Assert.DoesNotContain(files, found => found.Canary != _shown);
        foreach (var canary in hidden)
        {
            for (var i = 0; i < dumps.Count; i++) Assert.False(canary.IsIn(dumps[i]), $"{canary.Text} stands in the dump of {databases[i].Split(';').First(part => part.StartsWith("Database", StringComparison.Ordinal))}.");
            Assert.Empty(_log.With(canary));
        }

        Assert.True(_log.Count > 100);
        await StillProvenAsync(audit, payloads, [.. opened.Select(field => Disclosure.Parse(field.GetProperty("disclosure").GetString()!))]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running) await running.DisposeAsync();
        _log.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task<FrameHost> StartAsync(TestIssuer issuer, Func<string[], LedgerService> create, params string[] settings)
    {
        var host = await FrameHost.StartAsync(issuer, args =>
        {
            var service = create(args);
            service.Services.AddSingleton<ILoggerProvider>(_log);
            return service;
        }, settings: [.. settings, "--Logging:LogLevel:Default=Debug", "--Logging:Console:LogLevel:Default=None"]);
        _running.Insert(0, host);
        return host;
    }

    // Registers, repeats, is refused, verifies, reads, exports: everything that could write a value down.
    private async Task<(string Path, Canary[] Secrets, IReadOnlyList<string> Payloads)> TellAsync(
        HttpClient owner, HttpClient receiver, HttpClient stranger, FrameHost contributions, FrameHost audit)
    {
        var body = await BodyAsync(owner, "canary-1", _serial.Text, _formula.Text,
            new { field = "attributes.formula", tier = "sealed", subject = "asset-1" },
            new { field = "details.equipment.serialNumber", tier = "sealed", subject = "asset-1" },
            new { field = "evidence.contract", tier = "named", readers = new[] { "S" }, subject = "asset-1" },
            new { field = "title", tier = "personal", subject = "person-1" });
        var key = Guid.NewGuid().ToString();
        var first = await owner.CommandAsync("contributions", body, key);
        Assert.True(first.StatusCode == HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Created, (await owner.CommandAsync("contributions", body, key)).StatusCode);
        var path = $"contributions/{(await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";

        var draft = await BodyAsync(owner, "canary-2", "DRAFT-0001", _draft.Text, new { field = "attributes.formula", tier = "sealed", subject = "asset-1" }, new { field = "title", tier = "personal", subject = "person-1" },
            new { field = "evidence.contract", tier = "sealed", subject = "asset-1" });
        Assert.Equal(HttpStatusCode.Created, (await owner.CommandAsync("contributions/drafts", draft)).StatusCode);
        var wrong = await BodyAsync(owner, "canary-3", _wrong.Text + new string('9', 60), "formula", new { field = "details.equipment.serialNumber", tier = "sealed" },
            new { field = "title", tier = "personal", subject = "person-1" }, new { field = "evidence.contract", tier = "sealed" });
        var refused = await owner.CommandAsync("contributions", wrong);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain(_wrong.Text, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // The hidden number is found by a second registration, and in this consortium only.
        Assert.Equal("contribution.duplicate-serial-number", await (await owner.CommandAsync("contributions", await BodyAsync(owner, "canary-4", _serial.Text, "f",
            new { field = "details.equipment.serialNumber", tier = "sealed" }, new { field = "title", tier = "personal", subject = "person-1" }, new { field = "evidence.contract", tier = "sealed" }))).CodeAsync());

        Assert.Equal(HttpStatusCode.OK, (await receiver.CommandAsync($"{path}/verification", new { location = "Workshop 2" }, ifMatch: "\"1\"")).StatusCode);
        foreach (var address in new[] { path, "contributions", "contributions/export", "contributions/totals", $"{path}/openings" }) await owner.GetStringAsync(address);
        Assert.Contains(_invoice.Text, await receiver.GetStringAsync($"{path}/secrets?reason=receipt"), StringComparison.Ordinal);
        await stranger.GetAsync(path);
        await LoggedAsync(contributions, audit);
        return (path, [_formula, _serial, _invoice, _person], await PayloadsAsync(audit));
    }

    private async Task<object> BodyAsync(HttpClient client, string reference, string serial, string formula, params object[] marks)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"Contract {reference} {_shown.Text}"));
        content.Headers.ContentType = new("text/plain");
        var file = await (await client.PostAsync("evidence", content)).Content.ReadFromJsonAsync<JsonElement>();
        return new
        {
            reference, agreementId = TaihuAgreement.Id, kind = "donated-equipment", title = new { en = _person.Text, zh = _person.Text },
            claimed = new { amount = "5000.00", currency = "CNY" }, effectiveOn = "2025-03-01", receivedBy = "S",
            evidence = new[]
            {
                new
                {
                    reference = "contract", sourceClass = "contract", issuedOn = "2025-02-20", title = new { en = _invoice.Text, zh = "合同" }, number = _invoice.Text + reference, issuer = "maker",
                    mediaType = "text/plain", sha256 = file.GetProperty("sha256").GetString(), size = file.GetProperty("size").GetInt64(),
                },
            },
            attributes = new Dictionary<string, string> { ["formula"] = formula, ["maker"] = _shown.Text },
            details = new { equipment = new { serialNumber = serial, ageMonths = 12, condition = "0.9" } },
            secrecy = marks,
        };
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static async Task EraseAsync(HttpClient owner, string subject)
    {
        var address = $"secret-subjects/E1/{subject}";
        using var seen = await owner.GetAsync(address);
        var erased = await owner.CommandAsync($"{address}/erasure", new { ground = Why }, ifMatch: seen.Headers.ETag!.Tag);
        Assert.True(erased.StatusCode == HttpStatusCode.OK, await erased.Content.ReadAsStringAsync());
    }

    private static async Task SignAsync(FrameHost agreements, FrameHost contributions, string consortium)
    {
        using var administrator = agreements.Client(consortium, "an", "S", "administrator");
        var drafted = await (await administrator.CommandAsync("agreements", new { document = TaihuAgreement.Json() })).Content.ReadFromJsonAsync<JsonElement>();
        var path = $"agreements/{drafted.GetProperty("id").GetString()}";
        Assert.True((await administrator.CommandAsync($"{path}/proposal", new { }, ifMatch: "\"1\"")).IsSuccessStatusCode);
        foreach (var party in new[] { "S", "E1", "E2", "G" })
        {
            using var signatory = agreements.Client(consortium, $"signs-{party}", party, "signatory");
            var signed = await signatory.CommandAsync($"{path}/signatures", new { documentHash = TaihuAgreement.Adopted.Document!.DocumentHash });
            Assert.True(signed.IsSuccessStatusCode, await signed.Content.ReadAsStringAsync());
        }

        await Eventually.Async(() => contributions.Database.CountAsync($"select count(*) from mt_doc_adoptedagreement where tenant_id = '{consortium}'"), count => count == 1);
    }

    private static Task LoggedAsync(FrameHost contributions, FrameHost audit) => Eventually.Async(
        async () => (await contributions.Database.CountAsync("select count(*) from mt_events"), await contributions.Database.CountAsync("select count(*) from outbox"),
            await audit.Database.CountAsync("select count(*) from audit_log where source = 'contributions'")),
        seen => seen.Item2 == 0 && seen.Item1 == seen.Item3, what: "The log");

    private static async Task<IReadOnlyList<string>> PayloadsAsync(FrameHost audit)
    {
        await using var connection = await TestDatabase.OpenAsync(audit.Database.Superuser);
        await using var command = new Npgsql.NpgsqlCommand("select canonical from audit_log where source = 'contributions' order by index", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var payloads = new List<string>();
        while (await reader.ReadAsync()) payloads.Add(reader.GetString(0));
        return payloads;
    }

    // What Audit logged before the erasure stands as it did, and whoever was given a disclosure still finds its digest there.
    private static async Task StillProvenAsync(FrameHost audit, IReadOnlyList<string> before, IReadOnlyList<Disclosure> disclosures)
    {
        Assert.Equal(before, (await PayloadsAsync(audit)).Take(before.Count));
        var registered = before.Select(payload => JsonDocument.Parse(payload).RootElement).First(payload =>
            payload.TryGetProperty("particulars", out var said) && said.GetProperty("reference").GetString() == "canary-1");
        var opened = DisclosedPayload.Open(registered, disclosures);
        Assert.Equal(0, opened.Closed);
        Assert.Equal(disclosures.Count, opened.Value.GetProperty("particulars").GetProperty("secrecy").EnumerateObject().Count() - 1);
    }
}
