using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Benchmarks.Logging;

/// <summary>Appends of events with the capture triggers and with something else in their place, in alternating windows; ratios inside a round.</summary>
internal static class Capture
{
    private const int Commits = 200;

    /// <summary>
    /// What is done instead elsewhere: the log is written in the transaction of the event, with the columns that ours has (number,
    /// consortium and its number, event, envelope, payload), each entry hashed over the one before, under one lock of the log that is held
    /// from there until the commit. The envelope says the same as ours, so what is hashed is as long.
    /// </summary>
    public const string HashChain =
        """
        create table bench_chain (
            n bigint primary key, tenant_id varchar not null, tenant_no bigint not null, event_id uuid not null unique,
            envelope text not null, canonical text not null, hash bytea not null, unique (tenant_id, tenant_no)
        );
        create function bench_chain_append() returns trigger language plpgsql security definer set search_path = public, pg_temp as $f$
        declare
            v_last bench_chain;
            v_tenant_no bigint;
            v_envelope text;
        begin
            perform pg_advisory_xact_lock(4711);
            select * into v_last from bench_chain order by n desc limit 1;
            select tenant_no into v_tenant_no from bench_chain where tenant_id = new.tenant_id order by tenant_no desc limit 1;
            v_envelope := jsonb_build_object(
                'at', to_char(new.timestamp at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'ev', new.id, 'k', 'ledger-envelope/1', 'n', new.type,
                'ph', new.headers ->> 'ph', 'refs', jsonb_build_array(new.data -> 'agreement'), 'seq', new.seq_id::text, 'sn', (coalesce(v_last.n, 0) + 1)::text,
                'src', 'bench-chained', 'st', new.stream_id, 'tn', new.tenant_id, 'tv', (coalesce(v_tenant_no, 0) + 1)::text, 'ver', new.version::text)::text;
            insert into bench_chain values (
                coalesce(v_last.n, 0) + 1, new.tenant_id, coalesce(v_tenant_no, 0) + 1, new.id, v_envelope, new.data::text,
                sha256(coalesce(v_last.hash, ''::bytea) || convert_to(v_envelope, 'UTF8')));
            return null;
        end $f$;
        create trigger bench_chain_append after insert on mt_events for each row execute function bench_chain_append();
        """;

    /// <summary>
    /// From the next connection on every flush of the database waits two milliseconds first, as on a disk behind a network; commits that come
    /// together share one flush.
    /// </summary>
    public static Task SlowFlushesAsync(BenchDatabase database, CancellationToken ct) =>
        database.AdminAsync($"alter database {database.Name} set commit_delay = 2000; alter database {database.Name} set commit_siblings = 0", ct);

    /// <summary>The chain that was measured is one: every event in it once, without a gap, each hash over the one before.</summary>
    public static async Task CheckChainAsync(BenchDatabase database, CancellationToken ct)
    {
        var broken = await database.CountAsync(
            """
            select (select count(*) from mt_events) - (select count(*) from bench_chain) + (select coalesce(max(n), 0) - count(*) from bench_chain)
                + (select count(*) from (select hash, sha256(coalesce(lag(hash) over (order by n), ''::bytea) || convert_to(envelope, 'UTF8')) as due from bench_chain) c where hash <> due)
            """, ct);
        if (broken != 0) throw new InvalidOperationException("The hash chain that was compared with is none.");
    }

    /// <param name="name">Of the measurement.</param>
    /// <param name="batch">Events of one transaction.</param>
    /// <param name="clients">Writers at once.</param>
    /// <param name="captured">With the triggers as in every service.</param>
    /// <param name="other">Compared with it.</param>
    /// <param name="what">Name of that.</param>
    /// <param name="aim">Least ratio of the first to the second.</param>
    /// <param name="arguments">Windows and rounds.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task RunAsync(
        string name, int batch, int clients, ServiceHost captured, ServiceHost other, string what, double aim, Arguments arguments, Output output, CancellationToken ct)
    {
        await EventsAsync(captured, batch, clients, arguments.Window, ct);
        await EventsAsync(other, batch, clients, arguments.Window, ct);
        var (own, theirs) = (new Appends(captured), new Appends(other));
        for (var round = 0; round < arguments.Rounds; round++)
        {
            // Who comes first alternates.
            if (round % 2 == 1) await theirs.RunAsync(batch, clients, arguments.Window, ct);
            await own.RunAsync(batch, clients, arguments.Window, ct);
            if (round % 2 == 0) await theirs.RunAsync(batch, clients, arguments.Window, ct);
            Output.Progress($"{name}, round {round + 1}/{arguments.Rounds}: captured {own.PerSecond[^1]:F0}/s, {what} {theirs.PerSecond[^1]:F0}/s");
        }

        var ratio = Summary.Of(own.PerSecond.Zip(theirs.PerSecond, (mine, his) => mine / his));
        output.Write(new Measurement($"audit/{name}", "events/s", clients, own.PerSecond)
        {
            Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { [$"to {what}"] = ratio },
            Aim = new Aim($"at least {aim} of {what}", ratio.Median >= aim),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) 
            {
                ["other"] = Summary.Of(theirs.PerSecond), ["batch"] = batch, ["commitMs"] = await CommitAsync(captured.Database, ct),
                ["cpuMsPerEvent"] = Summary.Of(own.CpuMs), ["databaseCpuMsPerEvent"] = Summary.Of(own.DatabaseCpuMs),
                ["otherCpuMsPerEvent"] = Summary.Of(theirs.CpuMs), ["otherDatabaseCpuMsPerEvent"] = Summary.Of(theirs.DatabaseCpuMs), ["load"] = RunConfig.Load(),
            },
        });
    }

    private sealed class Appends(ServiceHost host)
    {
        private readonly CpuMeter _meter = new(host.Database.Superuser);

        public List<double> PerSecond { get; } = [];

        public List<double> CpuMs { get; } = [];

        public List<double> DatabaseCpuMs { get; } = [];

        public async Task RunAsync(int batch, int clients, TimeSpan length, CancellationToken ct)
        {
            var before = await _meter.ReadAsync(ct);
            var (perSecond, events) = await EventsAsync(host, batch, clients, length, ct);
            PerSecond.Add(perSecond);
            var after = await _meter.ReadAsync(ct);
            CpuMs.Add(after.ProcessSince(before) * 1000 / events);
            if (after.BackendsSince(before) is { } backends) DatabaseCpuMs.Add(backends * 1000 / events);
        }
    }

    /// <summary>Events a second, appended in transactions of some, each on a new stream.</summary>
    public static async Task<(double PerSecond, long Events)> EventsAsync(ServiceHost host, int batch, int clients, TimeSpan length, CancellationToken ct)
    {
        var writes = host.Services.GetRequiredService<BulkWrites>();
        var window = await Clients.RunAsync(clients, length, async (client, n) =>
        {
            await using var unit = await writes.BeginAsync(MadePages.Tenant, Facts.By, "bench", ct);
            for (var i = 0; i < batch; i++) unit.Start(new NewStream(typeof(Item), Guid.CreateVersion7(), [Facts.Of(client, (n * batch) + i)]));
            await unit.CommitAsync(ct);
        }, ct);
        // Nobody passes them on; a queue that grows from window to window would slow down what is measured last.
        await host.Database.AdminAsync("truncate outbox", ct);
        return (window.PerSecond * batch, window.Count * batch);
    }

    // What a commit costs by itself. A lock that is held until the commit is held that long at least: where commits are cheap, a lock is too.
    private static async Task<Percentiles> CommitAsync(BenchDatabase database, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand("create table if not exists bench_commit (n bigint)", connection);
        await create.ExecuteNonQueryAsync(ct);
        await using var insert = new NpgsqlCommand("insert into bench_commit values (1)", connection);
        await insert.PrepareAsync(ct);
        var commits = new List<TimeSpan>();
        for (var i = 0; i < Commits; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync(ct);
            commits.Add(Stopwatch.GetElapsedTime(started));
        }

        return Percentiles.Of(commits);
    }
}
