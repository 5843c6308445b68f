namespace Ledger.Transparency.Notes;

/// <summary>A private key that signs notes.</summary>
public interface INoteSigner : IDisposable
{
    /// <summary>The key that verifies the signatures.</summary>
    VerifierKey Key { get; }

    /// <summary>A signature line over a text.</summary>
    NoteSignature Sign(string text);
}
