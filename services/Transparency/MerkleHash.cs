using System.Security.Cryptography;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency;

/// <summary>A SHA-256 hash of the Merkle tree: of a leaf, of a node or of a whole tree. Compared by value.</summary>
public sealed class MerkleHash : IEquatable<MerkleHash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");

    private readonly byte[] _bytes;

    private MerkleHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A hash from its 32 bytes, copied.</summary>
    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static MerkleHash Of(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new MerkleHash(bytes.ToArray())
        : throw new FormatException($"A hash has {Length} bytes, not {bytes.Length}.");

    /// <summary>A hash from 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">Not of that form.</exception>
    public static MerkleHash Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.AsSpan().ContainsAnyExcept(Digits)
            ? throw new FormatException("A hash is written in lower-case hexadecimal digits.")
            : Of(Convert.FromHexString(hex));
    }

    /// <summary>A hash from its base64, as checkpoints and proofs write it.</summary>
    /// <exception cref="FormatException">Not canonical base64 of 32 bytes.</exception>
    public static MerkleHash ParseBase64(string base64) => Of(Base64.Decode(base64));

    /// <summary>Standard base64, 44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(_bytes);

    public byte[] ToArray() => [.. _bytes];

    public bool Equals(MerkleHash? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as MerkleHash);

    // The bytes are uniformly distributed already.
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
