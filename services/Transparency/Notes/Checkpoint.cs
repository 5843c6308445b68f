using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Notes;

/// <summary>Head of a log (C2SP tlog-checkpoint), without extension lines, which nobody could audit.</summary>
/// <param name="Origin">Name of the log.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">Root of the tree of that size.</param>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    private const int LineCount = 3;

    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{Lines.Number(Size)}\n{Root.ToBase64()}\n";

    /// <summary>Reads the text of a note strictly.</summary>
    /// <exception cref="FormatException">Not a checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Lines.Split(text) is [var origin, var size, var root] && origin.Length > 0
            ? new Checkpoint(KeyName.Check(origin), Lines.Number(size), MerkleHash.ParseBase64(root))
            : throw new FormatException($"A checkpoint has {LineCount} lines: origin, size and root.");
    }
}
