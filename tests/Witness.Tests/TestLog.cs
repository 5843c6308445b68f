using System.Text;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Witness.Tests;

/// <summary>A log of 300 entries, and a fork of it that differs from an entry on.</summary>
internal sealed class TestLog
{
    private readonly MerkleNode _nodes;

    private TestLog(string end) => _nodes = MerkleNodes.Of(
        [.. Enumerable.Range(0, 300).Select(i => MerkleTree.Leaf(Encoding.UTF8.GetBytes(i < 20 ? $"entry {i}" : $"{end} {i}")))]);

    /// <summary>The log's key, which signs both.</summary>
    public static Ed25519Signer Key { get; } = new("ledger.example/audit", [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public static TestLog True { get; } = new("entry");

    /// <summary>The same first twenty entries, then others.</summary>
    public static TestLog Fork { get; } = new("other");

    public Checkpoint At(long size) => new(Key.Key.Name, size, MerkleNodes.Root(_nodes, size));

    /// <summary>A request from one size to a larger one.</summary>
    public byte[] Request(long old, long size)
    {
        var checkpoint = At(size);
        return new AddCheckpoint(
            old, old == 0 ? [] : ConsistencyProof.Of(_nodes, old, size), SignedNote.Of(checkpoint.Text, Key.Sign(checkpoint.Text)), checkpoint).ToBytes();
    }
}
