using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Features;

/// <summary>
/// A contribution in a list. <c>accepted</c> and <c>excess</c> (how far the claim went beyond the accepted value) are absent
/// before a value is accepted.
/// </summary>
public sealed record ContributionSummary(
    Guid Id, string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title, DateOnly EffectiveOn, string ReceivedBy,
    ContributionState State, Money Claimed, Money? Accepted, Money? Excess)
{
    internal static ContributionSummary Of(Contribution contribution)
    {
        var said = contribution.Particulars!;
        return new ContributionSummary(
            contribution.Id, said.Reference, said.AgreementId, said.Party, said.Kind, said.Title, said.EffectiveOn, said.ReceivedBy,
            contribution.State, said.Claimed, contribution.Accepted?.Value, contribution.Excess());
    }
}

/// <summary>
/// One contribution with everything known of it. <c>verification</c> is absent before the receiving party confirmed it;
/// <c>accepted</c>, <c>excess</c> and <c>value</c> (where the accepted value comes from) before a value is accepted.
/// </summary>
public sealed record ContributionDetails(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, string Party, ContributionKind Kind, Text Title,
    DateOnly EffectiveOn, string ReceivedBy, ContributionState State, Money Claimed, Money? Accepted, Money? Excess,
    IReadOnlyList<EvidenceItem> Evidence, IReadOnlyDictionary<string, string> Attributes, Actor RegisteredBy, DateTimeOffset RegisteredAt,
    Verification? Verification, AcceptedValue? Value)
{
    internal static ContributionDetails Of(Contribution contribution)
    {
        var said = contribution.Particulars!;
        return new ContributionDetails(
            contribution.Id, said.Reference, said.AgreementId, contribution.AgreementVersion, said.Party, said.Kind, said.Title,
            said.EffectiveOn, said.ReceivedBy, contribution.State, said.Claimed, contribution.Accepted?.Value, contribution.Excess(),
            said.Evidence, said.Attributes, contribution.RegisteredBy!, contribution.RegisteredAt!.Value,
            contribution.Verification, contribution.Accepted);
    }
}
