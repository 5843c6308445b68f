using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Notes;

/// <summary>A public key that verifies one kind of signature line under one name (the <c>vkey</c> of signed-note).</summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private readonly byte[] _material;

    private VerifierKey(string name, SignatureType type, byte[] material)
    {
        Name = KeyName.Check(name);
        Type = type;
        _material = material;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(type == SignatureType.EcdsaP256
            ? material
            : [.. Lines.Encode(name), (byte)'\n', (byte)type, .. material]));
    }

    /// <summary>Name of the key; for a log, the origin of its checkpoints.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of a hash of name, kind and key: tells keys apart, proves nothing.</summary>
    public uint Id { get; }

    /// <summary>Kind of signature.</summary>
    public SignatureType Type { get; }

    /// <summary>The public key itself: 32 bytes of Ed25519, or the DER of an SPKI.</summary>
    public ReadOnlySpan<byte> Material => _material;

    /// <summary>A key that signs texts with Ed25519.</summary>
    /// <exception cref="FormatException">Bad name, or not a public key.</exception>
    public static VerifierKey Ed25519(string name, ReadOnlySpan<byte> publicKey) => Of(name, SignatureType.Ed25519, publicKey);

    /// <summary>A witness's key.</summary>
    /// <exception cref="FormatException">Bad name, or not a public key.</exception>
    public static VerifierKey Cosignature(string name, ReadOnlySpan<byte> publicKey) => Of(name, SignatureType.Cosignature, publicKey);

    /// <summary>A key that signs texts with ECDSA P-256.</summary>
    /// <exception cref="FormatException">Bad name, or not the DER of an SPKI of that curve.</exception>
    public static VerifierKey EcdsaP256(string name, ReadOnlySpan<byte> spki) => Of(name, SignatureType.EcdsaP256, spki);

    /// <summary>Reads <c>name+hex8(id)+base64(type || key)</c>.</summary>
    /// <exception cref="FormatException">Another form, another kind, or an id that is not that of the key.</exception>
    public static VerifierKey Parse(string vkey)
    {
        ArgumentNullException.ThrowIfNull(vkey);
        // Base64 may hold plus signs; the name may not.
        if (vkey.Split('+', 3) is not [var name, { Length: 8 } id, var encoded]) throw new FormatException("A key is written name+id+base64.");
        var bytes = Base64.Decode(encoded);
        if (bytes.Length == 0) throw new FormatException("The key has no kind.");
        var key = Of(name, (SignatureType)bytes[0], bytes.AsSpan(1));
        return id == key.Id.ToString("x8", CultureInfo.InvariantCulture)
            ? key
            : throw new FormatException($"The key of {name} has the id {key.Id:x8}, not {id}.");
    }

    /// <summary>Whether a signature over a text is this key's; null when not, otherwise what it says beside the text.</summary>
    internal VerifiedSignature? Verify(string text, ReadOnlySpan<byte> signature)
    {
        switch (Type)
        {
            case SignatureType.Ed25519:
                return Curve25519.Verify(_material, Lines.Encode(text), signature) ? new VerifiedSignature(this, null) : null;
            case SignatureType.EcdsaP256:
                return VerifyEcdsa(Lines.Encode(text), signature) ? new VerifiedSignature(this, null) : null;
            case SignatureType.Cosignature:
                if (signature.Length != sizeof(ulong) + Curve25519.SignatureBytes) return null;
                var time = BinaryPrimitives.ReadUInt64BigEndian(signature);
                if (time > long.MaxValue) return null;
                var message = Lines.Encode(CosignatureSigner.Message((long)time, text));
                return Curve25519.Verify(_material, message, signature[sizeof(ulong)..]) ? new VerifiedSignature(this, (long)time) : null;
            default:
                return null;
        }
    }

    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && Type == other.Type && Material.SequenceEqual(other.Material);

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>The written form.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. _material])}";

    // SubjectPublicKeyInfo of the curve P-256 up to its uncompressed point.
    private static readonly byte[] P256Head = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static VerifierKey Of(string name, SignatureType type, ReadOnlySpan<byte> material)
    {
        var valid = type switch
        {
            SignatureType.Ed25519 or SignatureType.Cosignature => Curve25519.IsPublicKey(material),
            SignatureType.EcdsaP256 => IsP256(material),
            _ => throw new FormatException($"Keys of the kind {(int)type:x2} are not understood."),
        };
        return valid ? new VerifierKey(name, type, material.ToArray()) : throw new FormatException("These bytes are no public key.");
    }

    /// <summary>Whether these bytes are the one DER of an SPKI of the curve P-256.</summary>
    internal static bool IsP256(ReadOnlySpan<byte> spki)
    {
        // Which curves a platform knows differs, and how it says no: no other is ever handed to it.
        if (!spki.StartsWith(P256Head)) return false;
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            return read == spki.Length && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(spki);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool VerifyEcdsa(byte[] message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(_material, out _);
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
