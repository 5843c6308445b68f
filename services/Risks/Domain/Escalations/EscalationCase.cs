namespace Ledger.Risks.Domain;

/// <summary>A proposal of who bears what lies above all caps.</summary>
/// <param name="Proposed">What was proposed.</param>
/// <param name="Consents">Who agreed.</param>
/// <param name="Decided">How it was decided; null while it is not.</param>
public sealed record EscalationCase(EscalationProposed Proposed, IReadOnlyList<EscalationConsented> Consents, EscalationDecided? Decided = null)
{
    /// <summary>Whether it was accepted for exactly this allocation of this measurement.</summary>
    internal bool Resolves(string measurementHash, string previewHash) =>
        Decided is { Accepted: true } && (Proposed.MeasurementHash, Proposed.PreviewHash) == (measurementHash, previewHash);

    /// <summary>Who has not agreed yet.</summary>
    internal IEnumerable<string> Missing() => Proposed.Consents.Where(party => Consents.All(consent => consent.Party != party));
}
