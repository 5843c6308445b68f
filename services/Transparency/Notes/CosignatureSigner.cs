using System.Buffers.Binary;
using Ledger.Transparency.Formats;
using NSec.Cryptography;

namespace Ledger.Transparency.Notes;

/// <summary>A witness's key: signs that it saw a checkpoint at a time (C2SP tlog-cosignature, Ed25519).</summary>
public sealed class CosignatureSigner : IDisposable
{
    private readonly Key _key;

    /// <summary>A signer from the 32 bytes of a private key.</summary>
    /// <exception cref="FormatException">Bad name, or not 32 bytes.</exception>
    public CosignatureSigner(string name, ReadOnlySpan<byte> seed)
    {
        KeyName.Check(name);
        _key = Curve25519.Import(seed);
        Key = VerifierKey.Cosignature(name, Curve25519.PublicOf(_key));
    }

    /// <summary>The key that verifies the cosignatures.</summary>
    public VerifierKey Key { get; }

    /// <summary>A cosignature line.</summary>
    /// <param name="checkpoint">What was seen, and found consistent with everything seen before.</param>
    /// <param name="time">When, POSIX seconds, above 0.</param>
    public NoteSignature Sign(Checkpoint checkpoint, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        var signature = Curve25519.Sign(_key, Lines.Encode(Message(time, checkpoint.Text)));
        var bytes = new byte[sizeof(ulong) + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        signature.CopyTo(bytes, sizeof(ulong));
        return new NoteSignature(Key.Name, Key.Id, bytes);
    }

    public void Dispose() => _key.Dispose();

    internal static string Message(long time, string text) => $"cosignature/v1\ntime {Lines.Number(time)}\n{text}";
}
