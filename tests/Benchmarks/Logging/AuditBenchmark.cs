using Ledger.Audit.Log;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Logging;

/// <summary>What it costs that every event is captured, logged, signed and proven.</summary>
internal static class AuditBenchmark
{
    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("audit: preparing databases");
        await using var things = new Things();
        things.Keep(await Drain.OpenAsync(typeof(ItemTold), ct));
        var captured = things.Keep(await HostAsync("captured", relays: false, ct));
        if (arguments.Asks("capture")) await CaptureAsync(things, captured, arguments, output, ct);

        var audit = things.Keep(await AuditHost.StartAsync(ct));
        var pages = new MadePages();
        // Proofs are of what was taken in.
        if (arguments.Asks("intake") || arguments.Asks("proof")) await IntakeSpeed.RunAsync(audit, pages, captured, arguments, output, ct);
        if (arguments.Asks("proof")) await ProofCost.RunAsync(audit, pages, arguments, output, ct);
        if (!arguments.Asks("signature")) return;
        await audit.Services.GetRequiredService<AuditLog>().AppendAsync(new MadePages("bench-cited").Of(Facts.Agreement), ct);
        var relaying = things.Keep(await HostAsync("relaying", relays: true, ct));
        foreach (var clients in arguments.Clients) await SignatureDelay.RunAsync(audit, relaying, clients, arguments, output, ct);
    }

    private static async Task CaptureAsync(Things things, ServiceHost captured, Arguments arguments, Output output, CancellationToken ct)
    {
        var bare = things.Keep(await HostAsync("bare", relays: false, ct));
        await bare.Database.AdminAsync(NoCapture, ct);
        await Capture.RunAsync("capture/single", 1, 1, captured, bare, "no triggers", 0.80, arguments, output, ct);
        await Capture.RunAsync("capture/batch-100", 100, 1, captured, bare, "no triggers", 0.75, arguments, output, ct);
        await ChainAsync("capture/8-writers", captured, things.Keep(await ChainedAsync(ct)));
        var (slow, slowChained) = (things.Keep(await HostAsync("slow", relays: false, ct)), things.Keep(await ChainedAsync(ct)));
        foreach (var host in (ServiceHost[])[slow, slowChained]) await Capture.SlowFlushesAsync(host.Database, ct);
        await ChainAsync("capture/8-writers-slow-flushes", slow, slowChained);

        async Task ChainAsync(string name, ServiceHost ours, ServiceHost chained)
        {
            await Capture.RunAsync(name, 1, 8, ours, chained, "a locked hash chain", 3, arguments, output, ct);
            await Capture.CheckChainAsync(chained.Database, ct);
        }
    }

    private const string NoCapture = "alter table mt_events disable trigger user; alter table mt_streams disable trigger user";

    private static async Task<ServiceHost> ChainedAsync(CancellationToken ct)
    {
        var chained = await HostAsync("chained", relays: false, ct);
        await chained.Database.AdminAsync($"{NoCapture}; {Capture.HashChain}", ct);
        return chained;
    }

    private static Task<ServiceHost> HostAsync(string what, bool relays, CancellationToken ct) =>
        ServiceHost.StartAsync(AuditHost.NameOf(what), relays, null, null, traced: false, ct);
}
