using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// The data key of one stored file, with what is known of the file. On disk it is wrapped by a master key (AES-256-GCM, a
/// random nonce) in a file of its own: destroying these few bytes destroys the content, wherever copies of it lie.
/// </summary>
/// <param name="Key">32 random bytes; encrypts this file only.</param>
/// <param name="File">Hash, size and media type.</param>
internal sealed record FileKey(byte[] Key, EvidenceFile File)
{
    private const int KeyBytes = 32;
    private const int HashBytes = 32;
    private const int IdAt = 8;
    private const int NonceAt = IdAt + sizeof(ulong);
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int BodyAt = NonceAt + NonceBytes;
    private const int TypeAt = KeyBytes + HashBytes + sizeof(long);

    private static ReadOnlySpan<byte> Magic => "LEDGKEY1"u8;

    /// <summary>Wraps it: <c>LEDGKEY1 ‖ key id 8 ‖ nonce 12 ‖ ciphertext ‖ tag 16</c>.</summary>
    /// <param name="master">The master key.</param>
    /// <param name="place">Consortium folder and file id: a wrapped key that was moved elsewhere does not open.</param>
    public byte[] Wrap(MasterKey master, string place)
    {
        var type = Encoding.ASCII.GetBytes(File.MediaType);
        var plain = new byte[TypeAt + type.Length];
        Key.CopyTo(plain, 0);
        Convert.FromHexString(File.Sha256).CopyTo(plain, KeyBytes);
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(KeyBytes + HashBytes), File.Size);
        type.CopyTo(plain, TypeAt);

        var wrapped = new byte[BodyAt + plain.Length + TagBytes];
        Magic.CopyTo(wrapped);
        BinaryPrimitives.WriteUInt64BigEndian(wrapped.AsSpan(IdAt), master.Id);
        RandomNumberGenerator.Fill(wrapped.AsSpan(NonceAt, NonceBytes));
        using var cipher = master.Cipher();
        cipher.Encrypt(
            wrapped.AsSpan(NonceAt, NonceBytes), plain, wrapped.AsSpan(BodyAt, plain.Length), wrapped.AsSpan(BodyAt + plain.Length),
            AssociatedData(wrapped, place));
        CryptographicOperations.ZeroMemory(plain);
        return wrapped;
    }

    /// <summary>Id of the master key that wrapped it; null when it is no wrapped key.</summary>
    public static ulong? MasterOf(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length >= BodyAt + TypeAt + TagBytes && wrapped.StartsWith(Magic) ? BinaryPrimitives.ReadUInt64BigEndian(wrapped[IdAt..]) : null;

    /// <summary>Opens a wrapped key; null when it was changed, or wrapped by another master key or for another place.</summary>
    public static FileKey? Unwrap(byte[] wrapped, MasterKey master, string place)
    {
        if (MasterOf(wrapped) != master.Id) return null;
        var plain = new byte[wrapped.Length - BodyAt - TagBytes];
        using var cipher = master.Cipher();
        try
        {
            cipher.Decrypt(
                wrapped.AsSpan(NonceAt, NonceBytes), wrapped.AsSpan(BodyAt, plain.Length), wrapped.AsSpan(BodyAt + plain.Length), plain,
                AssociatedData(wrapped, place));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return new FileKey(plain[..KeyBytes], new EvidenceFile(
            Convert.ToHexStringLower(plain.AsSpan(KeyBytes, HashBytes)), BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(KeyBytes + HashBytes)),
            Encoding.ASCII.GetString(plain.AsSpan(TypeAt))));
    }

    private static byte[] AssociatedData(byte[] wrapped, string place) => [.. wrapped.AsSpan(0, NonceAt), .. Encoding.UTF8.GetBytes(place)];
}
