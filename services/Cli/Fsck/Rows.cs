using Ledger.Transparency;
using Npgsql;

namespace Ledger.Cli.Fsck;

/// <summary>Reads columns of a row that is in memory already.</summary>
internal static class Rows
{
    public static MerkleHash Hash(NpgsqlDataReader row, int column) => MerkleHash.Of(row.GetFieldValue<byte[]>(column));

    public static byte[] Bytes(NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static IReadOnlyList<MerkleHash> Hashes(NpgsqlDataReader row, int column) =>
        [.. row.GetFieldValue<byte[][]>(column).Select(hash => MerkleHash.Of(hash))];

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static StoredEvent Event(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetString(6),
        row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8));
}
