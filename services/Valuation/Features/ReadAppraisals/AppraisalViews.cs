using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// An appraisal in a list. <c>value</c> is the proposed value that counts once accepted, absent before a proposal;
/// <c>proposalHash</c> is what an approver accepts.
/// </summary>
public sealed record AppraisalSummary(
    Guid Id, Guid ContributionId, string Reference, string Party, ContributionKind Kind, Text Title, DateOnly EffectiveOn,
    AppraisalState State, Money Claimed, string? Method, Money? Value, string? ProposalHash)
{
    internal static AppraisalSummary Of(Appraisal appraisal)
    {
        var subject = appraisal.Subject!;
        return new AppraisalSummary(
            appraisal.Id, subject.ContributionId, subject.Reference, subject.Party, subject.Kind, subject.Title, subject.EffectiveOn,
            appraisal.State, subject.Claimed, appraisal.Proposal?.Result.RuleId, appraisal.Proposal?.Value, appraisal.Proposal?.ProposalHash);
    }
}

/// <summary>
/// One appraisal with the whole calculation of its standing proposal. <c>accepted</c> and <c>acceptedBy</c> are absent
/// before a second person accepted it. <c>voided</c> is there once the contribution was reversed: the value is not current then.
/// </summary>
public sealed record AppraisalDetails(
    Guid Id, Guid ContributionId, string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title,
    DateOnly EffectiveOn, AppraisalState State, Money Claimed, ProposalView? Proposal, Money? Accepted, Acceptance? Acceptance,
    AppraisalVoided? Voided)
{
    internal static AppraisalDetails Of(Appraisal appraisal)
    {
        // The reversal of a contribution can be heard of before its verification: then there is nothing to show yet.
        var subject = appraisal.Subject ?? throw RequestRefused.NotFound();
        return new AppraisalDetails(
            appraisal.Id, subject.ContributionId, subject.Reference, subject.AgreementId, subject.Party, subject.Kind, subject.Title,
            subject.EffectiveOn, appraisal.State, subject.Claimed, appraisal.Proposal is { } proposal ? ProposalView.Of(proposal) : null,
            appraisal.Acceptance is null ? null : appraisal.Proposal!.Value, appraisal.Acceptance,
            appraisal.Voided);
    }
}

/// <summary>The standing proposal: what it is worth, by which calculation, under which agreement version, by whom.</summary>
public sealed record ProposalView(
    string ProposalHash, string Method, int MethodVersion, Money Value, Money Excess, int AgreementVersion, Actor By, DateTimeOffset At,
    MethodResult Result)
{
    internal static ProposalView Of(Proposal proposal) => new(
        proposal.ProposalHash, proposal.Result.RuleId, proposal.Result.RuleVersion, proposal.Value,
        ExcessOf(proposal.Result), proposal.AgreementVersion, proposal.By, proposal.At, proposal.Result);

    // The figures of every valuation method have this member; the other members differ by method.
    private static Money ExcessOf(MethodResult result) =>
        System.Text.Json.JsonSerializer.Deserialize<Money>(result.Value.GetProperty("excess"), RuleJson.Results)!;
}
