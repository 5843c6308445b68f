using System.Security.Cryptography;
using System.Text;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Duplicates;

/// <summary>
/// The deployment's key, under which consortia find the same thing without learning of each other: HMAC-SHA-256. Without a
/// key nothing is compared across consortia.
/// </summary>
/// <param name="Key">At least 32 bytes, or null.</param>
/// <param name="Refuses">Whether what stands elsewhere is refused; otherwise it is registered with a flag.</param>
internal sealed record RegistryKey(byte[]? Key, bool Refuses)
{
    private const int LeastBytes = 32;

    /// <summary>Reads <c>Duplicates:Key</c> (base64) and <c>Duplicates:Elsewhere</c> (refuse, the default, or flag).</summary>
    /// <exception cref="InvalidOperationException">The setting is malformed: the service does not start.</exception>
    public static RegistryKey Read(IConfiguration configuration)
    {
        var refuses = configuration["Duplicates:Elsewhere"] switch
        {
            null or "" or "refuse" => true,
            "flag" => false,
            var other => throw new InvalidOperationException($"Duplicates:Elsewhere is '{other}'; it can be refuse or flag."),
        };
        if (configuration["Duplicates:Key"] is not { Length: > 0 } text) return new RegistryKey(null, refuses);
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length) || length < LeastBytes)
            throw new InvalidOperationException($"Duplicates:Key must be base64 of at least {LeastBytes} bytes.");
        return new RegistryKey(key[..length], refuses);
    }

    /// <summary>Digest of a text for one use; digests of different uses never meet.</summary>
    public byte[] Digest(string use, string text) =>
        HMACSHA256.HashData(Key ?? throw new InvalidOperationException("There is no registry key."), Encoding.UTF8.GetBytes($"{use}\n{text}"));
}

/// <summary>Table and functions of the registry: a step of the <c>migrate</c> job, run by the owner.</summary>
internal static class RegistrySchema
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), Sql(), ct);

    internal static string Sql() => EmbeddedSql.Read("Duplicates.registry.sql");
}
