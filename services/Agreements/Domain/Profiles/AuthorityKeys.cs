using System.Security.Cryptography;

namespace Ledger.Agreements.Domain;

/// <summary>The authorities whose signatures this deployment trusts, each with one key or, while it changes, several.</summary>
public sealed class AuthorityKeys
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly Dictionary<string, IReadOnlyList<byte[]>> keys;

    /// <param name="trusted">Authority and public key (SPKI), as DER in Base64 or as PEM.</param>
    /// <exception cref="FormatException">A key is no public key of the curve P-256.</exception>
    public AuthorityKeys(IEnumerable<(string Authority, string PublicKey)> trusted) => keys = trusted
        .GroupBy(key => key.Authority, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<byte[]> (group) => [.. group.Select(key => Read(key.Authority, key.PublicKey))], StringComparer.Ordinal);

    /// <summary>Whether any key of this authority is trusted.</summary>
    public bool Trusts(string authority) => keys.ContainsKey(authority);

    /// <summary>The signature with the hash of the key that fits it, or null when none does.</summary>
    /// <param name="authority">A trusted authority.</param>
    /// <param name="signed">The canonical bytes.</param>
    /// <param name="signature">DER in Base64.</param>
    public AuthoritySignature? Verify(string authority, byte[] signed, string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return null;
        foreach (var spki in keys[authority])
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
            if (key.VerifyData(signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                return new AuthoritySignature(authority, Convert.ToHexStringLower(SHA256.HashData(spki)), signature);
        }

        return null;
    }

    private static byte[] Read(string authority, string text)
    {
        try
        {
            using var key = ECDsa.Create();
            if (text.Contains("-----BEGIN", StringComparison.Ordinal)) key.ImportFromPem(text);
            else key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            if (key.ExportParameters(false).Curve.Oid.Value == P256) return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            throw new FormatException($"The key of the authority '{authority}' is no public key (SPKI): {fault.Message}", fault);
        }

        throw new FormatException($"The key of the authority '{authority}' is not of the curve P-256.");
    }
}
