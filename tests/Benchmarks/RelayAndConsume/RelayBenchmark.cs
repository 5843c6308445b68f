using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>
/// From the commit of a fact in one service to the commit of its effect in the next: how long it takes when nothing else
/// happens, and whether effects keep up when clients command as fast as they are answered.
/// </summary>
internal static class RelayBenchmark
{
    // Enough for the compiler's second tier and for every pooled connection, on a slow machine too.
    private const int WarmUpCommands = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("relay and consume: preparing databases and queues");
        await using var route = await Route.OpenAsync(ct);
        await WarmUpAsync(route, clients: 1, ct);
        output.Write(await Idle.RunAsync(route, arguments, ct));
        foreach (var clients in arguments.Clients)
        {
            await WarmUpAsync(route, clients, ct);
            foreach (var measurement in await Loaded.RunAsync(route, clients, arguments, ct)) output.Write(measurement);
        }
    }

    private static async Task WarmUpAsync(Route route, int clients, CancellationToken ct)
    {
        for (var sent = 0L; sent < WarmUpCommands;)
        {
            sent += (await Clients.RunAsync(clients, WarmUp, (client, n) => route.SendAsync(client, n, ct), ct)).Count;
            await route.SettleAsync(ct);
        }
    }
}
