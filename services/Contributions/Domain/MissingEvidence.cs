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
    /// <param name="profile">The region policy profile of the agreement, or null when it names none.</param>
    public static IReadOnlyList<MissingItem> Of(Contribution contribution, KindPolicy? policy, EffectiveProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        if ((contribution.Particulars ?? contribution.Draft) is not { } said) return [];
        var missing = new List<MissingItem>();
        if (policy is null)
            missing.Add(new("missing.agreement", new("No agreement in force takes this kind on its day.", "生效日没有接受该类投入的有效协议。")));
        var given = contribution.Particulars is null ? said.Evidence.Count : contribution.Evidence().Count;
        var least = profile?.MinEvidence(said.Kind) ?? 0;
        if (policy is not null && given < policy.MinEvidence && policy.MinEvidence >= least)
            missing.Add(new("missing.evidence", new(
                $"{policy.MinEvidence - given} more pieces of evidence: the agreement asks for {policy.MinEvidence}.",
                $"还缺 {policy.MinEvidence - given} 份凭证：协议要求 {policy.MinEvidence} 份。")));
        else if (policy is not null && given < least)
            missing.Add(new("missing.evidence", new(
                $"{least - given} more pieces of evidence: the policy profile {profile!.ProfileId} asks for {least}.",
                $"还缺 {least - given} 份凭证：地区参数 {profile.ProfileId} 要求 {least} 份。")));
        if (said.Details is null)
            missing.Add(new("missing.details", new($"The particulars of its kind ('{KindDetails.GroupOf(said.Kind)}').", $"该类投入的要素（{KindDetails.GroupOf(said.Kind)}）。")));
        if (contribution.Verification is null)
            missing.Add(new("missing.verification", new($"The confirmation of {said.ReceivedBy}.", $"{said.ReceivedBy} 的核验。")));
        return missing;
    }
}
