using NSec.Cryptography;

namespace Ledger.Transparency.Notes;

/// <summary>Ed25519 (RFC 8032). Signing is deterministic: the same key and message give the same bytes.</summary>
internal static class Curve25519
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    /// <summary>Bytes of a private key.</summary>
    public const int SeedBytes = 32;

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    public static bool IsPublicKey(ReadOnlySpan<byte> bytes) => PublicKey.TryImport(Algorithm, bytes, KeyBlobFormat.RawPublicKey, out _);

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureBytes && PublicKey.TryImport(Algorithm, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && Algorithm.Verify(key!, message, signature);

    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static Key Import(ReadOnlySpan<byte> seed) => seed.Length == SeedBytes
        ? Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey)
        : throw new FormatException($"A private key has {SeedBytes} bytes.");

    public static byte[] PublicOf(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    public static byte[] Sign(Key key, ReadOnlySpan<byte> message) => Algorithm.Sign(key, message);
}
