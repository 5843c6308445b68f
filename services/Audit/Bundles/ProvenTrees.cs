using Ledger.Audit.Checkpoints;
using Ledger.Audit.Heads;
using Ledger.Audit.Log;
using Ledger.Audit.Witnesses;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Npgsql;

namespace Ledger.Audit.Bundles;

/// <summary>A signed tree with what every bundle takes from it beside its entries.</summary>
/// <param name="Tree">The tree, with its cosignatures.</param>
/// <param name="Keys">Entries by which the log changed its key.</param>
/// <param name="Head">The count of the consortium's entries within the tree, or null.</param>
/// <param name="From">An earlier count, with which a period begins; null for none.</param>
internal sealed record ProvenTree(SignedTree Tree, IReadOnlyList<LoggedEntry> Keys, OpenedHead? Head, OpenedHead? From = null);

/// <summary>Finds the tree for a bundle: one that enough witnesses have seen, when it holds the entries; else the newest signed.</summary>
internal sealed class ProvenTrees(TileReads tiles, LogWitnesses witnesses, KeyRotations rotations, HeadReads heads)
{
    /// <summary>The tree that holds an entry; null when none is signed that does.</summary>
    public async Task<SignedTree?> HoldingAsync(long index, CancellationToken ct)
    {
        if (await tiles.PublishedAsync(witnesses.Policy, ct) is { } cosigned && cosigned.Tree.Size > index) return cosigned;
        return await tiles.NewestAsync(ct) is { } newest && newest.Tree.Size > index ? newest : null;
    }

    /// <summary>The newest signed tree, or null.</summary>
    public Task<SignedTree?> NewestAsync(CancellationToken ct) => tiles.NewestAsync(ct);

    /// <summary>A tree with what every bundle takes from it.</summary>
    public async Task<ProvenTree> OfAsync(SignedTree tree, NpgsqlConnection connection, string tenant, CountAsked asked, CancellationToken ct) => new(
        tree, await rotations.WithinAsync(tree.Tree.Size, ct), await HeadAsync(tree, connection, tenant, asked, ct));

    /// <summary>A count within a tree, or null.</summary>
    public Task<OpenedHead?> HeadAsync(SignedTree tree, NpgsqlConnection connection, string tenant, CountAsked asked, CancellationToken ct) =>
        heads.NewestAsync(connection, tenant, tree.Tree.Size, asked, ct);

    /// <summary>Writes a bundle of these entries.</summary>
    public async Task<Bundle> BundleAsync(
        string tenant, Guid subject, IReadOnlyList<LoggedEntry> entries, ProvenTree proven, bool complete, CancellationToken ct)
    {
        var counts = new[] { proven.From, proven.Head }.OfType<OpenedHead>().Select(head => head.Entry);
        IReadOnlyList<LoggedEntry> all = [.. entries, .. proven.Keys, .. counts];
        var proofs = await tiles.ProofsAsync([.. all.Select(entry => entry.Index)], proven.Tree.Tree.Size, ct);
        return BundleMaker.Of(tenant, subject, entries, proven, complete, all.Zip(proofs).ToDictionary(pair => pair.First.Index, pair => pair.Second));
    }
}
