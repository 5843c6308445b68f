using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Fsck;

/// <summary>The log by itself: every entry hashed anew, every number in order, the tree rebuilt and held against what was signed.</summary>
internal sealed class LogCheck(FsckReport report, WitnessPolicy? policy, Action<string> progress)
{
    private const int Every = 50_000;

    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly List<(long Size, MerkleHash Root)> _signed = [];
    private CompactRange _tree = CompactRange.Empty;

    /// <summary>Entries by event; each service's check takes its own out.</summary>
    public Dictionary<Guid, KnownEntry> Entries { get; } = [];

    public async Task RunAsync(Snapshot log, string? published, CancellationToken ct)
    {
        await SignedAsync(log, published, ct);
        var next = 0;
        var index = 0L;
        await foreach (var row in log.RowsAsync(
            """
            select index, envelope, canonical, leaf_hash, payload_hash, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id,
                stream_version, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from audit_log order by index
            """, ct))
        {
            var at = row.GetInt64(0);
            if (at != index) report.Add("log.entry-missing", $"log {index}", $"Entry {index} is missing; the next one is {at}.", $"缺条目 {index}，其后为 {at}。");
            index = at + 1;
            var leaf = MerkleTree.Leaf(Encoding.UTF8.GetBytes(row.GetString(1)));
            if (!leaf.Equals(Rows.Hash(row, 3)))
                report.Add("log.leaf-differs", $"log {at}", $"The envelope of entry {at} is not the one that was hashed.", $"条目 {at} 的信封与其哈希不符。");
            Entry(row, at, leaf);
            _tree = _tree.Append(leaf);
            while (next < _signed.Count && _signed[next].Size <= _tree.Size)
            {
                if (_signed[next].Size == _tree.Size && !_signed[next].Root.Equals(_tree.Root))
                {
                    report.Add("checkpoint.root-differs", $"checkpoint {_tree.Size}",
                        $"The first {_tree.Size} entries are not those that were signed.", $"前 {_tree.Size} 个条目与所签署的不同。");
                }

                next++;
            }

            if (++report.Entries % Every == 0) progress($"log: {report.Entries} entries / 条目");
        }

        foreach (var (size, _) in _signed.Skip(next))
            report.Add("checkpoint.beyond-log", $"checkpoint {size}", $"{size} entries were signed; the log holds {_tree.Size}.", $"已签署 {size} 个条目，日志仅有 {_tree.Size} 个。");
        await TreeAsync(log, ct);
    }

    // Every checkpoint that was stored, and the published one: signed by the log, and sizes and roots as it says.
    private async Task SignedAsync(Snapshot log, string? published, CancellationToken ct)
    {
        var notes = new List<(string Place, string Note)>();
        await foreach (var row in log.RowsAsync("select size, note, root from audit_checkpoint order by size", ct))
        {
            var place = $"checkpoint {row.GetInt64(0).ToString(CultureInfo.InvariantCulture)}";
            if (Read(place, row.GetString(1)) is not { } said) continue;
            if (said.Size != row.GetInt64(0) || !said.Root.Equals(Rows.Hash(row, 2)))
                report.Add("checkpoint.row-differs", place, "The row says something else than its signed note.", "该行与其已签署内容不符。");
            _signed.Add((said.Size, said.Root));
            report.Signed = Math.Max(report.Signed, said.Size);
        }

        if (published is not null && Read("published checkpoint", published) is { } copy) _signed.Add((copy.Size, copy.Root));
        _signed.Sort((a, b) => a.Size.CompareTo(b.Size));
    }

    private Checkpoint? Read(string place, string note)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            var checkpoint = Checkpoint.Parse(signed.Text);
            if (policy is null || policy.Evaluate(signed).IsAuthentic) return checkpoint;
        }
        catch (FormatException)
        {
            // Reported below: no checkpoint is no signed checkpoint.
        }

        report.Add("checkpoint.not-signed", place, "The log's key did not sign this checkpoint.", "该检查点没有日志密钥的签名。");
        return null;
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
        if (now != before + 1)
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

        await foreach (var row in log.RowsAsync(
            """
            select t.level, t.index from audit_tile t where t.level = 0 and t.hashes <>
                (select string_agg(l.leaf_hash, ''::bytea order by l.index) from audit_log l where l.index >= t.index * 256 and l.index < t.index * 256 + 256)
            union all
            select t.level, t.index from audit_tile t where t.level > 0 and t.hashes <>
                (select string_agg(b.root, ''::bytea order by b.index) from audit_tile b
                 where b.level = t.level - 1 and b.index >= t.index * 256 and b.index < t.index * 256 + 256)
            """, ct))
        {
            var place = $"tile {row.GetInt32(0)}/{row.GetInt64(1)}";
            report.Add("log.tile-differs", place, "A stored tile is not made of the hashes below it.", "所存瓦片与其下的哈希不符。");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
