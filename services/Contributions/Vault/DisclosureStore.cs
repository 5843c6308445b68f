using System.Security.Cryptography;
using Ledger.Transparency.Disclosures;

namespace Ledger.Contributions.Vault;

/// <summary>A disclosure that is to be kept.</summary>
public sealed record NewDisclosure(FieldAddress Address, byte[] Key, Disclosure Disclosure);

/// <summary>The openings of hidden fields, each encrypted for its place.</summary>
internal sealed class DisclosureStore(VaultDatabase database)
{
    /// <summary>Keeps disclosures before the event with their digests is committed; a key that was erased meanwhile keeps none.</summary>
    public async Task KeepAsync(string tenant, IReadOnlyList<NewDisclosure> disclosures, CancellationToken ct)
    {
        if (disclosures.Count == 0) return;
        await using var connection = await database.OpenAsync(tenant, ct);
        foreach (var kept in disclosures)
        {
            await VaultDatabase.RunAsync(connection,
                """
                insert into vault_disclosure (tenant_id, digest, key_id, contribution, field, sealed)
                select tenant_id, $3, key_id, $4, $5, $6 from vault_key where tenant_id = $1 and key_id = $2 and shredded_at is null for share
                on conflict do nothing
                """, ct, tenant, kept.Address.Key, kept.Disclosure.Digest, kept.Address.Contribution, kept.Address.Field,
                FieldCipher.Seal(kept.Key, kept.Address, kept.Disclosure.Text));
        }
    }

    /// <summary>Says that the event is committed.</summary>
    public async Task ConfirmAsync(string tenant, IReadOnlyList<string> digests, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await VaultDatabase.RunAsync(connection, "update vault_disclosure set confirmed = true where tenant_id = $1 and digest = any($2) and not confirmed",
            ct, tenant, digests.ToArray());
    }

    /// <summary>Forgets disclosures whose event never came.</summary>
    public async Task DropAsync(string tenant, IReadOnlyList<string> digests, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(tenant, ct);
        await VaultDatabase.RunAsync(connection, "delete from vault_disclosure where tenant_id = $1 and digest = any($2) and not confirmed", ct, tenant, digests.ToArray());
    }

    /// <summary>The opening of a digest, or null when there is none.</summary>
    /// <exception cref="VaultDamagedException">What is kept is not what the digest commits to.</exception>
    public async Task<Disclosure?> OpenAsync(FieldAddress address, string digest, byte[] key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(address.Tenant, ct);
        var found = await VaultDatabase.ReadAsync(connection, "select sealed from vault_disclosure where tenant_id = $1 and digest = $2",
            row => row.GetFieldValue<byte[]>(0), ct, address.Tenant, digest);
        return found is [var sealedText] ? Checked(sealedText, address, digest, key) : null;
    }

    internal static Disclosure Checked(byte[] sealedText, FieldAddress address, string digest, byte[] key)
    {
        try
        {
            var disclosure = Disclosure.Parse(FieldCipher.Open(key, address, sealedText));
            return disclosure.Digest == digest && disclosure.Name == address.Field ? disclosure : throw new VaultDamagedException(digest);
        }
        catch (Exception refused) when (refused is CryptographicException or FormatException)
        {
            throw new VaultDamagedException(digest, refused);
        }
    }
}

/// <summary>The vault holds something else than what was put in: somebody or something changed it outside this service.</summary>
public sealed class VaultDamagedException(string digest, Exception? cause = null)
    : Exception($"What the vault keeps for digest {digest} does not belong to it.", cause);
