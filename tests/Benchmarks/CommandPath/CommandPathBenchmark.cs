using JasperFx.Events.Projections;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.Contracts.V1;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// Commands per second of our path and of what it stands on, in one interleaved run. One fact per command; each command on
/// a new stream, or on streams that exist.
/// </summary>
internal static class CommandPathBenchmark
{
    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("command path: preparing databases");
        await using var things = new Things();
        things.Keep(await Drain.OpenAsync(typeof(AuditPage), ct));
        things.Keep(await Drain.OpenAsync(typeof(ItemTold), ct));
        var quiet = things.Keep(await ServiceHost.StartAsync($"bench-quiet-{Guid.NewGuid():N}"[..18], relays: false, null, null, traced: false, ct));
        var relaying = things.Keep(await ServiceHost.StartAsync($"bench-relay-{Guid.NewGuid():N}"[..18], relays: true, null, null, traced: false, ct));
        var raw = things.Keep(await BenchDatabase.CreateAsync(ct));

        ICommandPath platform = new PlatformPath("platform", quiet, traced: true);
        ICommandPath untraced = new PlatformPath("platform-untraced", quiet, traced: false);
        ICommandPath relayed = new PlatformPath("platform-with-relay", relaying, traced: true);
        ICommandPath inline = things.Keep(await MartenPath.FetchAsync("marten-inline", raw, ProjectionLifecycle.Inline));
        ICommandPath prepared = things.Keep(await MartenPath.FetchAsync("marten-inline-prepared", raw, ProjectionLifecycle.Inline, "Max Auto Prepare=64"));
        ICommandPath live = things.Keep(await MartenPath.FetchAsync("marten-live", raw, ProjectionLifecycle.Live));
        ICommandPath start = things.Keep(await MartenPath.StartAsync("marten-start", raw));
        ICommandPath insert = things.Keep(await InsertPath.CreateAsync(raw, ct));

        foreach (var clients in arguments.Clients)
        {
            await new Interleaved("new-stream", clients, Asked([platform, inline, live, start, insert, relayed, untraced, prepared]), existing: false, arguments)
                .RunAsync(output, ct);
            await new Interleaved("existing-stream", clients, Asked([platform, inline, live, insert, relayed, untraced, prepared]), existing: true, arguments)
                .RunAsync(output, ct);
        }

        List<ICommandPath> Asked(List<ICommandPath> paths) =>
            arguments.Paths.Count == 0 ? paths : paths.FindAll(path => arguments.Paths.Contains(path.Name, StringComparer.Ordinal));
    }
}
