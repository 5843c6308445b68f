namespace Ledger.Transparency.Notes;

/// <summary>
/// A log's old key names the next one: a note of four lines (which no checkpoint has) that both keys sign, the old one to hand over,
/// the next one to show that it exists. It stands in the log as the entry <see cref="EventType"/>.
/// </summary>
/// <param name="Old">The key that hands over.</param>
/// <param name="Next">The key that follows; of the same name.</param>
/// <param name="Note">What both signed.</param>
public sealed record KeyRotation(VerifierKey Old, VerifierKey Next, SignedNote Note)
{
    /// <summary>Stored name of the entry; its payload is <c>{"statement":"the note"}</c>.</summary>
    public const string EventType = "log_key_rotated.v1";

    private const string Header = "ledger-log-key/1";

    /// <summary>The statement of two keys of one log.</summary>
    /// <exception cref="FormatException">They have different names, or are the same key.</exception>
    public static KeyRotation Of(INoteSigner old, INoteSigner next)
    {
        var text = Text(old.Key, next.Key);
        return Parse(SignedNote.Of(text, old.Sign(text), next.Sign(text)).ToString());
    }

    /// <summary>Reads a statement strictly. It says nothing until <see cref="IsSigned"/>.</summary>
    /// <exception cref="FormatException">Another form.</exception>
    public static KeyRotation Parse(string statement)
    {
        var note = SignedNote.Parse(statement);
        if (Formats.Lines.Split(note.Text) is not [Header, var origin, var old, var next]) throw new FormatException($"A statement of {Header} has four lines.");
        var rotation = new KeyRotation(VerifierKey.Parse(old), VerifierKey.Parse(next), note);
        return note.Text == Text(rotation.Old, rotation.Next) && rotation.Old.Name == origin
            ? rotation
            : throw new FormatException("The lines of the statement do not fit each other.");
    }

    /// <summary>Whether both keys signed, and no line pretends to be of one of them.</summary>
    public bool IsSigned => Note.Verify([Old, Next]) is { Accepted: true } signed
        && signed.Valid.Any(line => line.Key.Equals(Old)) && signed.Valid.Any(line => line.Key.Equals(Next));

    private static string Text(VerifierKey old, VerifierKey next) => old.Name == next.Name && old.Id != next.Id
        && old.Type != SignatureType.Cosignature && next.Type != SignatureType.Cosignature
            ? $"{Header}\n{old.Name}\n{old}\n{next}\n"
            : throw new FormatException("A log keeps its name when its key changes, and the next key is another one.");
}
