using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// AES-256-GCM over a file in chunks of 64 KiB: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as the age
/// format uses it. A chunk's nonce is its number and whether it is the last, so that no chunk can be changed, left out, repeated,
/// moved or cut off at the end. The data key belongs to one file, so a nonce is never used twice.
/// </summary>
/// <remarks>File: <c>LEDGEVD1 ‖ file id 16 ‖ chunk…</c>, a chunk being its ciphertext and a tag of 16 bytes. All but the last are full.</remarks>
internal sealed class ChunkCipher : IDisposable
{
    /// <summary>Plain bytes of a full chunk.</summary>
    public const int PlainBytes = 1 << 16;

    /// <summary>Stored bytes of a full chunk.</summary>
    public const int StoredBytes = PlainBytes + TagBytes;

    public const int TagBytes = 16;
    public const int HeadBytes = 8 + IdBytes;

    private const int IdBytes = 16;
    private const int NonceBytes = 12;

    private readonly AesGcm _aes;
    private readonly byte[] _head;

    /// <param name="key">Data key of the file.</param>
    /// <param name="file">Id of the file.</param>
    public ChunkCipher(byte[] key, Guid file)
    {
        _aes = new AesGcm(key, TagBytes);
        _head = Head(file);
    }

    private static ReadOnlySpan<byte> Magic => "LEDGEVD1"u8;

    /// <summary>How the stored file begins; bound to every chunk.</summary>
    public static byte[] Head(Guid file) => [.. Magic, .. file.ToByteArray(bigEndian: true)];

    /// <summary>Id of the stored file that begins so, or null.</summary>
    public static Guid? FileOf(ReadOnlySpan<byte> head) =>
        head.Length >= HeadBytes && head.StartsWith(Magic) ? new Guid(head.Slice(Magic.Length, IdBytes), bigEndian: true) : null;

    /// <summary>Writes the stored chunk: ciphertext, then tag.</summary>
    public void Seal(uint number, bool last, ReadOnlySpan<byte> plain, Span<byte> stored) =>
        _aes.Encrypt(Nonce(number, last), plain, stored[..plain.Length], stored.Slice(plain.Length, TagBytes), _head);

    /// <summary>Reads a stored chunk; false when it is not the one that stood there.</summary>
    public bool TryOpen(uint number, bool last, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        try
        {
            _aes.Decrypt(Nonce(number, last), stored[..^TagBytes], stored[^TagBytes..], plain[..(stored.Length - TagBytes)], _head);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private static byte[] Nonce(uint number, bool last)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(NonceBytes - 5), number);
        nonce[^1] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}
