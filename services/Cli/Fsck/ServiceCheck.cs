using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Transparency;

namespace Ledger.Cli.Fsck;

/// <summary>One service's events against the log, both ways, with the guards and counters of its database.</summary>
internal sealed class ServiceCheck(
    string service, Dictionary<Guid, KnownEntry> entries, long sizeBefore, List<(Guid Event, string Service)> unlogged, FsckReport report,
    FsckState state, Action<string> progress)
{
    private static readonly string[] Triggers = ["mt_events.events_append_only", "mt_events.outbox_capture"];

    // The log's own tables; each refuses changes and, but for the two rows that only grow, truncation.
    private static readonly string[] LogTriggers =
    [
        .. new[] { "audit_log", "audit_conflict", "audit_checkpoint", "audit_tile", "audit_cosignature", "audit_head", "audit_found", "audit_term", "audit_amount", "audit_cite" }
            .SelectMany(table => new[] { $"{table}.{table}_append_only", $"{table}.{table}_no_truncate" }),
        "audit_tree.audit_tree_grows", "audit_source.audit_source_advances", "audit_checkpoint.audit_checkpoint_grows",
    ];

    private readonly Dictionary<(string Tenant, Guid Stream), long> _versions = [];

    public async Task RunAsync(Snapshot database, CancellationToken ct)
    {
        var (pending, counters) = (new HashSet<long>(), new CounterCheck(service, report));
        await foreach (var row in database.RowsAsync("select seq_id, tenant_id, source_no is null from outbox", ct))
        {
            pending.Add(row.GetInt64(0));
            if (row.GetBoolean(2)) counters.NotNumbered(row.GetString(1));
        }

        var (count, checkedUpTo) = await ContinueAsync(database, pending, counters, ct);
        await foreach (var row in database.RowsAsync(
            $"""
            select seq_id, id, stream_id, version, type, timestamp, tenant_id, data::text, headers ->> 'ph' from mt_events
            where type <> 'tombstone' and seq_id > {checkedUpTo.ToString(CultureInfo.InvariantCulture)} order by seq_id
            """, ct))
        {
            var stored = Rows.Event(row);
            Event(stored, pending.Contains(stored.Sequence));
            counters.Event(stored.Tenant);
            (count, checkedUpTo) = (count + 1, stored.Sequence);
            if (++report.Events % state.Every != 0) continue;
            progress($"{service}: {count} events / 事件");
            if (report.Count == 0) state.Keep(service, checkedUpTo, count);
        }

        await counters.CompareAsync(database, ct);
        LeftOver();
        await GuardsAsync(database, ct);
        if (report.Count == 0) state.Keep(service, checkedUpTo, count);
    }

    // What was checked before is not hashed again: it must still be there, no more and no less, and as it was logged.
    private async Task<(long Count, long UpTo)> ContinueAsync(Snapshot database, HashSet<long> pending, CounterCheck counters, CancellationToken ct)
    {
        var (sequence, count) = state.Of(service);
        var upTo = sequence.ToString(CultureInfo.InvariantCulture);
        await foreach (var row in database.RowsAsync($"select count(*) from mt_events where type <> 'tombstone' and seq_id <= {upTo}", ct))
        {
            // A transaction that was late, or somebody's hand: then nothing of this service is taken as checked.
            if (count == 0 || row.GetInt64(0) != count) return (0, long.MinValue);
        }

        await foreach (var row in database.RowsAsync(
            $"select seq_id, id, stream_id, version, tenant_id, headers ->> 'ph' from mt_events where type <> 'tombstone' and seq_id <= {upTo} order by seq_id", ct))
        {
            var (id, tenant) = (row.GetGuid(1), row.GetString(4));
            _versions[(tenant, row.GetGuid(2))] = row.GetInt64(3);
            counters.Event(tenant);
            report.Events++;
            if (!entries.Remove(id, out var logged)) NotLogged(id, pending.Contains(row.GetInt64(0)));
            else if (logged.PayloadHash != Rows.Text(row, 5))
                report.Add("event.payload-unlike-log", $"{service} {id}", $"The payload of event {id} is not that of entry {logged.Index}.", $"事件 {id} 的内容与条目 {logged.Index} 不同。");
        }

        return (count, sequence);
    }

    private void NotLogged(Guid id, bool pending)
    {
        if (pending) report.Pending++;
        else unlogged.Add((id, service));
    }

    private void LeftOver()
    {
        foreach (var left in entries.Where(entry => entry.Value.Source == service && entry.Value.Index < sizeBefore).OrderBy(entry => entry.Value.Index))
        {
            report.Add("leaf.without-event", $"log {left.Value.Index}",
                $"{service} does not hold the event {left.Key} that was logged as entry {left.Value.Index}.", $"{service} 中没有已记为条目 {left.Value.Index} 的事件 {left.Key}。");
        }
    }

    private void Event(StoredEvent stored, bool pending)
    {
        var place = $"{service} {stored.Id}";
        var before = _versions.GetValueOrDefault((stored.Tenant, stored.Stream));
        if (stored.Version is long.MinValue || stored.Version - 1 != before)
            report.Add("stream.version-broken", place, $"Version {stored.Version} of stream {stored.Stream} follows {before}.", $"流 {stored.Stream} 的版本 {stored.Version} 在 {before} 之后。");
        _versions[(stored.Tenant, stored.Stream)] = stored.Version;
        byte[] payload;
        using var json = JsonDocument.Parse(stored.Data);
        try
        {
            payload = CanonicalJson.Bytes(json.RootElement);
        }
        catch (FormatException)
        {
            report.Add("event.payload-differs", place, "The event's payload has no canonical form.", "事件内容没有规范格式。");
            entries.Remove(stored.Id);
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(payload));
        if (hash != stored.HeaderHash)
            report.Add("event.payload-differs", place, $"The payload of event {stored.Id} is not the one that was recorded.", $"事件 {stored.Id} 的内容与记录时不同。");
        if (entries.Remove(stored.Id, out var logged))
        {
            if (logged.PayloadHash != hash)
                report.Add("event.payload-unlike-log", place, $"The payload of event {stored.Id} is not that of entry {logged.Index}.", $"事件 {stored.Id} 的内容与条目 {logged.Index} 不同。");
            else if (logged.Source != service || !MerkleTree.Leaf(EventEnvelope.Of(stored, service, logged, hash, json.RootElement)).Equals(logged.Leaf))
                report.Add("event.metadata-unlike-log", place, $"Time, type, stream, consortium or order of event {stored.Id} are not those of entry {logged.Index}.", $"事件 {stored.Id} 的时间、类型、流、联合体或次序与条目 {logged.Index} 不同。");
        }
        else
        {
            NotLogged(stored.Id, pending);
        }
    }

    private async Task GuardsAsync(Snapshot database, CancellationToken ct)
    {
        var enabled = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in database.RowsAsync(
            "select concat(c.relname, '.', t.tgname) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and t.tgenabled = 'A' and not t.tgisinternal", ct))
            enabled.Add(row.GetString(0));
        foreach (var trigger in (service == Checker.Audit ? [.. Triggers, .. LogTriggers] : Triggers).Where(trigger => !enabled.Contains(trigger)))
            report.Add("trigger.missing", service, $"The trigger {trigger} is missing or not enabled always.", $"触发器 {trigger} 缺失或未始终启用。");

        await foreach (var row in database.RowsAsync("select tenant_id, id, version from mt_streams", ct))
        {
            var key = (row.GetString(0), row.GetGuid(1));
            if (!_versions.Remove(key, out var version) || version != row.GetInt64(2))
                report.Add("stream.count-differs", $"{service} {key.Item2}", $"Stream {key.Item2} should have {row.GetInt64(2)} events and has {version}.", $"流 {key.Item2} 应有 {row.GetInt64(2)} 个事件，实有 {version} 个。");
        }

        foreach (var (key, version) in _versions)
            report.Add("stream.missing", $"{service} {key.Stream}", $"{version} events belong to a stream that is not there: {key.Stream}.", $"{version} 个事件所属的流 {key.Stream} 不存在。");
    }
}
