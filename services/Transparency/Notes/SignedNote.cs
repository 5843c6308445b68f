using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Notes;

/// <summary>A text with signature lines (C2SP signed-note). A note that was read and is written again has the same bytes.</summary>
public sealed class SignedNote
{
    /// <summary>Largest note, bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Most signature lines.</summary>
    public const int MaxSignatures = 128;

    private readonly NoteSignature[] _signatures;

    private SignedNote(string text, NoteSignature[] signatures)
    {
        Text = text;
        _signatures = signatures;
    }

    /// <summary>What is signed; ends with a newline.</summary>
    public string Text { get; }

    /// <summary>Signature lines, in order, verified or not; at least one.</summary>
    public IReadOnlyList<NoteSignature> Signatures => _signatures;

    /// <summary>A note of a text and its signatures.</summary>
    /// <exception cref="FormatException">The text has no form that a note can hold, or there is no signature, or too many.</exception>
    public static SignedNote Of(string text, params IReadOnlyList<NoteSignature> signatures)
    {
        if (!text.EndsWith('\n') || text.Any(c => c < ' ' && c != '\n'))
            throw new FormatException("The text of a note ends with a newline and holds no other control character.");
        if (signatures.Count is 0 or > MaxSignatures) throw new FormatException($"A note has 1 to {MaxSignatures} signature lines.");
        return new SignedNote(text, [.. signatures]);
    }

    /// <summary>Reads a note strictly.</summary>
    /// <exception cref="FormatException">Not a note, or beyond a limit.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> utf8) => Parse(Lines.Decode(utf8, MaxBytes));

    /// <summary>Reads a note strictly.</summary>
    /// <exception cref="FormatException">Not a note, or beyond a limit.</exception>
    public static SignedNote Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (Lines.Encode(note).Length > MaxBytes) throw new FormatException($"A note has at most {MaxBytes} bytes.");
        // The text may hold empty lines; the last one ends it.
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("A note has an empty line between its text and its signatures.");
        return Of(note[..(end + 1)], [.. Lines.Split(note[(end + 2)..]).Take(MaxSignatures + 1).Select(NoteSignature.Parse)]);
    }

    /// <summary>The note with one more signature line.</summary>
    /// <exception cref="FormatException">It has as many as it may have.</exception>
    public SignedNote With(NoteSignature signature) => Of(Text, [.. _signatures, signature]);

    /// <summary>
    /// What these keys make of the note. Lines of other keys are passed over, also when they share a name or an id with one of
    /// these; a line of one of these that does not verify spoils the whole note.
    /// </summary>
    public NoteVerification Verify(IReadOnlyCollection<VerifierKey> keys)
    {
        var valid = new List<VerifiedSignature>();
        foreach (var signature in _signatures)
        {
            if (keys.FirstOrDefault(key => key.Name == signature.Name && key.Id == signature.KeyId) is not { } known) continue;
            if (known.Verify(Text, signature.Bytes) is not { } verified) return new NoteVerification([], known);
            valid.Add(verified);
        }

        return new NoteVerification(valid, null);
    }

    /// <summary>The whole note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(_signatures.Select(signature => $"{signature}\n"))}";

    /// <summary>The whole note in UTF-8.</summary>
    public byte[] ToBytes() => Lines.Encode(ToString());
}
