namespace Ledger.Cli.Fsck;

/// <summary>The relay's counters against the events that it numbered: one per service and one per consortium, both without gaps.</summary>
internal sealed class CounterCheck(string service, FsckReport report)
{
    private readonly Dictionary<string, long> _numbered = new(StringComparer.Ordinal);

    /// <summary>An event of a consortium.</summary>
    public void Event(string tenant) => _numbered[tenant] = _numbered.GetValueOrDefault(tenant) + 1;

    /// <summary>One of them waits for its number.</summary>
    public void NotNumbered(string tenant) => _numbered[tenant] = _numbered.GetValueOrDefault(tenant) - 1;

    /// <summary>Holds the counters of the same snapshot against them.</summary>
    public async Task CompareAsync(Snapshot database, CancellationToken ct)
    {
        var all = _numbered.Values.Sum();
        await foreach (var row in database.RowsAsync("select source_no from relay_state", ct))
        {
            if (row.GetInt64(0) != all)
                report.Add("counter.source-differs", service, $"The relay of {service} has numbered {row.GetInt64(0)} events; {all} have a number.", $"{service} 的转发器已编号 {row.GetInt64(0)}，实有编号事件 {all} 个。");
        }

        await foreach (var row in database.RowsAsync("select tenant_id, tenant_no from relay_tenant order by tenant_id", ct))
        {
            _numbered.Remove(row.GetString(0), out var count);
            Compare(row.GetString(0), row.GetInt64(1), count);
        }

        foreach (var (tenant, count) in _numbered.OrderBy(left => left.Key, StringComparer.Ordinal)) Compare(tenant, 0, count);
    }

    private void Compare(string tenant, long said, long count)
    {
        if (said != count)
            report.Add("counter.tenant-differs", $"{service} {tenant}", $"The relay of {service} has numbered {said} events of {tenant}; {count} have a number.", $"{service} 的转发器为 {tenant} 编号 {said}，实有编号事件 {count} 个。");
    }
}
