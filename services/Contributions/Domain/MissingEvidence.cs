using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Something that a contribution still lacks.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What is missing.</param>
public sealed record MissingItem(string Code, Text Message);

/// <summary>What a contribution lacks under its agreement.</summary>
public static class MissingEvidence
{
    /// <summary>Everything that is missing; empty when the evidence is complete.</summary>
    /// <param name="contribution">The contribution.</param>
    /// <param name="policy">The agreement's policy of its kind, or null when the agreement is not in force.</param>
    public static IReadOnlyList<MissingItem> Of(Contribution contribution, KindPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        if ((contribution.Particulars ?? contribution.Draft) is not { } said) return [];
        var missing = new List<MissingItem>();
        if (policy is null)
            missing.Add(new("missing.agreement", new("No agreement in force takes this kind on its day.", "生效日没有接受该类投入的有效协议。")));
        var given = contribution.Particulars is null ? said.Evidence.Count : contribution.Evidence().Count;
        if (policy is not null && given < policy.MinEvidence)
            missing.Add(new("missing.evidence", new(
                $"{policy.MinEvidence - given} more pieces of evidence: the agreement asks for {policy.MinEvidence}.",
                $"还缺 {policy.MinEvidence - given} 份凭证：协议要求 {policy.MinEvidence} 份。")));
        if (said.Details is null && said.Secrecy?.Hides("details") is not true)
            missing.Add(new("missing.details", new($"The particulars of its kind ('{KindDetails.GroupOf(said.Kind)}').", $"该类投入的要素（{KindDetails.GroupOf(said.Kind)}）。")));
        if (contribution.Verification is null)
            missing.Add(new("missing.verification", new($"The confirmation of {said.ReceivedBy}.", $"{said.ReceivedBy} 的核验。")));
        return missing;
    }
}
