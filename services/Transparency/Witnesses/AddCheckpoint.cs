using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>A request to a witness (C2SP tlog-witness): a checkpoint, and the proof from what the witness saw last.</summary>
/// <param name="OldSize">Size that the proof starts from.</param>
/// <param name="Proof">Consistency proof; empty from size 0.</param>
/// <param name="Note">The checkpoint as signed.</param>
/// <param name="Checkpoint">What it says.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<MerkleHash> Proof, SignedNote Note, Checkpoint Checkpoint)
{
    /// <summary>Most hashes of a proof.</summary>
    public const int MaxHashes = 63;

    /// <summary>Largest request, bytes.</summary>
    public const int MaxBytes = SignedNote.MaxBytes + 4_096;

    private const string Old = "old ";

    /// <summary>Reads the body of a request strictly.</summary>
    /// <exception cref="FormatException">Malformed, or beyond a limit.</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> body)
    {
        var text = Lines.Decode(body, MaxBytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("An empty line stands between the proof and the checkpoint.");
        if (text[..end].Split('\n', MaxHashes + 2) is not [var first, .. var hashes] || !first.StartsWith(Old, StringComparison.Ordinal))
            throw new FormatException("The first line says the old size.");
        if (hashes.Length > MaxHashes) throw new FormatException($"A proof has at most {MaxHashes} hashes.");
        var note = SignedNote.Parse(text[(end + 2)..]);
        return new AddCheckpoint(
            Lines.Number(first[Old.Length..]), [.. hashes.Select(MerkleHash.ParseBase64)], note, Checkpoint.Parse(note.Text));
    }

    /// <summary>The body of the request.</summary>
    public byte[] ToBytes() =>
        Lines.Encode($"{Old}{Lines.Number(OldSize)}\n{string.Concat(Proof.Select(hash => $"{hash.ToBase64()}\n"))}\n{Note}");
}
