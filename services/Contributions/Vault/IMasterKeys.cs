namespace Ledger.Contributions.Vault;

/// <summary>
/// Who a key is wrapped for. Each holder of each key has a master key of its own, so that a wrap put in another's place does not
/// open.
/// </summary>
/// <param name="Tenant">Consortium.</param>
/// <param name="Holder">The owner (<c>owner:E1</c>), a reader of one contribution, or a released request (<c>disclosure:ID</c>).</param>
/// <param name="Key">The wrapped key.</param>
public sealed record KeyHolder(string Tenant, string Holder, Guid Key)
{
    public static KeyHolder Owner(string tenant, string organisation, Guid key) => new(tenant, "owner:" + organisation, key);

    /// <summary>A reader of one contribution: what it may read of another is a wrap of its own.</summary>
    public static KeyHolder Reader(string tenant, Guid contribution, string organisation, Guid key) =>
        new(tenant, $"reader:{contribution}:{organisation}", key);

    public static KeyHolder Disclosure(string tenant, Guid request, Guid key) => new(tenant, $"disclosure:{request}", key);

    /// <summary>Pieces that a request holds until it is released.</summary>
    public static KeyHolder Piece(string tenant, Guid request, Guid key) => new(tenant, $"piece:{request}", key);
}

/// <summary>
/// The master keys. In production an organisation's lies in a key service and never leaves it (<see cref="TransitMasterKeys"/>); on one
/// machine a file stands in for all of them (<see cref="FileMasterKeys"/>).
/// </summary>
public interface IMasterKeys
{
    /// <summary>Wraps a 256-bit key.</summary>
    Task<byte[]> WrapAsync(KeyHolder holder, byte[] key, CancellationToken ct);

    /// <summary>Unwraps it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was wrapped for another holder, or changed.</exception>
    Task<byte[]> UnwrapAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct);

    /// <summary>Whether a wrap was made with the newest master key: older ones are made anew.</summary>
    Task<bool> IsCurrentAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct);

    /// <summary>A keyed digest by which the same text is found again within a consortium, and cannot be guessed without the key.</summary>
    Task<byte[]> FingerprintAsync(string tenant, string text, CancellationToken ct);
}
