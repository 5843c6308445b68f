using System.Numerics;
using NSec.Cryptography;

namespace Ledger.Transparency.Notes;

/// <summary>Ed25519 (RFC 8032). Signing is deterministic: the same key and message give the same bytes.</summary>
internal static class Curve25519
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    /// <summary>Bytes of a private key.</summary>
    public const int SeedBytes = 32;

    private const int PublicKeyBytes = 32;

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = (Prime - 121_665) * BigInteger.ModPow(121_666, Prime - 2, Prime) % Prime;

    // y of the points of order 8; those of order 1, 2 and 4 have y = 1, -1 and 0.
    private static readonly string[] OfOrder8 =
        ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"];

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    /// <summary>
    /// Whether bytes are a point that may be a key. The library takes any 32 bytes and refuses signatures later; a key that nobody can have
    /// made is refused where it is read: y not below 2^255-19 or on no point of the curve, or a point of small order, for which anybody can sign.
    /// </summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != PublicKeyBytes) return false;
        byte[] encoded = [.. bytes[..^1], (byte)(bytes[^1] & 0x7f)];
        var y = new BigInteger(encoded, isUnsigned: true);
        if (y <= 1 || y >= Prime - 1 || OfOrder8.Contains(Convert.ToHexStringLower(encoded))) return false;
        // x^2 = (y^2 - 1) / (d y^2 + 1) has a solution: RFC 8032 section 5.1.3, by Euler's criterion.
        var square = y * y % Prime;
        return BigInteger.ModPow((square - 1) * ((D * square) + 1) % Prime, (Prime - 1) / 2, Prime).IsOne;
    }

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
