using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// An appraisal in a list. <c>value</c> is the proposed value that counts once accepted, absent before a proposal;
/// <c>proposalHash</c> is what an approver accepts. <c>claimed</c> and the proposal are absent for a valuer who has not valued yet
/// (see <see cref="Blindness"/>).
/// </summary>
public sealed record AppraisalSummary(
    Guid Id, Guid ContributionId, string Reference, string Party, ContributionKind Kind, Text Title, DateOnly EffectiveOn,
    AppraisalState State, Money? Claimed, string? Method, Money? Value, string? ProposalHash)
{
    internal static AppraisalSummary Of(Appraisal appraisal, bool blind = false)
    {
        var subject = appraisal.Subject!;
        var proposal = blind ? null : appraisal.Proposal;
        // Once a value was replaced, the one that counts; before, what an approver is to accept.
        var counts = !blind && appraisal.Replacements is [.., var last] ? last : null;
        return new AppraisalSummary(
            appraisal.Id, subject.ContributionId, subject.Reference, subject.Party, subject.Kind, subject.Title, subject.EffectiveOn,
            appraisal.State, blind ? null : subject.Claim, counts?.Method ?? proposal?.Result.RuleId, counts?.Value ?? proposal?.Value, counts?.ProposalHash ?? proposal?.ProposalHash);
    }
}

/// <summary>
/// One appraisal with the whole calculation of its standing proposal. <c>accepted</c> and <c>acceptedBy</c> are absent
/// before a second person accepted it; <c>approvals</c> hold the first of two approvals where two are needed. <c>claimed</c> and
/// <c>proposal</c> are absent for a valuer who has not valued yet (see <see cref="Blindness"/>), <c>claimed</c> also where it is secret. <c>voided</c> is there once the
/// contribution was reversed: the value is not current then. <c>accepted</c> is the version of the value that counts, <c>valueNumber</c>
/// its number; <c>challenge</c> the number of an open challenge; <c>reappraisal</c> is there for a new appraisal of a challenged value.
/// </summary>
public sealed record AppraisalDetails(
    Guid Id, Guid ContributionId, string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title,
    DateOnly EffectiveOn, AppraisalState State, Money? Claimed, ProposalView? Proposal, Money? Accepted, Acceptance? Acceptance,
    AssignedValuer? Assignment, IReadOnlyList<Approval> Approvals, Review? Review,
    AppraisalVoided? Voided, int? ValueNumber, int? Challenge, ReappraisalOf? Reappraisal)
{
    internal static AppraisalDetails Of(Appraisal appraisal, bool blind = false)
    {
        // The reversal of a contribution can be heard of before its verification: then there is nothing to show yet.
        var subject = appraisal.Subject ?? throw RequestRefused.NotFound();
        var counts = appraisal.Versions is [.., var last] ? last : null;
        return new AppraisalDetails(
            appraisal.Id, subject.ContributionId, subject.Reference, subject.AgreementId, subject.Party, subject.Kind, subject.Title,
            subject.EffectiveOn, appraisal.State, blind ? null : subject.Claim,
            !blind && appraisal.Proposal is { } proposal ? ProposalView.Of(proposal, subject) : null,
            blind ? null : counts?.Value, appraisal.Acceptance,
            appraisal.Assignment is { } assignment ? AssignedValuer.Of(assignment) : null, blind ? [] : appraisal.Approvals, appraisal.Review,
            appraisal.Voided, counts?.Number, appraisal.Challenges.FirstOrDefault(one => one.IsOpen)?.Number,
            appraisal.Reappraisal);
    }
}

/// <summary>How far the draw is, and who was drawn; the whole stands at <c>/appraisals/{id}/assignment</c>.</summary>
public sealed record AssignedValuer(int Round, AssignmentStep Step, string? Person, string? Organisation)
{
    internal static AssignedValuer Of(Assignment standing)
    {
        var valuer = standing.Step == AssignmentStep.Drawn ? standing.Valuer : null;
        return new AssignedValuer(standing.Round, standing.Step, valuer?.Person, valuer?.Organisation);
    }
}

/// <summary>
/// The standing proposal: what it is worth, by which calculation, under which agreement version, by whom. <c>excess</c> is absent where the
/// claim is secret; the calculation's terms hold a zero in its place then, which caps nothing.
/// </summary>
public sealed record ProposalView(
    string ProposalHash, string Method, int MethodVersion, Money Value, Money? Excess, int AgreementVersion, Actor By, DateTimeOffset At,
    MethodResult Result)
{
    internal static ProposalView Of(Proposal proposal, Subject subject) => new(
        proposal.ProposalHash, proposal.Result.RuleId, proposal.Result.RuleVersion, proposal.Value,
        subject.Claim is null ? null : ExcessOf(proposal.Result), proposal.AgreementVersion, proposal.By, proposal.At, proposal.Result);

    // The figures of every valuation method have this member; the other members differ by method.
    private static Money ExcessOf(MethodResult result) =>
        System.Text.Json.JsonSerializer.Deserialize<Money>(result.Value.GetProperty("excess"), RuleJson.Results)!;
}
