using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Features;

/// <summary>
/// A contribution in a list. <c>accepted</c> and <c>excess</c> (how far the claim went beyond the accepted value) are absent
/// before a value is accepted; <c>claimed</c> and <c>excess</c> when the contributor keeps its claim secret (<c>claimUndisclosed</c>) or the caller is to value it unseen (<c>claimBlind</c>); <c>missing</c> names the codes of what it still lacks under its agreement.
/// </summary>
public sealed record ContributionSummary(
    Guid Id, string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title, DateOnly EffectiveOn, string ReceivedBy,
    ContributionState State, Money? Claimed, Money? Accepted, Money? Excess, bool Disputed = false, bool Damaged = false,
    IReadOnlyList<string>? Missing = null, bool? ClaimUndisclosed = null, bool? ClaimBlind = null)
{
    internal static ContributionSummary Of(Contribution contribution, IReadOnlyList<MissingItem>? missing = null, bool blind = false)
    {
        var said = (contribution.Particulars ?? contribution.Draft)!;
        return new ContributionSummary(
            contribution.Id, said.Reference, said.AgreementId, said.Party, said.Kind, said.Title, said.EffectiveOn, said.ReceivedBy,
            contribution.State, blind || said.ClaimUndisclosed ? null : said.Claimed, contribution.Accepted?.Value, contribution.Excess(), contribution.Dispute is not null,
            contribution.Damages.Count > 0, missing is null ? null : [.. missing.Select(item => item.Code)],
            said.ClaimUndisclosed ? true : null, blind ? true : null);
    }
}

/// <summary>
/// One contribution with everything known of it. <c>verification</c> is absent before the receiving party confirmed it;
/// <c>accepted</c>, <c>excess</c> and <c>value</c> (where the accepted value comes from) before a value is accepted; <c>values</c>
/// (every value it had, by number) while none was replaced.
/// </summary>
public sealed record ContributionDetails(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, string Party, ContributionKind Kind, Text Title,
    DateOnly EffectiveOn, string ReceivedBy, ContributionState State, Money? Claimed, Money? Accepted, Money? Excess,
    IReadOnlyList<EvidenceItem> Evidence, IReadOnlyDictionary<string, string> Attributes, Actor? RegisteredBy, DateTimeOffset? RegisteredAt,
    Verification? Verification, AcceptedValue? Value, KindDetails? Details, ClaimType? ClaimType, string? Location, string? Tag,
    Dispute? Dispute, IReadOnlyList<Damage> Damages, IReadOnlyList<LifeStep> Steps, bool RegisteredElsewhere,
    IReadOnlyList<MissingItem> Missing, ContributionHours? Hours, IReadOnlyList<EvidenceRetention> Retention,
    IReadOnlyList<MarkedView>? Secrecy = null, bool? ClaimUndisclosed = null, IReadOnlyList<NumberedValue>? Values = null,
    bool? ClaimBlind = null)
{
    internal static ContributionDetails Of(
        Contribution contribution, IReadOnlyList<MissingItem>? missing = null, ContributionHours? hours = null,
        IReadOnlyList<EvidenceRetention>? retention = null, IReadOnlyList<MarkedView>? secrecy = null,
        bool blind = false)
    {
        var said = (contribution.Particulars ?? contribution.Draft)!;
        return new ContributionDetails(
            contribution.Id, said.Reference, said.AgreementId, contribution.AgreementVersion, said.Party, said.Kind, said.Title,
            said.EffectiveOn, said.ReceivedBy, contribution.State, blind || said.ClaimUndisclosed ? null : said.Claimed, contribution.Accepted?.Value, contribution.Excess(),
            contribution.Particulars is null ? said.Evidence : contribution.Evidence(), said.Attributes, contribution.RegisteredBy, contribution.RegisteredAt,
            contribution.Verification, contribution.Accepted, said.Details, said.ClaimType, contribution.Location, contribution.Tag,
            contribution.Dispute, contribution.Damages, contribution.Steps, contribution.RegisteredElsewhere, missing ?? [], hours, retention ?? [], secrecy,
            said.ClaimUndisclosed ? true : null, contribution.Values.Count == 0 ? null : contribution.Values, blind ? true : null);
    }
}

/// <summary>How long a piece of evidence is kept under the agreement.</summary>
/// <param name="Item">Its reference; <c>photograph</c> for the receiver's.</param>
/// <param name="Sha256">Its file, which other contributions may keep longer.</param>
/// <param name="Class">Class that rules; absent when neither agreement nor profile has one for it: then it is kept for ever.</param>
/// <param name="Years">Its years.</param>
/// <param name="KeptUntil">Last day, as things stand: a further step of the contribution in a later year moves it.</param>
public sealed record EvidenceRetention(string Item, string Sha256, string? Class, int? Years, DateOnly? KeptUntil)
{
    internal static EvidenceRetention Of(string sha256, EvidenceUse use) => new(use.Item, sha256, use.Kept?.Class ?? use.Endless, use.Kept?.Years, use.Kept?.Until);
}
