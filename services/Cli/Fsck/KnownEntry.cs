using Ledger.Transparency;

namespace Ledger.Cli.Fsck;

/// <summary>What is remembered of an entry of the log until its event is found.</summary>
/// <param name="Index">Place in the log.</param>
/// <param name="Source">Service.</param>
/// <param name="SourceNumber">Its number there.</param>
/// <param name="TenantNumber">Its number within service and consortium.</param>
/// <param name="Leaf">Leaf hash.</param>
/// <param name="PayloadHash">Hash of the payload.</param>
internal sealed record KnownEntry(long Index, string Source, string SourceNumber, string TenantNumber, MerkleHash Leaf, string PayloadHash);
