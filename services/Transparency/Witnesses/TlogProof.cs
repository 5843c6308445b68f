using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>A file that proves offline that one leaf is in a log (C2SP tlog-proof).</summary>
/// <param name="Extra">Data for the application, or null. Nothing authenticates it.</param>
/// <param name="Index">Index of the leaf.</param>
/// <param name="Hashes">Inclusion proof.</param>
/// <param name="Note">The checkpoint, signed and cosigned.</param>
public sealed record TlogProof(byte[]? Extra, long Index, IReadOnlyList<MerkleHash> Hashes, SignedNote Note)
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxBytes = SignedNote.MaxBytes * 2;

    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraWord = "extra ";
    private const string IndexWord = "index ";

    /// <summary>Reads a proof file strictly.</summary>
    /// <exception cref="FormatException">Malformed, or beyond a limit.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> utf8)
    {
        var text = Lines.Decode(utf8, MaxBytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("An empty line stands between the proof and the checkpoint.");
        // Header, extra and index, and a rest beyond the most hashes.
        var lines = text[..end].Split('\n', InclusionProof.MaxHashes + 4);
        if (lines is not [Header, .. var rest]) throw new FormatException($"The first line is {Header}.");
        byte[]? extra = null;
        if (rest is [var said, .. var others] && said.StartsWith(ExtraWord, StringComparison.Ordinal))
            (extra, rest) = (Base64.Decode(said[ExtraWord.Length..]), others);
        if (extra is []) throw new FormatException("Extra data that is empty is left out.");
        if (rest is not [var index, .. var hashes] || !index.StartsWith(IndexWord, StringComparison.Ordinal))
            throw new FormatException("A line says the index.");
        if (hashes.Length > InclusionProof.MaxHashes) throw new FormatException($"A proof has at most {InclusionProof.MaxHashes} hashes.");
        var note = SignedNote.Parse(text[(end + 2)..]);
        Checkpoint.Parse(note.Text);
        return new TlogProof(extra, Lines.Number(index[IndexWord.Length..]), [.. hashes.Select(MerkleHash.ParseBase64)], note);
    }

    /// <summary>What the policy makes of the checkpoint, and whether the leaf is in its tree.</summary>
    /// <returns>The leaf is proven when the standing is trusted and the second value is true.</returns>
    public (PolicyOutcome Checkpoint, bool Included) Verify(MerkleHash leaf, WitnessPolicy policy)
    {
        var outcome = policy.Evaluate(Note);
        return (outcome, outcome is { IsAuthentic: true, Checkpoint: { } head }
            && InclusionProof.Verify(leaf, Index, head.Size, Hashes, head.Root));
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var extra = Extra is null ? "" : $"{ExtraWord}{Convert.ToBase64String(Extra)}\n";
        return Lines.Encode(
            $"{Header}\n{extra}{IndexWord}{Lines.Number(Index)}\n{string.Concat(Hashes.Select(hash => $"{hash.ToBase64()}\n"))}\n{Note}");
    }
}
