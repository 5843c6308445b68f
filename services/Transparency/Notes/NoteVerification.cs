namespace Ledger.Transparency.Notes;

/// <summary>What known keys make of a note.</summary>
/// <param name="Valid">Lines that verify; empty when one failed.</param>
/// <param name="Failed">A known key under whose name and id stands a line that it did not make; null when there is none.</param>
public sealed record NoteVerification(IReadOnlyList<VerifiedSignature> Valid, VerifierKey? Failed)
{
    /// <summary>Whether the text may be used: a known key signed it, and no line pretends to be of a known key.</summary>
    public bool Accepted => Failed is null && Valid.Count > 0;
}
