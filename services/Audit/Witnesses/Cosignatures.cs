using Ledger.Transparency.Notes;
using Npgsql;

namespace Ledger.Audit.Witnesses;

/// <summary>Cosignatures as they are kept: beside the checkpoints, for ever.</summary>
public sealed class Cosignatures(NpgsqlDataSource source)
{
    /// <summary>Largest size that a witness cosigned; 0 when it never did.</summary>
    public async Task<long> LatestAsync(VerifierKey witness, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce(max(size), 0) from audit_cosignature where witness = $1");
        command.Parameters.Add(new() { Value = witness.ToString() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Keeps a verified cosignature. One that is there already stays: the first says when the witness saw the checkpoint.</summary>
    public async Task KeepAsync(long size, VerifierKey witness, NoteSignature line, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "insert into audit_cosignature (size, witness, line) values ($1, $2, $3) on conflict do nothing");
        command.Parameters.Add(new() { Value = size });
        command.Parameters.Add(new() { Value = witness.ToString() });
        command.Parameters.Add(new() { Value = line.ToString() });
        await command.ExecuteNonQueryAsync(ct);
    }
}
