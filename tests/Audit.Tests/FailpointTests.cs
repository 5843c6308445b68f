using Ledger.Audit.Heads;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Tests;

/// <summary>
/// The service dies at every named place between an event and its signed proof, each time it is started again dies at the next one, and at
/// last it lives: no event without a leaf, no leaf without an event, none twice, no checkpoint that contradicts another.
/// </summary>
public sealed class FailpointTests(PostgresServer server)
{
    private readonly SendingService _made = new("made");
    private readonly List<(int First, int Last)> _unacknowledged = [];
    private readonly List<Guid> _uncounted = [];
    private int _counts;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wherever_it_dies_everything_is_logged_once()
    {
        var database = await server.DatabaseAsync();
        foreach (var point in Enum.GetValues<Failpoint>())
        {
            var death = new Death(point);
            Failpoints.Arm(death.Pass);
            await using (var dying = await RunningAudit.StartAsync(database))
            {
                await RunAsync(dying, death);
                // What runs beside requests may come to the place a little later.
                for (var i = 0; i < 80 && !death.Came; i++) await Task.Delay(25, Ct);
            }

            Failpoints.Arm(null);
            Assert.True(death.Came, $"Nothing came to {point}.");
            await CheckAsync(database, $"{point}");
        }

        await using var audit = await RunningAudit.StartAsync(database);
        await RunAsync(audit, null);
        long events;
        do
        {
            await Task.Delay(20, Ct);
            events = (await database.ReadAsync<long>("select count(*) from mt_events"))[0];
        }
        while ((await database.ReadAsync<long>("select count(*) from outbox"))[0] > 0 || (await database.ReadAsync<long>("select size from audit_tree"))[0] < events + _made.Sent.Count);

        await audit.SealedAsync(events + _made.Sent.Count, Ct);
        var report = await CheckAsync(database, "at last");
        Assert.Equal((events + _made.Sent.Count, events, 0L), (report.Entries, report.Events, report.Pending));
        Assert.Equal(events + _made.Sent.Count, (await database.ReadAsync<long>("select count(distinct event_id) from audit_log"))[0]);
        Assert.Equal(0L, (await database.ReadAsync<long>("select (select count(*) from audit_waiting) + (select count(*) from audit_conflict)"))[0]);
        // Every count that was begun is in the log once.
        Assert.Empty(_uncounted);
        Assert.Equal(_counts, (int)(await database.ReadAsync<long>("select count(*) from audit_log where event_type = 'tenant_heads.v1'"))[0]);
    }

    private static async Task<FsckReport> CheckAsync(LogDatabase database, string when)
    {
        var published = File.Exists(database.PublishedFile) ? await File.ReadAllTextAsync(database.PublishedFile, Ct) : null;
        var report = await Checker.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, published, _ => { }, Ct);
        Assert.True(report.Count == 0, $"{when}: {string.Join(", ", report.Problems.Select(problem => $"{problem.Code} {problem.Place}"))}");
        return report;
    }

    // Readings, which the service records, relays and logs itself; pages of another service, the later one first; a count; signatures. What
    // was not acknowledged comes again next time.
    private async Task RunAsync(RunningAudit audit, Death? death)
    {
        var before = _made.Sent.Count;
        for (var i = 0; i < 4; i++) _made.Record(Guid.CreateVersion7(), tenant: i % 2 == 0 ? "taihu" : "dongting");
        // The later page first, so that it waits.
        _unacknowledged.AddRange([(before + 3, before + 4), (before + 1, before + 2)]);
        _uncounted.Add(Guid.CreateVersion7());
        _counts++;
        using var client = audit.As("jian", "taihu", Roles.Regulator);
        await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
        foreach (var page in _unacknowledged.ToList())
        {
            await UntilDeadAsync(async () =>
            {
                await audit.Log.AppendAsync(_made.Page(page.First, page.Last), Ct);
                _unacknowledged.Remove(page);
            });
        }

        foreach (var count in _uncounted.ToList())
        {
            await UntilDeadAsync(async () =>
            {
                if (await audit.Service<HeadCounts>().RecordAsync(count, new DateOnly(2025, 3, 3), Ct)) _uncounted.Remove(count);
            });
        }

        await UntilDeadAsync(() => audit.SealedAsync(1, Ct));
        await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
        await UntilDeadAsync(() => audit.SealedAsync(1, Ct));

        async Task UntilDeadAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (ProcessDiedException) when (death is not null)
            {
                // Nothing is acknowledged.
            }
        }
    }

    /// <summary>From its moment on, nothing comes past any place any more.</summary>
    private sealed class Death(Failpoint at)
    {
        private volatile bool _came;

        public bool Came => _came;

        public void Pass(Failpoint point)
        {
            if (point == at) _came = true;
            if (_came) throw new ProcessDiedException();
        }
    }

    private sealed class ProcessDiedException : Exception;
}
