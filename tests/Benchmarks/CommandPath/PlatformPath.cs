using System.Diagnostics;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// What a request runs through once its body is read: <see cref="Commands"/> with tenant session, idempotency row, inline
/// state, metadata headers with the payload hash, capture trigger and row-level security, under a trace as in a request.
/// </summary>
internal sealed class PlatformPath(string name, ServiceHost host, bool traced) : ICommandPath
{
    private static readonly string RequestHash = new('0', 64);

    private Traces? _traces;

    public string Name => name;

    public BenchDatabase Database => host.Database;

    public async Task RecordAsync(Guid stream, int client, int n, CancellationToken ct)
    {
        using var request = Traces.StartRequest();
        var context = new CommandContext(
            "taihu", Facts.By, Timestamps.Truncate(DateTimeOffset.UtcNow), Guid.NewGuid().ToString(), RequestHash, ExpectedVersion: null);
        var outcome = await host.Commands.Handle(
            stream, context, Item.None(stream), _ => Decision.Accept(Facts.Of(client, n)), ct);
        if (outcome is not Outcome.Done) throw new UnreachableException($"A command ended as {outcome}.");
    }

    // Listeners to traces are global to the process: they must not slow the other paths down.
    public Task EnterAsync(CancellationToken ct)
    {
        _traces = traced ? new Traces() : null;
        return Task.CompletedTask;
    }

    public async Task LeaveAsync(CancellationToken ct)
    {
        _traces?.Dispose();
        if (host.Relays) await host.RelayedAsync(ct);
    }
}
