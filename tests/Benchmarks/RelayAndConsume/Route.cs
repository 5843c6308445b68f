using System.Diagnostics;
using Ledger.Benchmarks.CommandPath;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>
/// Two services with a database each: a command to the first makes a fact, the relay passes it on, the second answers with a
/// fact of its own. Every audit entry of both goes out too.
/// </summary>
internal sealed class Route : IAsyncDisposable
{
    // A fact that needs longer than this will not come: the relay has stopped.
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Things _things;
    private readonly Journeys _journeys;
    private readonly ServiceHost _first;
    private readonly ServiceHost _second;
    private readonly PlatformPath _commands;

    private long _sent;

    private Route(Things things, Journeys journeys, ServiceHost first, ServiceHost second) =>
        (_things, _journeys, _first, _second, _commands) = (things, journeys, first, second, new PlatformPath("platform", first, traced: false));

    public static async Task<Route> OpenAsync(CancellationToken ct)
    {
        var things = new Things();
        try
        {
            var journeys = new Journeys();
            var (first, second) = ($"bench-first-{Guid.NewGuid():N}"[..18], $"bench-second-{Guid.NewGuid():N}"[..18]);
            things.Keep(new Leftover($"{second}.item-told.v1"));
            things.Keep(await Drain.OpenAsync(typeof(Contracts.V1.AuditPage), ct));
            // Traces as in every service, listened to once, although two services share the process.
            things.Keep(new Listening());
            // The consumer first: it declares the queue without which the first relay would have to wait.
            var listener = things.Keep(await ServiceHost.StartAsync(
                second, relays: true, list => list.On<ItemTold, WhenItemTold>(), services => services.AddSingleton(journeys), traced: false, ct));
            var teller = things.Keep(await ServiceHost.StartAsync(
                first, relays: true, null, services => StampedPublisher.Around(services, journeys), traced: false, ct));
            return new Route(things, journeys, teller, listener);
        }
        catch
        {
            await things.DisposeAsync();
            throw;
        }
    }

    /// <summary>A command to the first service; returns with the answer, before the effect.</summary>
    public async Task<Journey> SendAsync(int client, int n, CancellationToken ct)
    {
        var stream = Guid.NewGuid();
        var journey = _journeys.Of(stream);
        journey.Pass(Stop.Asked);
        await _commands.RecordAsync(stream, client, n, ct);
        journey.Pass(Stop.Committed);
        Interlocked.Increment(ref _sent);
        return journey;
    }

    /// <summary>Waits for the effect of one command.</summary>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public static Task ArrivalAsync(Journey journey, CancellationToken ct) => journey.Arrived.WaitAsync(Lost, ct);

    /// <summary>
    /// Waits until everything has arrived and is confirmed, and returns the journeys since the last call. A benchmark of a path
    /// that loses or doubles would be worth nothing: the facts of the second service are counted.
    /// </summary>
    /// <exception cref="UnreachableException">The second service has more or fewer facts than the first.</exception>
    public async Task<IReadOnlyCollection<Journey>> SettleAsync(CancellationToken ct)
    {
        var journeys = _journeys.Current;
        await Task.WhenAll(journeys.Select(journey => journey.Arrived)).WaitAsync(Lost, ct);
        await _first.RelayedAsync(ct).WaitAsync(Lost, ct);
        await _second.RelayedAsync(ct).WaitAsync(Lost, ct);
        while (!journeys.All(journey => journey.Passed(Stop.Confirmed))) await Task.Delay(Look, ct);
        var effects = await _second.Database.CountAsync("select count(*) from mt_events", ct);
        if (effects != _sent) throw new UnreachableException($"{_sent} commands had {effects} effects.");
        _journeys.Clear();
        return journeys;
    }

    /// <summary>Processor time of this process and of both databases.</summary>
    public async Task<(CpuUse First, CpuUse Second)> CpuAsync(CancellationToken ct) =>
        (await new CpuMeter(_first.Database.Superuser).ReadAsync(ct), await new CpuMeter(_second.Database.Superuser).ReadAsync(ct));

    public ValueTask DisposeAsync() => _things.DisposeAsync();

    /// <summary>The queue that the second service leaves behind.</summary>
    private sealed class Leftover(string queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Broker.DeleteAsync([queue], []);
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly Traces _traces = new();

        public ValueTask DisposeAsync()
        {
            _traces.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
