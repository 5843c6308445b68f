using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Ledger.Contributions.Vault;

/// <summary>Keys of subjects: one per person or asset, wrapped for each who may use it.</summary>
internal sealed class KeyStore(VaultDatabase database, IMasterKeys masters)
{
    /// <summary>The owner's key, made now when there is none; null once it is erased.</summary>
    public async Task<byte[]?> OwnAsync(string tenant, string owner, Guid key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        var holder = KeyHolder.Owner(tenant, owner, key);
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            var fresh = RandomNumberGenerator.GetBytes(FieldCipher.KeyBytes);
            var made = await VaultDatabase.RunAsync(connection,
                "insert into vault_key (tenant_id, key_id, check_value) values ($1, $2, $3) on conflict do nothing", ct, tenant, key, Check(fresh));
            if (made == 1) await PutAsync(connection, holder, null, await masters.WrapAsync(holder, fresh, ct), ct);
            await transaction.CommitAsync(ct);
        }

        return await FindAsync(connection, holder, DateTimeOffset.MinValue, ct);
    }

    /// <summary>The key as a holder has it, or null: never given, ended, or erased.</summary>
    public async Task<byte[]?> FindAsync(KeyHolder holder, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(holder.Tenant, ct);
        return await FindAsync(connection, holder, at, ct);
    }

    /// <summary>Gives a key to a further holder; an end that is later than an earlier one stands.</summary>
    public async Task GiveAsync(KeyHolder to, byte[] key, DateTimeOffset? until, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(to.Tenant, ct);
        await PutAsync(connection, to, until, await masters.WrapAsync(to, key, ct), ct);
    }

    /// <summary>Takes a key from a holder.</summary>
    public async Task TakeAsync(KeyHolder from, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(from.Tenant, ct);
        await VaultDatabase.RunAsync(connection, "delete from vault_wrap where tenant_id = $1 and key_id = $2 and holder = $3", ct, from.Tenant, from.Key, from.Holder);
    }

    /// <summary>Whether these bytes are the key: what custodians put together must be.</summary>
    public async Task<bool> IsAsync(string tenant, Guid key, byte[] bytes, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        var known = await VaultDatabase.ReadAsync(connection, "select check_value from vault_key where tenant_id = $1 and key_id = $2 and shredded_at is null",
            row => row.GetFieldValue<byte[]>(0), ct, tenant, key);
        return known is [var check] && CryptographicOperations.FixedTimeEquals(check, Check(bytes));
    }

    /// <summary>Says that an erasure begins; the sweep ends what a crash interrupts.</summary>
    public async Task BeginErasingAsync(string tenant, Guid key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await VaultDatabase.RunAsync(connection, "update vault_key set erasing_at = clock_timestamp() where tenant_id = $1 and key_id = $2 and shredded_at is null", ct, tenant, key);
    }

    /// <summary>Says that an erasure was refused.</summary>
    public async Task EndErasingAsync(string tenant, Guid key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await VaultDatabase.RunAsync(connection, "update vault_key set erasing_at = null where tenant_id = $1 and key_id = $2", ct, tenant, key);
    }

    /// <summary>Deletes every wrap and piece of a key and everything it encrypted. Doing it again changes nothing.</summary>
    public async Task ShredAsync(string tenant, Guid key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // First the key itself: whoever is about to use it waits here and then finds it erased.
        await VaultDatabase.RunAsync(connection,
            "update vault_key set shredded_at = coalesce(shredded_at, clock_timestamp()), check_value = '' where tenant_id = $1 and key_id = $2", ct, tenant, key);
        foreach (var table in new[] { "vault_wrap", "vault_escrow", "vault_piece", "vault_disclosure" })
            await VaultDatabase.RunAsync(connection, $"delete from {table} where tenant_id = $1 and key_id = $2", ct, tenant, key);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Wraps anew what an older master key wrapped; the keys themselves and what they encrypted stay as they are.</summary>
    /// <returns>How many were wrapped anew.</returns>
    public async Task<int> RewrapAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        var wraps = await VaultDatabase.ReadAsync(connection, "select key_id, holder, wrapped from vault_wrap where tenant_id = $1",
            row => (Holder: new KeyHolder(tenant, row.GetString(1), row.GetGuid(0)), Wrapped: row.GetFieldValue<byte[]>(2)), ct, tenant);
        var anew = 0;
        foreach (var (holder, wrapped) in wraps)
        {
            if (await masters.IsCurrentAsync(holder, wrapped, ct)) continue;
            var fresh = await masters.WrapAsync(holder, await masters.UnwrapAsync(holder, wrapped, ct), ct);
            // Only in the place of the wrap that was read: one that was given or taken meanwhile stands.
            anew += await VaultDatabase.RunAsync(connection,
                "update vault_wrap set wrapped = $4 where tenant_id = $1 and key_id = $2 and holder = $3 and wrapped = $5", ct, tenant, holder.Key, holder.Holder, fresh, wrapped);
        }

        return anew;
    }

    private static byte[] Check(byte[] key) => SHA256.HashData([.. Encoding.ASCII.GetBytes("ledger-vault/1 check\n"), .. key]);

    private async Task<byte[]?> FindAsync(NpgsqlConnection connection, KeyHolder holder, DateTimeOffset at, CancellationToken ct)
    {
        var found = await VaultDatabase.ReadAsync(connection,
            "select wrapped from vault_wrap where tenant_id = $1 and key_id = $2 and holder = $3 and (until is null or until > $4)",
            row => row.GetFieldValue<byte[]>(0), ct, holder.Tenant, holder.Key, holder.Holder, at);
        return found is [var wrapped] ? await masters.UnwrapAsync(holder, wrapped, ct) : null;
    }

    // The row of the key is locked: nothing is given while it is being erased, and nothing after.
    private static async Task PutAsync(NpgsqlConnection connection, KeyHolder to, DateTimeOffset? until, byte[] wrapped, CancellationToken ct) =>
        await VaultDatabase.RunAsync(connection,
            """
            insert into vault_wrap (tenant_id, key_id, holder, until, wrapped)
            select tenant_id, key_id, $3, $4, $5 from vault_key where tenant_id = $1 and key_id = $2 and shredded_at is null for share
            on conflict (tenant_id, key_id, holder) do update set wrapped = excluded.wrapped,
                until = case when vault_wrap.until is null or excluded.until is null then null else greatest(vault_wrap.until, excluded.until) end
            """, ct, to.Tenant, to.Key, to.Holder, until, wrapped);
}
