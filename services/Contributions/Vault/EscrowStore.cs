using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Vault;

/// <summary>A piece in its envelope, for the custodian who can open it.</summary>
public sealed record Capsule(Guid Key, string Pair, string Envelope, string Context);

/// <summary>A piece that a custodian opened.</summary>
/// <param name="Key">Of which key.</param>
/// <param name="Pair">Of which pair.</param>
/// <param name="Piece">32 bytes, base64.</param>
public sealed record GivenPiece(Guid Key, string Pair, string Piece);

/// <summary>The pieces of keys that custodians hold, and those that they gave back.</summary>
internal sealed class EscrowStore(VaultDatabase database, IMasterKeys masters)
{
    /// <summary>Gives a key into the custody of those in office; doing it again changes nothing.</summary>
    public async Task PlaceAsync(string tenant, Guid key, byte[] bytes, Custody custody, CancellationToken ct)
    {
        if (custody.Appointment == 0) return;
        await using var connection = await database.OpenAsync(tenant, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Pieces of two splits do not fit together: whoever comes second finds the first's, all six.
        var standing = await VaultDatabase.ReadAsync(connection,
            "select k.shredded_at is not null or exists (select from vault_escrow e where e.tenant_id = k.tenant_id and e.key_id = k.key_id and e.appointment = $3) from vault_key k where k.tenant_id = $1 and k.key_id = $2 for update",
            row => row.GetBoolean(0), ct, tenant, key, custody.Appointment);
        if (standing is not [false]) return;
        foreach (var piece in EscrowPieces.Split(bytes, key, custody.Custodians))
        {
            await VaultDatabase.RunAsync(connection,
                "insert into vault_escrow (tenant_id, key_id, appointment, pair, custodian, envelope, digest) values ($1, $2, $3, $4, $5, $6, $7)", ct,
                tenant, key, custody.Appointment, piece.Pair, (short)piece.Custodian, piece.Envelope, piece.Digest);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>What a custodian has to open for these keys.</summary>
    public async Task<IReadOnlyList<(Capsule Capsule, byte[] Digest)>> CapsulesAsync(
        string tenant, IReadOnlyList<Guid> keys, int appointment, int custodian, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        return await VaultDatabase.ReadAsync(connection,
            "select key_id, pair, envelope, digest from vault_escrow where tenant_id = $1 and key_id = any($2) and appointment = $3 and custodian = $4 order by key_id, pair",
            row => (new Capsule(row.GetGuid(0), row.GetString(1), row.GetString(2), EscrowPieces.Context(row.GetGuid(0), row.GetString(1))), row.GetFieldValue<byte[]>(3)),
            ct, tenant, keys.ToArray(), appointment, (short)custodian);
    }

    /// <summary>Keeps the pieces that a custodian gave, until a second one does.</summary>
    public async Task TakeInAsync(string tenant, Guid request, int custodian, IReadOnlyList<(Guid Key, string Pair, byte[] Piece)> pieces, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        foreach (var (key, pair, piece) in pieces)
        {
            var wrapped = await masters.WrapAsync(KeyHolder.Piece(tenant, request, key), piece, ct);
            await VaultDatabase.RunAsync(connection,
                "insert into vault_piece (tenant_id, request, key_id, pair, custodian, wrapped) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, request, key_id, pair, custodian) do update set wrapped = excluded.wrapped",
                ct, tenant, request, key, pair, (short)custodian, wrapped);
        }
    }

    /// <summary>The piece that a custodian gave before, or null.</summary>
    public async Task<byte[]?> GivenAsync(string tenant, Guid request, Guid key, string pair, int custodian, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        var found = await VaultDatabase.ReadAsync(connection,
            "select wrapped from vault_piece where tenant_id = $1 and request = $2 and key_id = $3 and pair = $4 and custodian = $5",
            row => row.GetFieldValue<byte[]>(0), ct, tenant, request, key, pair, (short)custodian);
        return found is [var wrapped] ? await masters.UnwrapAsync(KeyHolder.Piece(tenant, request, key), wrapped, ct) : null;
    }

    /// <summary>Forgets the pieces of a request that is decided.</summary>
    public async Task ForgetAsync(string tenant, Guid request, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await VaultDatabase.RunAsync(connection, "delete from vault_piece where tenant_id = $1 and request = $2", ct, tenant, request);
    }

    /// <summary>Keys of a consortium that are not erased.</summary>
    public async Task<IReadOnlyList<Guid>> KeysAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        return await VaultDatabase.ReadAsync(connection, "select key_id from vault_key where tenant_id = $1 and shredded_at is null", row => row.GetGuid(0), ct, tenant);
    }
}
