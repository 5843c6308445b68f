using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;
using Nodes = System.Text.Json.Nodes;

namespace Ledger.Transparency.Tests;

/// <summary>The sample log after it changed its key: the checkpoint bears only the next key's line.</summary>
internal sealed class RotatedLog
{
    private static readonly Ed25519Signer Next = new("ledger.example/audit", PolicyTests.Seed(12));
    private static readonly Ed25519Signer Third = new("ledger.example/audit", PolicyTests.Seed(13));

    private RotatedLog(IEnumerable<string> statements, INoteSigner signer)
    {
        Log = SampleLog.Of();
        var first = Log.Entries.Count;
        foreach (var statement in statements)
            Log.Add("audit", KeyRotation.EventType, 8, new Nodes.JsonObject { ["statement"] = statement }.ToJsonString(), "platform");
        var note = Log.Checkpoint();
        var checkpoint = SignedNote.Of(note.Text, signer.Sign(note.Text), note.Signatures[1], note.Signatures[2]);
        Bundle = Log.ForSettlement() with
        {
            Checkpoint = checkpoint.ToString(), Keys = [.. Enumerable.Range(first, Log.Entries.Count - first).Select(index => Log.Entry(index))],
        };
    }

    public SampleLog Log { get; }

    public Bundle Bundle { get; }

    public static VerifierKey NextKey => Next.Key;

    /// <summary>With one change, said by this statement.</summary>
    public static RotatedLog Of(string? statement = null) => new([statement ?? Statement()], Next);

    /// <summary>Two changes, signed by the third key.</summary>
    public static RotatedLog Twice() => new([Statement(), KeyRotation.Of(Next, Third).Note.ToString()], Third);

    /// <summary>From one key to another, of whatever kinds.</summary>
    public static RotatedLog Between(INoteSigner old, INoteSigner next) => new([KeyRotation.Of(old, next).Note.ToString()], next);

    /// <summary>Two changes in the wrong order.</summary>
    public static RotatedLog WrongOrder() => new([KeyRotation.Of(Next, Third).Note.ToString(), Statement()], Third);

    /// <summary>A statement; with another signer in the place of one of the keys, or none.</summary>
    public static string Statement(string old = "own", string next = "own")
    {
        var note = KeyRotation.Of(SampleLog.Log, Next).Note;
        using var stranger = new Ed25519Signer("ledger.example/audit", PolicyTests.Seed(14));
        var first = old == "own" ? note.Signatures[0] : stranger.Sign(note.Text);
        return (next == "own" ? SignedNote.Of(note.Text, first, note.Signatures[1]) : SignedNote.Of(note.Text, first)).ToString();
    }
}
