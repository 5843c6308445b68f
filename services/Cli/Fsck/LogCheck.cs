using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Fsck;

/// <summary>The log by itself: every entry hashed anew, every number in order, the tree rebuilt and held against what was signed.</summary>
internal sealed class LogCheck(FsckReport report, WitnessPolicy? policy, FsckState state, Action<string> progress)
{
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private CheckpointCheck _signed = new(report);
    private HeadCheck _heads = new(report);
    private CompactRange _tree = CompactRange.Empty;
    private TileCheck _tiles = new(report);
    private readonly DerivedCheck _derived = new(report, state, progress);

    /// <summary>Entries by event; each service's check takes its own out.</summary>
    public Dictionary<Guid, KnownEntry> Entries { get; } = [];

    public async Task RunAsync(Snapshot log, string? published, CancellationToken ct)
    {
        await OpenAsync(log, published, ct);
        _derived.Begin(state.Log.Size);
        if (state.Log.Size > 0) await ContinueAsync(log, published, ct);
        var index = _tree.Size;
        await foreach (var row in log.RowsAsync(
            $"""
            select index, envelope, canonical, leaf_hash, payload_hash, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id,
                stream_version, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from audit_log {(index == 0 ? "" : $"where index >= {Text(index)}")} order by index
            """, ct))
        {
            var at = row.GetInt64(0);
            if (at != index) report.Add("log.entry-missing", $"log {index}", $"Entry {index} is missing; the next one is {at}.", $"缺条目 {index}，其后为 {at}。");
            // An index beyond all numbers is a finding, not the end of the check.
            index = at == long.MaxValue ? at : at + 1;
            var leaf = MerkleTree.Leaf(Encoding.UTF8.GetBytes(row.GetString(1)));
            if (!leaf.Equals(Rows.Hash(row, 3)))
                report.Add("log.leaf-differs", $"log {at}", $"The envelope of entry {at} is not the one that was hashed.", $"条目 {at} 的信封与其哈希不符。");
            Entry(row, at, leaf);
            Grow(leaf, row.GetString(5), row.GetString(6), row.GetInt64(8));
            if (++report.Entries % state.Every != 0) continue;
            progress($"log: {report.Entries} entries / 条目");
            if (report.Count == 0) state.Keep(_tree, _derived.Sums);
        }

        _signed.End(_tree);
        await TreeAsync(log, ct);
        await _tiles.CompareAsync(log, report.Signed, ct);
        await SourcesAsync(log, ct);
        if (report.Count == 0) await _derived.CompareAsync(log, _tree.Size, ct);
        if (report.Count == 0) state.Keep(_tree, _derived.Sums);
    }

    private async Task OpenAsync(Snapshot log, string? published, CancellationToken ct)
    {
        await _signed.ReadAsync(log, published, policy, ct);
        await _heads.ReadAsync(log, ct);
    }

    // What was checked before is not hashed again; its leaf hashes must still make the tree that was checked.
    private async Task ContinueAsync(Snapshot log, string? published, CancellationToken ct)
    {
        progress($"log: goes on behind {state.Log.Size} entries / 从第 {state.Log.Size} 个条目之后继续");
        await foreach (var row in log.RowsAsync(
            $"""
            select index, event_id, source, source_no, tenant_no, leaf_hash, payload_hash, tenant_id, stream_id, stream_version
            from audit_log where index < {Text(state.Log.Size)} order by index
            """, ct))
        {
            var (tenant, source, leaf) = (row.GetString(7), row.GetString(2), Rows.Hash(row, 5));
            Entries.TryAdd(row.GetGuid(1), new KnownEntry(
                row.GetInt64(0), string.Intern(source), Text(row.GetInt64(3)), Text(row.GetInt64(4)), leaf, Rows.Hash(row, 6).ToString()));
            (_last[$"sn {source}"], _last[$"tv {source} {tenant}"]) = (row.GetInt64(3), row.GetInt64(4));
            _last[$"ver {source} {tenant} {row.GetGuid(8)}"] = row.GetInt64(9);
            Grow(leaf, tenant, source, row.GetInt64(4));
            report.Entries++;
        }

        if (_tree.Size == state.Log.Size && _tree.Hashes.SequenceEqual(state.Log.Hashes)) return;
        report.Add("state.other-log", "state",
            $"The first {state.Log.Size} entries are not those that were checked before; all are checked again.", $"前 {state.Log.Size} 个条目与上次核对的不同；全部重新核对。");
        state.Forget();
        (_tree, report.Entries, _signed, _heads, _tiles) = (CompactRange.Empty, 0, new(report), new(report), new(report));
        _derived.Begin(CompactRange.Empty.Size);
        Entries.Clear();
        _last.Clear();
        await OpenAsync(log, published, ct);
    }

    private void Grow(MerkleHash leaf, string tenant, string source, long tenantNumber)
    {
        _tree = _tree.Append(leaf);
        _tiles.Leaf(leaf);
        _signed.Tree(_tree);
        _heads.Entry(tenant, source, tenantNumber, leaf, _tree.Size);
    }

    private void Entry(Npgsql.NpgsqlDataReader row, long at, MerkleHash leaf)
    {
        try
        {
            using var json = JsonDocument.Parse(row.GetString(1));
            var envelope = json.RootElement;
            string Of(string member) => envelope.GetProperty(member).GetString() ?? "";
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.GetString(2))));
            if (hash != Of("ph")) report.Add("log.payload-differs", $"log {at}", $"The payload of entry {at} is not the one that was logged.", $"条目 {at} 的内容与记入时不同。");
            string[] columns =
            [
                Rows.Hash(row, 4).ToString(), row.GetString(5), row.GetString(6), Text(row.GetInt64(7)), Text(row.GetInt64(8)),
                row.GetGuid(9).ToString(), row.GetString(10), row.GetGuid(11).ToString(), Text(row.GetInt64(12)), row.GetString(13),
            ];
            string[] members = ["ph", "tn", "src", "sn", "tv", "ev", "n", "st", "ver", "at"];
            for (var i = 0; i < members.Length; i++)
            {
                if (columns[i] != Of(members[i]))
                    report.Add("log.column-differs", $"log {at}", $"The row of entry {at} says {columns[i]}, its envelope {Of(members[i])}.", $"条目 {at} 的行为 {columns[i]}，信封为 {Of(members[i])}。");
            }

            Follows(at, $"{Of("src")}", "sn", Of("sn"));
            Follows(at, $"{Of("src")} {Of("tn")}", "tv", Of("tv"));
            Follows(at, $"{Of("src")} {Of("tn")} {Of("st")}", "ver", Of("ver"));
            foreach (var cited in envelope.GetProperty("refs").EnumerateArray())
            {
                if (!Entries.TryGetValue(cited.GetProperty("ev").GetGuid(), out var cause) || cause.PayloadHash != cited.GetProperty("ph").GetString())
                    report.Add("log.citation-broken", $"log {at}", $"Entry {at} cites what is not in the log before it.", $"条目 {at} 所引用的内容不在其前的日志中。");
            }

            if (report.Count == 0)
            {
                using var payload = JsonDocument.Parse(row.GetString(2));
                _derived.Entry(at, envelope, payload.RootElement);
            }

            if (Of("src") == TenantHeads.Source && Of("n") == TenantHeads.EventType) _heads.Logged(at, row.GetGuid(11), row.GetString(2));
            if (!Entries.TryAdd(envelope.GetProperty("ev").GetGuid(), new KnownEntry(at, string.Intern(Of("src")), Of("sn"), Of("tv"), leaf, Of("ph"))))
                report.Add("log.event-twice", $"log {at}", $"The event of entry {at} stands in the log before.", $"条目 {at} 的事件此前已在日志中。");
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            report.Add("log.envelope-malformed", $"log {at}", $"The envelope of entry {at} cannot be read.", $"条目 {at} 的信封无法读取。");
        }
    }

    private void Follows(long at, string of, string member, string number)
    {
        var key = $"{member} {of}";
        var before = _last.GetValueOrDefault(key);
        var now = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        if (now - 1 != before)
            report.Add("log.number-broken", $"log {at}", $"Number '{member}' of {of} is {now} after {before}.", $"{of} 的编号“{member}”在 {before} 之后为 {now}。");
        _last[key] = now;
    }

    private async Task TreeAsync(Snapshot log, CancellationToken ct)
    {
        await foreach (var row in log.RowsAsync("select size, hashes from audit_tree", ct))
        {
            var same = row.GetInt64(0) == _tree.Size && Rows.Hashes(row, 1).SequenceEqual(_tree.Hashes);
            if (!same) report.Add("log.tree-differs", "tree", "The stored tree is not that of the entries.", "所存哈希树与条目不符。");
        }
    }

    private async Task SourcesAsync(Snapshot log, CancellationToken ct)
    {
        await foreach (var row in log.RowsAsync("select source, last_source_no, quarantined_at is not null, coalesce(quarantine_no, 0) from audit_source order by source", ct))
        {
            var (source, said, logged) = (row.GetString(0), row.GetInt64(1), _last.GetValueOrDefault($"sn {row.GetString(0)}"));
            if (said != logged) report.Add("source.number-differs", source, $"The log says that it holds {source} up to {said}, and holds it up to {logged}.", $"日志称已记入 {source} 至 {said}，实际至 {logged}。");
            if (row.GetBoolean(2)) report.Add("source.quarantined", source, $"{source} sent something that contradicts the log, at number {row.GetInt64(3)}; nothing of it is logged since.", $"{source} 在编号 {row.GetInt64(3)} 处与日志矛盾，此后未再记入。");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
