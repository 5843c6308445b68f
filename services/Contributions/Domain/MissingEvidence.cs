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
    /// <param name="agreement">The agreement on its effective day, or null when none is in force.</param>
    /// <param name="profile">The region policy profile that the agreement stands under, or null when it names none.</param>
    public static IReadOnlyList<MissingItem> Of(Contribution contribution, AgreementDocument? agreement, EffectiveProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        if ((contribution.Particulars ?? contribution.Draft) is not { } said) return [];
        var missing = new List<MissingItem>();
        var policy = agreement?.PolicyOf(said.Kind);
        if (policy is null)
            missing.Add(new("missing.agreement", new("No agreement in force takes this kind on its day.", "生效日没有接受该类投入的有效协议。")));
        var evidence = contribution.Particulars is null ? said.Evidence : contribution.Evidence();
        var needed = policy is null ? 0 : Needed(said, agreement!, policy);
        var demanded = policy is null ? 0 : profile?.MinEvidence(said.Kind) ?? 0;
        if (evidence.Count < demanded && needed < demanded)
            missing.Add(new("missing.evidence", new(
                $"{demanded - evidence.Count} more pieces of evidence: the policy profile {profile!.ProfileId} asks for {demanded}.",
                $"还缺 {demanded - evidence.Count} 份凭证：地区参数 {profile.ProfileId} 要求 {demanded} 份。")));
        else if (evidence.Count < needed)
            missing.Add(new("missing.evidence", new(
                $"{needed - evidence.Count} more pieces of evidence: the agreement asks for {needed}.",
                $"还缺 {needed - evidence.Count} 份凭证：协议要求 {needed} 份。")));
        if (policy is not null && EvidenceRules.BrokenRetention(evidence, said.Kind, RetentionClasses.Of(agreement, profile)) is not null)
            missing.Add(new("missing.retention-class", new(
                "How long a piece of evidence is kept: it falls under no class of the agreement.", "凭证的保管类别：不属于协议规定的任何类别。")));
        if (said.Details is null && said.Secrecy?.Hides("details") is not true)
            missing.Add(new("missing.details", new($"The particulars of its kind ('{KindDetails.GroupOf(said.Kind)}').", $"该类投入的要素（{KindDetails.GroupOf(said.Kind)}）。")));
        if (contribution.Verification is null)
            missing.Add(new("missing.verification", new($"The confirmation of {said.ReceivedBy}.", $"{said.ReceivedBy} 的核验。")));
        return missing;
    }

    // A commitment of the party for this kind may ask for more than the kind's policy does.
    private static int Needed(Particulars said, AgreementDocument agreement, KindPolicy policy) => agreement.Terms.Commitments
        .Where(commitment => commitment.Party == said.Party && commitment.Kind == said.Kind)
        .Select(commitment => commitment.EvidenceRequired ?? 0)
        .Append(policy.MinEvidence).Max();
}
