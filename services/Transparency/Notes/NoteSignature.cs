using System.Buffers.Binary;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Notes;

/// <summary>One signature line of a note. Says nothing until a key has verified it.</summary>
public sealed class NoteSignature
{
    private const string Dash = "\u2014 ";

    /// <summary>Longest line, characters; a post-quantum signature has some 3,300.</summary>
    internal const int MaxLength = 8_192;

    private readonly byte[] _bytes;

    /// <summary>A line for a signature made elsewhere.</summary>
    /// <exception cref="FormatException">Bad name.</exception>
    public NoteSignature(string name, uint keyId, ReadOnlySpan<byte> bytes)
    {
        Name = KeyName.Check(name);
        KeyId = keyId;
        _bytes = bytes.ToArray();
    }

    /// <summary>Name of the key.</summary>
    public string Name { get; }

    /// <summary>Id of the key.</summary>
    public uint KeyId { get; }

    /// <summary>The signature, as its kind encodes it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads a line without its newline.</summary>
    /// <exception cref="FormatException">Another form.</exception>
    public static NoteSignature Parse(string line)
    {
        if (line.Length > MaxLength || !line.StartsWith(Dash, StringComparison.Ordinal))
            throw new FormatException("A signature line begins with a dash (U+2014) and a space.");
        if (line[Dash.Length..].Split(' ') is not [var name, var encoded])
            throw new FormatException("A signature line holds a key name and a signature.");
        var bytes = Base64.Decode(encoded);
        return bytes.Length > sizeof(uint)
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsSpan(sizeof(uint)))
            : throw new FormatException("A signature line holds a key id of four bytes and a signature.");
    }

    /// <summary>The line without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + _bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        _bytes.CopyTo(bytes, sizeof(uint));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }
}
