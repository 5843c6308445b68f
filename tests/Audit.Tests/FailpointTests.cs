using System.Collections.Concurrent;
using Ledger.Audit.Heads;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Tests;

/// <summary>
/// The service dies at every named place between an event and its signed proof, the first and a later time it comes there, and is started
/// again: no event without a leaf, no leaf without an event, none twice, no checkpoint that contradicts another.
/// </summary>
public sealed class FailpointTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Each in a database of its own, and mostly waiting: side by side, so that all of them are tried every time.
    [Fact]
    public async Task Whatever_dies_everything_is_logged_once()
    {
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            from point in Enum.GetValues<Failpoint>() from hit in new[] { 1, 2 } select (point, hit), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (death, _) =>
            {
                try
                {
                    await DieAsync(death.point, death.hit);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failed.Add($"{death.point}, time {death.hit}: {failure.Message}");
                }
            });
        Assert.Empty(failed);
    }

    private async Task DieAsync(Failpoint point, int hit)
    {
        var made = new SendingService("made");
        var database = await server.DatabaseAsync();
        for (var i = 0; i < 4; i++) made.Record(Guid.CreateVersion7(), tenant: i % 2 == 0 ? "taihu" : "dongting");
        var death = new Death(point, hit);
        Failpoints.Arm(death.Pass);
        await using (var dying = await RunningAudit.StartAsync(database))
        {
            await RunAsync(dying, made, death);
            // What runs beside requests may come to the place a little later.
            for (var i = 0; i < 60 && !death.Came; i++) await Task.Delay(25, Ct);
        }

        Failpoints.Arm(null);
        Assert.True(death.Came || hit > 1, $"Nothing came to {point}.");

        // The message that was not acknowledged comes again, and readers go on.
        await using var audit = await RunningAudit.StartAsync(database);
        await RunAsync(audit, made, null);
        long events;
        do
        {
            await Task.Delay(20, Ct);
            events = (await database.ReadAsync<long>("select count(*) from mt_events"))[0];
        }
        while ((await database.ReadAsync<long>("select count(*) from outbox"))[0] > 0 || (await database.ReadAsync<long>("select size from audit_tree"))[0] < events + made.Sent.Count);

        await audit.SealedAsync(events + made.Sent.Count, Ct);
        var report = await Checker.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, await File.ReadAllTextAsync(database.PublishedFile, Ct), _ => { }, Ct);
        Assert.True(report.Count == 0, string.Join(", ", report.Problems.Select(problem => $"{problem.Code} {problem.Place}")));
        Assert.Equal((events + made.Sent.Count, events, 0L), (report.Entries, report.Events, report.Pending));
        Assert.Equal(events + made.Sent.Count, (await database.ReadAsync<long>("select count(distinct event_id) from audit_log"))[0]);
        Assert.Equal(0L, (await database.ReadAsync<long>("select (select count(*) from audit_waiting) + (select count(*) from audit_conflict)"))[0]);
    }

    // A reading, which the service records, relays and logs itself; pages of another service, the later one first; a count; a signature.
    private static async Task RunAsync(RunningAudit audit, SendingService made, Death? death)
    {
        using var client = audit.As("jian", "taihu", Roles.Regulator);
        await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
        await UntilDeadAsync(() => audit.Log.AppendAsync(made.Page(3, 4), Ct));
        await UntilDeadAsync(() => audit.Log.AppendAsync(made.Page(1, 2), Ct));
        await UntilDeadAsync(() => audit.Service<HeadCounts>().RecordAsync(Guid.Parse("0198f0a1-0000-7000-8000-00000000cc01"), new DateOnly(2025, 3, 3), Ct));
        await UntilDeadAsync(() => audit.SealedAsync(1, Ct));
        await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
        await UntilDeadAsync(() => audit.Service<HeadCounts>().RecordAsync(Guid.Parse("0198f0a1-0000-7000-8000-00000000cc02"), new DateOnly(2025, 3, 4), Ct));
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
    private sealed class Death(Failpoint at, int hit)
    {
        private int _hits;
        private volatile bool _came;

        public bool Came => _came;

        public void Pass(Failpoint point)
        {
            if (point == at && Interlocked.Increment(ref _hits) == hit) _came = true;
            if (_came) throw new ProcessDiedException();
        }
    }

    private sealed class ProcessDiedException : Exception;
}
