using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Log;
using Ledger.Rules;
using Ledger.Transparency.Search;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Benchmarks.Trail;

/// <summary>
/// Writes a log of a consortium straight into the tables, as the superuser: groups of ten events (a contribution from registration to
/// accepted value, its appraisal, two months of hours), and after every hundred groups a run that settles them.
/// </summary>
internal sealed class MadeLog
{
    public const string Tenant = "taihu";
    public const int GroupsOfRun = 100;

    private const int PageEntries = 200;

    private static readonly string[] Things = ["数控机床", "三坐标测量机", "工业机器人", "培训课程", "milling machine", "welding robot", "laser cutter", "training course"];

    private readonly Dictionary<(string Source, Guid Stream), long> _versions = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Random _random = new(20250302);
    private readonly List<Made> _page = [];
    private long _index;

    /// <summary>Streams to ask about.</summary>
    public List<Guid> Runs { get; } = [];

    public List<Guid> Contributions { get; } = [];

    public List<Guid> Values { get; } = [];

    public long Count => _index;

    public async Task WriteAsync(string superuser, int entries, Action<long> progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync(ct);
        var accepted = new List<(Citation Value, string Party)>();
        while (_index < entries)
        {
            accepted.Add(Group());
            if (accepted.Count == GroupsOfRun)
            {
                Run(accepted);
                accepted.Clear();
            }

            if (_page.Count < 5_000) continue;
            await FlushAsync(connection, ct);
            progress(_index);
        }

        await FlushAsync(connection, ct);
        await using var done = new NpgsqlCommand($"update audit_tree set size = {_index}, hashes = '{{}}'; analyze", connection) { CommandTimeout = 300 };
        await done.ExecuteNonQueryAsync(ct);
    }

    // 200 parties, 2,000 persons, ten years of days.
    private (Citation Value, string Party) Group()
    {
        var (party, person) = ($"E{Number(_random.Next(1, 201))}", $"person-{Number(_random.Next(1, 2001))}");
        var day = new DateOnly(2020, 1, 1).AddDays((int)(_index / 300 % 3650));
        var (contribution, appraisal) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var thing = Things[_random.Next(Things.Length)];
        var claimed = Amount(_random.Next(1_000, 2_000_000));
        var by = new JsonObject { ["person"] = person, ["organisation"] = party };
        var registered = Add("contributions", contribution, "contribution_registered.v1", new JsonObject
        {
            ["particulars"] = new JsonObject
            {
                ["reference"] = $"{party}-{Number((int)_index)}", ["party"] = party, ["effectiveOn"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["title"] = new JsonObject { ["zh"] = $"{thing}第{Number(_random.Next(1000))}号", ["en"] = $"{thing} number {Number(_random.Next(1000))}" }, ["claimed"] = claimed,
            },
            ["by"] = by,
        });
        var verified = Add("contributions", contribution, "contribution_verified.v1", new JsonObject { ["by"] = Person("verifier", "S") });
        Add("valuation", appraisal, "appraisal_opened.v1", new JsonObject { ["contribution"] = Cite(registered), ["party"] = party });
        Add("valuation", appraisal, "value_proposed.v1", new JsonObject { ["contribution"] = Cite(verified), ["value"] = claimed.DeepClone(), ["by"] = Person("valuer", "V") });
        var accepted = Add("valuation", appraisal, "value_accepted.v1", new JsonObject { ["party"] = party, ["accepted"] = claimed.DeepClone(), ["by"] = Person("approver", "S") });
        Add("contributions", contribution, "accepted_value_recorded.v1", new JsonObject { ["source"] = Cite(accepted), ["accepted"] = claimed.DeepClone() });
        for (var i = 0; i < 4; i++)
            Add("contributions", contribution, "hours_logged.v1", new JsonObject { ["day"] = day.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["minutes"] = 480, ["by"] = Person(person, party) });
        if (_random.Next(50) == 0)
        {
            Contributions.Add(contribution);
            Values.Add(appraisal);
        }

        return (accepted, party);
    }

    private void Run(List<(Citation Value, string Party)> accepted)
    {
        var run = Guid.CreateVersion7();
        Runs.Add(run);
        JsonArray Lines() => new([.. accepted.Select(value => (JsonNode)new JsonObject { ["party"] = value.Party, ["source"] = Cite(value.Value), ["cash"] = Amount(_random.Next(1000, 100_000)) })]);
        Add("distribution", run, "run_computed.v1", new JsonObject { ["lines"] = Lines(), ["by"] = Person("finance", "S") });
        Add("distribution", run, "run_proposed.v1", new JsonObject { ["by"] = Person("finance", "S") });
        Add("distribution", run, "run_approved.v1", new JsonObject { ["by"] = Person("approver", "S") });
        Add("distribution", run, "run_settled.v1", new JsonObject { ["by"] = Person("finance", "S") });
    }

    private Citation Add(string source, Guid stream, string type, JsonObject payload)
    {
        var version = _versions[(source, stream)] = _versions.GetValueOrDefault((source, stream)) + 1;
        var number = _numbers[source] = _numbers.GetValueOrDefault(source) + 1;
        var text = payload.ToJsonString();
        using var parsed = JsonDocument.Parse(text);
        var id = Guid.CreateVersion7();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        var references = ServiceDefaults.Outbox.Citations.In(parsed.RootElement);
        var at = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_index * 300);
        var envelope = new JsonObject
        {
            ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), ["ev"] = id.ToString(), ["k"] = "ledger-envelope/1", ["n"] = type, ["ph"] = hash,
            ["refs"] = new JsonArray([.. references.Select(cited => (JsonNode)Cite(cited))]), ["seq"] = Text(number), ["sn"] = Text(number), ["src"] = source, ["st"] = stream.ToString(),
            ["tn"] = Tenant, ["tv"] = Text(number), ["ver"] = Text(version),
        }.ToJsonString();
        var said = new Envelope(id, type, hash, references, number, source, number, Tenant, number, stream, version, at);
        _page.Add(new Made(_index++, said, envelope, text, Findable.Of(type, at, parsed.RootElement)));
        return new Citation(id, hash);
    }

    private async Task FlushAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await CopyAsync(connection,
            "audit_log (index, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id, stream_version, recorded_at, payload_hash, leaf_hash, envelope, canonical)",
            _page, static async (row, made) =>
            {
                var said = made.Said;
                await row.WriteAsync(made.Index);
                await row.WriteAsync(said.Tenant);
                await row.WriteAsync(said.Source);
                await row.WriteAsync(said.SourceNumber);
                await row.WriteAsync(said.TenantNumber);
                await row.WriteAsync(said.Event);
                await row.WriteAsync(said.Type);
                await row.WriteAsync(said.Stream);
                await row.WriteAsync(said.Version);
                await row.WriteAsync(said.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                await row.WriteAsync(Convert.FromHexString(said.PayloadHash));
                await row.WriteAsync(new byte[32]);
                await row.WriteAsync(made.Envelope);
                await row.WriteAsync(made.Payload);
            }, ct);
        await CopyAsync(connection, "audit_found (index, tenant_id, recorded_at)", _page, static async (row, made) =>
        {
            await row.WriteAsync(made.Index);
            await row.WriteAsync(made.Said.Tenant);
            await row.WriteAsync(made.Said.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        }, ct);
        // As the intake writes them, page by page.
        var blocks = _page.Chunk(PageEntries).SelectMany(page => TermBlocks.Of(page.SelectMany(made => made.Found.Terms.Select(term => (made.Index, made.Said.Tenant, term.Field, term.Term)))));
        await CopyAsync(connection, "audit_term (tenant_id, field, term, block, entries)", blocks, static async (row, block) =>
        {
            await row.WriteAsync(block.Tenant);
            await row.WriteAsync(block.Field);
            await row.WriteAsync(block.Term);
            await row.WriteAsync(block.Block);
            await row.WriteAsync(block.Entries);
        }, ct);
        await CopyAsync(connection, "audit_amount (index, tenant_id, currency, amount)", _page.SelectMany(made => made.Found.Amounts.Select(amount => (made, amount))), static async (row, pair) =>
        {
            await row.WriteAsync(pair.made.Index);
            await row.WriteAsync(pair.made.Said.Tenant);
            await row.WriteAsync(pair.amount.Currency);
            await row.WriteAsync(pair.amount.TenThousandths);
        }, ct);
        await CopyAsync(connection, "audit_cite (index, tenant_id, cited, event_id)", _page.SelectMany(made => made.Said.References.Select(cited => (made, cited.Event))), static async (row, pair) =>
        {
            await row.WriteAsync(pair.made.Index);
            await row.WriteAsync(pair.made.Said.Tenant);
            await row.WriteAsync(pair.Event);
            await row.WriteAsync(pair.made.Said.Event);
        }, ct);
        _page.Clear();
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string table, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken ct)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", ct);
        foreach (var item in rows)
        {
            await importer.StartRowAsync(ct);
            await write(importer, item);
        }

        await importer.CompleteAsync(ct);
    }

    private static JsonObject Person(string person, string organisation) => new() { ["person"] = person, ["organisation"] = organisation };

    private static JsonObject Cite(Citation cited) => new() { ["ev"] = cited.Event.ToString(), ["ph"] = cited.PayloadHash };

    private static JsonObject Amount(int whole) => new() { ["amount"] = Number(whole) + ".00", ["currency"] = "CNY" };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Made(long Index, Envelope Said, string Envelope, string Payload, Findable Found);
}
