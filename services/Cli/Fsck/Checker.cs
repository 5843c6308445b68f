using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Fsck;

/// <summary>Compares every service's events with the log, both ways.</summary>
public static class Checker
{
    /// <summary>Service that keeps the log; its own events are in the log too.</summary>
    public const string Audit = "audit";

    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);

    /// <summary>Checks; changes nothing. Services without a database here are not checked, and their entries not missed.</summary>
    /// <param name="databases">Connection string by service; <see cref="Audit"/> must be among them.</param>
    /// <param name="policy">Whose signature counts; null checks no signature.</param>
    /// <param name="published">The newest checkpoint from outside the database; null when there is none.</param>
    /// <param name="progress">Told from time to time.</param>
    /// <param name="ct">Stops the check.</param>
    /// <param name="state">How far an earlier check has come; null checks everything.</param>
    /// <exception cref="Npgsql.NpgsqlException">A database cannot be read as a whole.</exception>
    public static async Task<FsckReport> RunAsync(
        IReadOnlyDictionary<string, string> databases, WitnessPolicy? policy, string? published, Action<string> progress, CancellationToken ct,
        FsckState? state = null)
    {
        state ??= FsckState.None;
        var report = new FsckReport();
        // The services run on meanwhile. What the log takes in after this moment may be newer than a service's snapshot, and what a
        // service has sent may not have come in when the log's snapshot, the newest, is taken.
        var before = await SizeAsync(databases[Audit], ct);
        var unlogged = new List<(Guid Event, string Service)>();
        var snapshots = new List<(string Service, Snapshot Database)>();
        try
        {
            foreach (var (service, connection) in databases.Where(database => database.Key != Audit).OrderBy(database => database.Key, StringComparer.Ordinal))
                snapshots.Add((service, await Snapshot.OpenAsync(connection, ct)));
            snapshots.Add((Audit, await Snapshot.OpenAsync(databases[Audit], ct)));
            var log = new LogCheck(report, policy, state, progress);
            await log.RunAsync(snapshots[^1].Database, published, ct);
            progress($"log: {report.Entries} entries, {report.Signed} signed / 条目，已签署 {report.Signed}");
            foreach (var (service, database) in snapshots)
            {
                await new ServiceCheck(service, log.Entries, before, unlogged, report, state, progress).RunAsync(database, ct);
                progress($"{service}: done / 完成");
            }
        }
        finally
        {
            foreach (var (_, database) in snapshots) await database.DisposeAsync();
        }

        if (unlogged.Count > 0) await UnloggedAsync(databases[Audit], unlogged, report, ct);
        return report;
    }

    private static async Task<long> SizeAsync(string audit, CancellationToken ct)
    {
        await using var database = await Snapshot.OpenAsync(audit, ct);
        await foreach (var row in database.RowsAsync("select size from audit_tree", ct)) return row.GetInt64(0);
        return 0;
    }

    // Neither in the log nor in an outbox: between the two lies the broker, for a moment.
    private static async Task UnloggedAsync(string audit, List<(Guid Event, string Service)> unlogged, FsckReport report, CancellationToken ct)
    {
        await Task.Delay(OnTheWay, ct);
        var arrived = new HashSet<Guid>();
        await using var database = await Snapshot.OpenAsync(audit, ct);
        await foreach (var row in database.RowsAsync(
            "select event_id from audit_log where logged_at > now() - interval '1 hour' union all select (envelope::jsonb ->> 'ev')::uuid from audit_waiting", ct))
            arrived.Add(row.GetGuid(0));
        foreach (var (id, service) in unlogged)
        {
            if (arrived.Contains(id)) report.Pending++;
            else report.Add("event.without-leaf", $"{service} {id}", $"Event {id} is not in the log and not on its way there.", $"事件 {id} 不在日志中，也不在途中。");
        }
    }
}
