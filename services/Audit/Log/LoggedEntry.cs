using System.Text.Json;
using Ledger.Transparency;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Leaf">Leaf hash under which the tree holds it.</param>
/// <param name="Envelope">What it says about its event.</param>
/// <param name="EnvelopeJson">The envelope; its canonical form is the leaf.</param>
/// <param name="Payload">The event's payload; the SHA-256 of its canonical form is <c>ph</c>.</param>
public sealed record LoggedEntry(long Index, MerkleHash Leaf, Envelope Envelope, JsonElement EnvelopeJson, JsonElement Payload)
{
    /// <summary>Columns that <see cref="Read"/> takes, of a table alias <c>l</c>.</summary>
    internal const string Columns = "l.index, l.leaf_hash, l.envelope, l.canonical";

    internal static LoggedEntry Read(NpgsqlDataReader row) =>
        Of(row.GetInt64(0), LogRows.Hash(row, 1), row.GetString(2), row.GetString(3));

    internal static LoggedEntry Of(long index, MerkleHash leaf, string envelope, string payload)
    {
        var json = Parse(envelope);
        return new LoggedEntry(index, leaf, EnvelopeReader.Read(json), json, Parse(payload));
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
