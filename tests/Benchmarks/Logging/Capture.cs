using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Logging;

/// <summary>Appends of events with the capture triggers and with something else in their place, in alternating windows; ratios inside a round.</summary>
internal static class Capture
{
    /// <summary>What is done instead elsewhere: one chain of hashes, each over the one before, under one lock that is held until the commit.</summary>
    public const string HashChain =
        """
        create table bench_chain (n bigint generated always as identity primary key, hash bytea not null);
        create function bench_chain_append() returns trigger language plpgsql security definer as $f$
        declare last bytea;
        begin
            perform pg_advisory_xact_lock(4711);
            select hash into last from bench_chain order by n desc limit 1;
            insert into bench_chain (hash) values (sha256(coalesce(last, ''::bytea) || convert_to(new.id::text || new.data::text, 'UTF8')));
            return null;
        end $f$;
        create trigger bench_chain_append after insert on mt_events for each row execute function bench_chain_append();
        """;

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
        var (own, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < arguments.Rounds; round++)
        {
            // Who comes first alternates.
            if (round % 2 == 1) theirs.Add(await EventsAsync(other, batch, clients, arguments.Window, ct));
            own.Add(await EventsAsync(captured, batch, clients, arguments.Window, ct));
            if (round % 2 == 0) theirs.Add(await EventsAsync(other, batch, clients, arguments.Window, ct));
            Output.Progress($"{name}, round {round + 1}/{arguments.Rounds}: captured {own[^1]:F0}/s, {what} {theirs[^1]:F0}/s");
        }

        var ratio = Summary.Of(own.Zip(theirs, (mine, his) => mine / his));
        output.Write(new Measurement($"audit/{name}", "events/s", clients, own)
        {
            Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { [$"to {what}"] = ratio },
            Aim = new Aim($"at least {aim} of {what}", ratio.Median >= aim),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["other"] = Summary.Of(theirs), ["batch"] = batch, ["load"] = RunConfig.Load() },
        });
    }

    /// <summary>Events a second, appended in transactions of some, each on a new stream.</summary>
    public static async Task<double> EventsAsync(ServiceHost host, int batch, int clients, TimeSpan length, CancellationToken ct)
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
        return window.PerSecond * batch;
    }
}
