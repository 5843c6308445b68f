namespace Ledger.Valuation.Domain;

/// <summary>What a calculation is of, in a fact that rests on papers of the evidence store.</summary>
/// <param name="Reference">The contributor's own id of the contribution.</param>
/// <param name="AgreementId">Agreement whose periods of keeping hold.</param>
public sealed record SubjectReference(string Reference, string AgreementId)
{
    internal static SubjectReference Of(Subject subject) => new(subject.Reference, subject.AgreementId);
}
