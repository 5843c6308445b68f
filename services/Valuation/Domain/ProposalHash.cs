using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// What an approver accepts. The inputs' hash covers the claim, the agreement's terms and the figures; the basis' hash the
/// documents and index vintages they come from: one hash binds the whole calculation. Its bytes are defined by
/// <see cref="ValuationSnapshot.HashOf"/>, so that an exported snapshot can be checked offline.
/// </summary>
public static class ProposalHash
{
    /// <summary>The hash of a proposal.</summary>
    /// <param name="appraisal">Stream of the appraisal.</param>
    /// <param name="result">The calculation.</param>
    /// <param name="value">What would count.</param>
    /// <param name="basis">What it rests on beside its inputs, or null.</param>
    public static string Of(Guid appraisal, MethodResult result, Money value, ValuationBasis? basis = null) =>
        ValuationSnapshot.HashOf(appraisal, result, value, basis);
}
