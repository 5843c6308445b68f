using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a settled run was computed from again.</summary>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="Accepted">Accepted values, summed per party and effective day.</param>
public sealed record RestatedBasis(int AgreementVersion, string DocumentHash, IReadOnlyList<DatedContribution> Accepted);
