using System.Numerics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Ledger.Rules;

/// <summary>Why a text is no public key of a person.</summary>
public enum KeyFault
{
    /// <summary>No base64, or no SubjectPublicKeyInfo, or the key in another form than the one accepted.</summary>
    Malformed,

    /// <summary>A key of another algorithm or another curve.</summary>
    OtherKind,

    /// <summary>Of the right form, but the point does not lie on the curve.</summary>
    NotOnCurve,
}

/// <summary>
/// A person's public key: ECDSA on the curve P-256 (FIPS 186-5, SP 800-186), as SubjectPublicKeyInfo (RFC 5480) with the uncompressed
/// point, DER in base64. There is exactly one spelling of each key, so that one key has one id.
/// </summary>
public sealed class P256Key
{
    private const int Coordinate = 32;
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";

    // SubjectPublicKeyInfo up to the point: the same for every key.
    private static readonly byte[] Head = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static readonly BigInteger Field = Number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    private readonly byte[] _der;

    private P256Key(byte[] der)
    {
        _der = der;
        Id = Convert.ToHexStringLower(SHA256.HashData(der));
        Text = Convert.ToBase64String(der);
    }

    /// <summary>SHA-256 of the DER, lower-case hex.</summary>
    public string Id { get; }

    /// <summary>The DER in base64.</summary>
    public string Text { get; }

    /// <summary>Reads a key; null, with the reason, when it is none.</summary>
    /// <param name="text">DER in base64.</param>
    /// <param name="fault">Why not.</param>
    public static P256Key? Read(string text, out KeyFault fault)
    {
        fault = KeyFault.Malformed;
        if (PersonalSignatures.Bytes(text) is not { } der) return null;
        if (der.Length != Head.Length + (2 * Coordinate) || !der.AsSpan().StartsWith(Head))
        {
            if (IsOfAnotherKind(der)) fault = KeyFault.OtherKind;
            return null;
        }

        var (x, y) = (Number(der.AsSpan(Head.Length, Coordinate)), Number(der.AsSpan(Head.Length + Coordinate)));
        if (x < Field && y < Field && ((y * y) - ((x * x * x) - (3 * x) + B)) % Field == 0) return new P256Key(der);
        fault = KeyFault.NotOnCurve;
        return null;
    }

    /// <summary>Whether a signature (ES256, RFC 7518: r and s, 32 bytes each) over these bytes is of this key.</summary>
    public bool Verifies(byte[] signed, byte[] signature)
    {
        if (signature.Length != PersonalSignatures.SignatureBytes) return false;
        try
        {
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = _der[Head.Length..(Head.Length + Coordinate)], Y = _der[(Head.Length + Coordinate)..] },
            });
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // A SubjectPublicKeyInfo, but not one of this curve.
    private static bool IsOfAnotherKind(byte[] der)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var key = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var algorithm = key.ReadSequence();
            var kind = algorithm.ReadObjectIdentifier();
            var curve = kind == EllipticCurve && algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : null;
            key.ReadBitString(out _);
            key.ThrowIfNotEmpty();
            return kind != EllipticCurve || curve != P256;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static BigInteger Number(string hex) => Number(Convert.FromHexString(hex));

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
