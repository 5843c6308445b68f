using Ledger.Audit.Log;
using Ledger.Transparency;
using Npgsql;

namespace Ledger.Audit.Checkpoints;

/// <summary>A tree that was signed.</summary>
/// <param name="Tree">The tree itself.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record SignedTree(CompactRange Tree, string Note)
{
    /// <summary>Columns that <see cref="Read"/> takes.</summary>
    internal const string Columns = "size, hashes, note";

    internal static SignedTree Read(NpgsqlDataReader row) => new(LogRows.Tree(row), row.GetString(2));
}
