using Ledger.Transparency;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>Reads the log's own column types.</summary>
internal static class LogRows
{
    public static MerkleHash Hash(NpgsqlDataReader row, int column) => MerkleHash.Of(row.GetFieldValue<byte[]>(column));

    public static DateOnly Day(NpgsqlDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    /// <summary>A row of <c>size, hashes</c>.</summary>
    public static CompactRange Tree(NpgsqlDataReader row) =>
        CompactRange.Of(row.GetInt64(0), [.. row.GetFieldValue<byte[][]>(1).Select(hash => MerkleHash.Of(hash))]);
}
