using System.Text.Json;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Fsck;

/// <summary>Counts the entries of every consortium anew and holds each count that was recorded against it.</summary>
internal sealed class HeadCheck(FsckReport report)
{
    private readonly Dictionary<string, Dictionary<string, SourceHead>> _counted = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<(Guid Stream, string Tenant, string Opening)>> _bySize = [];
    private readonly Dictionary<Guid, SortedSet<string>> _digests = [];

    public async Task ReadAsync(Snapshot log, CancellationToken ct)
    {
        await foreach (var row in log.RowsAsync("select stream_id, tenant_id, size, disclosure from audit_head", ct))
        {
            var (stream, size) = (row.GetGuid(0), row.GetInt64(2));
            if (!_bySize.TryGetValue(size, out var heads)) _bySize.Add(size, heads = []);
            heads.Add((stream, row.GetString(1), row.GetString(3)));
            if (!_digests.TryGetValue(stream, out var digests)) _digests.Add(stream, digests = new(StringComparer.Ordinal));
            digests.Add(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(row.GetString(3)))));
        }
    }

    /// <summary>One more entry; the log holds so many now.</summary>
    public void Entry(string tenant, string source, long tenantNumber, MerkleHash leaf, long size)
    {
        if (!_counted.TryGetValue(tenant, out var sources)) _counted.Add(tenant, sources = new(StringComparer.Ordinal));
        sources[source] = new SourceHead(tenantNumber, leaf);
        if (!_bySize.TryGetValue(size, out var heads)) return;
        foreach (var head in heads.GroupBy(head => head.Stream))
        {
            if (head.Count() != _counted.Count || !head.All(one => Fits(one.Tenant, one.Opening)))
                report.Add("head.count-differs", $"head {head.Key}", $"The count at {size} entries is not that of the log.", $"在 {size} 个条目时的清点与日志不符。");
        }
    }

    /// <summary>A count as it was logged: its digests are those of the openings that are kept.</summary>
    public void Logged(long at, Guid stream, string payload)
    {
        using var json = JsonDocument.Parse(payload);
        var said = json.RootElement.GetProperty("tenants").GetProperty("_sd").EnumerateArray()
            .Select(digest => Convert.ToBase64String(System.Buffers.Text.Base64Url.DecodeFromChars(digest.GetString()!)));
        if (!_digests.TryGetValue(stream, out var kept) || !kept.SetEquals(said))
            report.Add("head.opening-differs", $"log {at}", $"The count of entry {at} is not the one whose openings are kept.", $"条目 {at} 的清点与所存的披露不符。");
    }

    private bool Fits(string tenant, string opening)
    {
        try
        {
            var (said, heads) = TenantHeads.Open(opening);
            return said == tenant && _counted.TryGetValue(tenant, out var counted) && counted.Count == heads.Count
                && heads.All(head => counted.TryGetValue(head.Key, out var own) && own == head.Value);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
