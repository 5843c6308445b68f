using Npgsql;

namespace Ledger.EndToEnd.Tests;

/// <summary>What must hold in the databases once nothing is under way: nothing lost, nothing twice, books in balance.</summary>
public static class Databases
{
    public static async Task<long> CountAsync(LedgerSystem system, string service, string sql)
    {
        var answer = await system.LedgerAsync("psql", service, "-Atc", sql);
        return long.Parse(answer.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Events of every service, by service.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> EventsAsync(LedgerSystem system)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var service in LedgerSystem.Stores)
            counts[service] = await CountAsync(system, service, "select count(*) from mt_events");
        return counts;
    }

    /// <summary>Whatever is tried inside, no service records anything.</summary>
    public static async Task AssertNothingHappensAsync(LedgerSystem system, Func<Task> tries)
    {
        var before = await EventsAsync(system);
        await tries();
        Assert.Equal(before, await EventsAsync(system));
    }

    /// <summary>Waits until every outbox is empty and the audit log holds every event, then checks the log for gaps.</summary>
    public static async Task AssertEverythingLoggedOnceAsync(LedgerSystem system)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        long events, waiting, logged;
        do
        {
            events = waiting = 0;
            foreach (var service in LedgerSystem.Stores)
            {
                events += await CountAsync(system, service, "select count(*) from mt_events");
                waiting += await CountAsync(system, service, "select count(*) from outbox");
            }

            logged = await CountAsync(system, "audit", "select count(*) from audit_log");
        }
        while ((waiting > 0 || logged != events) && DateTime.UtcNow < deadline);

        Assert.Equal(0, waiting);
        Assert.Equal(events, logged);
        Assert.Equal(events, await CountAsync(system, "audit", "select max(index) + 1 from audit_log"));
        Assert.Equal(events, await CountAsync(system, "audit", "select count(distinct event_id) from audit_log"));
        Assert.Equal(0, await CountAsync(system, "audit", "select count(*) from (select max(source_no) <> count(*) as gap from audit_log group by source) s where gap"));
        Assert.Equal(0, await CountAsync(system, "audit", "select count(*) from (select max(stream_version) <> count(*) as gap from audit_log group by tenant_id, source, stream_id) s where gap"));
    }
}
