using System.Diagnostics;
using System.Text;
using Ledger.Audit.Bundles;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.Audit.Trails;
using Ledger.Audit.Witnesses;
using Ledger.Benchmarks.Measuring;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks.Logging;

/// <summary>What it takes to make and to verify a bundle of one line, and to rebuild the tree leaf by leaf.</summary>
internal static class ProofCost
{
    private const int Bundles = 200;
    private const int Leaves = 100_000;
    private const int ProofsOfARound = 200;
    private const double BundleMs = 100;
    private const double LeavesPerSecond = 200_000;

    public static async Task RunAsync(AuditHost audit, MadePages pages, Arguments arguments, Output output, CancellationToken ct)
    {
        await audit.SignedAsync(pages.Lines.Count * MadePages.Chain, ct);
        var policy = audit.Services.GetRequiredService<LogWitnesses>().Policy;
        var random = new Random(7);
        var (made, verified, sizes) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<double>());
        for (var i = -5; i < Bundles; i++)
        {
            var line = pages.Lines[random.Next(pages.Lines.Count)];
            var started = Stopwatch.GetTimestamp();
            var bytes = await BundleAsync(audit.Services, line, ct);
            var ready = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            var verdict = BundleVerifier.Verify(bytes, policy);
            var checkedIn = Stopwatch.GetElapsedTime(started);
            if (verdict.Kind != VerdictKind.Verified || verdict.Bundle!.Entries.Count != MadePages.Chain) throw new UnreachableException($"A bundle is {verdict.Kind}.");
            // The first ones compile the code.
            if (i < 0) continue;
            made.Add(ready);
            verified.Add(checkedIn);
            sizes.Add(bytes.Length);
        }

        var percentiles = Percentiles.Of(made);
        output.Write(new Measurement("audit/bundle-of-a-line", "ms", 1, [.. made.Select(time => time.TotalMilliseconds)])
        {
            Milliseconds = percentiles, Aim = new Aim($"p99 below {BundleMs} ms", percentiles.P99 < BundleMs),
            Details = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["entries"] = MadePages.Chain, ["bytes"] = Summary.Of(sizes), ["verifyMs"] = Percentiles.Of(verified),
            },
        });
        await TilesAsync(audit, arguments, output, ct);
        Rebuild(pages, arguments, output, ct);
    }

    // One proof a request, as the service makes them: from the tiles in its database.
    private static async Task TilesAsync(AuditHost audit, Arguments arguments, Output output, CancellationToken ct)
    {
        var tiles = audit.Services.GetRequiredService<TileReads>();
        var size = (await tiles.NewestAsync(ct))!.Tree.Size;
        var random = new Random(7);
        await WriteAsync("audit/inclusion-proofs", () => tiles.ProofsAsync([random.NextInt64(size)], size, ct));
        await WriteAsync("audit/consistency-proofs", () => tiles.ConsistencyAsync(1 + random.NextInt64(size), size, ct));

        async Task WriteAsync(string name, Func<Task> make)
        {
            var (speeds, single) = (new List<double>(), new List<TimeSpan>());
            for (var round = -1; round < arguments.Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < ProofsOfARound; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    await make();
                    if (round >= 0) single.Add(Stopwatch.GetElapsedTime(begun));
                }

                if (round >= 0) speeds.Add(ProofsOfARound / Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            output.Write(new Measurement(name, "proofs/s", 1, speeds)
            {
                Milliseconds = Percentiles.Of(single), Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["entriesOfTheLog"] = size },
            });
        }
    }

    // As the service's role under row-level security, without HTTP.
    private static async Task<byte[]> BundleAsync(IServiceProvider services, Guid line, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var trees = scope.ServiceProvider.GetRequiredService<ProvenTrees>();
        await using var connection = await services.GetRequiredService<LogConnections>().OpenAsync(MadePages.Tenant, regulator: false, ct);
        var walk = new TrailWalk(MadePages.Tenant, line, null);
        await TrailReader.ReadAsync(new LogReads(connection, MadePages.Tenant), walk, ct);
        var tree = await trees.HoldingAsync(walk.Entries[^1].Index, ct) ?? throw new UnreachableException("The line is not signed.");
        var proven = await trees.OfAsync(tree, connection, MadePages.Tenant, default, ct);
        return (await trees.BundleAsync(MadePages.Tenant, line, walk.Entries, proven, complete: false, ct)).ToBytes();
    }

    private static void Rebuild(MadePages pages, Arguments arguments, Output output, CancellationToken ct)
    {
        var leaves = Enumerable.Range(0, Leaves / MadePages.PageEntries).SelectMany(_ => pages.Next().Entries).Select(entry => Encoding.UTF8.GetBytes(entry.Envelope)).ToList();
        var speeds = new List<double>();
        for (var round = -1; round < arguments.Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            var tree = leaves.Aggregate(CompactRange.Empty, (range, leaf) => range.Append(MerkleTree.Leaf(leaf)));
            var speed = leaves.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (tree.Size != leaves.Count) throw new UnreachableException("The tree lacks leaves.");
            if (round >= 0) speeds.Add(speed);
        }

        output.Write(new Measurement("audit/rebuilt-tree", "leaves/s", 1, speeds)
        {
            Aim = new Aim($"at least {LeavesPerSecond} on one core", Summary.Of(speeds).Median >= LeavesPerSecond),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["bytesOfALeaf"] = leaves[0].Length },
        });
    }
}
