using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>Interval and grade of a value by comparables.</summary>
public sealed record IntervalView(Money Low, Money High, Money HalfWidth, Rational EffectiveCount, string Grade);

/// <summary>Other estimates of the same evidence; the last three are absent in the method's first version.</summary>
public sealed record CrossChecksView(Money WeightedMean, Money? TrimmedMean, Money? Huber, Rational? HuberGap);

/// <summary>A registered item that the value rests on; <c>withdrawn</c> where it was withdrawn since.</summary>
public sealed record CaseEvidence(UsedEvidence Used, Text Title, EvidenceWithdrawal? Withdrawn);

/// <summary>A recorded alternative beside the proposal: <c>difference</c> is its value less the method's value of the proposal.</summary>
public sealed record CaseAlternative(
    int Number, string Method, int MethodVersion, Money Value, Money? Difference, Text Reconciliation, bool Cited, Actor By, DateTimeOffset At);

/// <summary>The calculation of the standing proposal, opened.</summary>
/// <param name="Number">Of the proposal, from 1; its snapshot has the same.</param>
/// <param name="ProposalHash">What an approver accepts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Value">What counts once accepted.</param>
/// <param name="Attributes">Of the thing valued, where stated.</param>
/// <param name="Way">From claimed to accepted.</param>
/// <param name="Grid">Adjustment grid; empty for a method without one.</param>
/// <param name="CrossChecks">Null for a method without.</param>
/// <param name="Interval">Null for a method without.</param>
/// <param name="Influences">What leaving one comparable out does.</param>
/// <param name="Flags">What a reviewer must look at.</param>
/// <param name="Evidence">Registered evidence it rests on.</param>
/// <param name="Indexes">Index vintages it rests on.</param>
/// <param name="Steps">Every line of the calculation.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">When.</param>
public sealed record CaseCalculation(
    int Number, string ProposalHash, string Method, int MethodVersion, Money Value, AssetAttributes? Attributes, IReadOnlyList<WayLink> Way,
    IReadOnlyList<GridRow> Grid, CrossChecksView? CrossChecks, IntervalView? Interval, IReadOnlyList<Influence> Influences,
    IReadOnlyList<string> Flags, IReadOnlyList<CaseEvidence> Evidence, IReadOnlyList<UsedIndex> Indexes, IReadOnlyList<Step> Steps, Actor By,
    DateTimeOffset At)
{
    internal static CaseCalculation Of(Proposal proposal, Subject subject, Acceptance? acceptance, int number, IReadOnlyDictionary<Guid, MarketEvidence> items)
    {
        var result = proposal.Result;
        var figures = GridView.Figures(result);
        var grid = figures as GridFigures;
        return new CaseCalculation(
            number, proposal.ProposalHash, result.RuleId, result.RuleVersion, proposal.Value, proposal.Basis?.Subject,
            WayToAccepted.Of(proposal, acceptance, subject.Claim is not null), GridView.Of(result, proposal.Basis),
            figures is null ? null : new CrossChecksView(figures.WeightedMean, grid?.TrimmedMean, grid?.Huber, grid?.HuberGap),
            figures is null ? null : new IntervalView(figures.Low, figures.High, figures.HalfWidth, figures.EffectiveCount, figures.Grade),
            grid?.Influences ?? [], grid?.Flags ?? [],
            [.. (proposal.Basis?.Evidence ?? []).Select(used => new CaseEvidence(used, items[used.Id].Said!.Title, items[used.Id].Withdrawal))],
            proposal.Basis?.Indexes ?? [], subject.Claim is null ? WayToAccepted.WithoutClaim(result.Steps) : result.Steps, proposal.By, proposal.At);
    }
}

/// <summary>
/// A case with everything a reviewer needs to follow the value. <c>calculation</c> is absent before a proposal, <c>claimed</c> where the claim
/// is secret; the way and the lines leave it out then.
/// </summary>
public sealed record CaseView(
    Guid Id, string Reference, string Party, ContributionKind Kind, Text Title, DateOnly EffectiveOn, AppraisalState State, Money? Claimed,
    CaseCalculation? Calculation, IReadOnlyList<CaseAlternative> Alternatives, IReadOnlyList<ProposalEntry> Proposals, Acceptance? Acceptance)
{
    internal static CaseView Of(Appraisal appraisal, ProposalHistory history, IReadOnlyDictionary<Guid, MarketEvidence> items)
    {
        var subject = appraisal.Subject ?? throw RequestRefused.NotFound();
        var proposal = appraisal.Proposal;
        var value = proposal is null ? null : Figure(proposal.Result);
        return new CaseView(
            appraisal.Id, subject.Reference, subject.Party, subject.Kind, subject.Title, subject.EffectiveOn, appraisal.State, subject.Claim,
            proposal is null ? null : CaseCalculation.Of(proposal, subject, appraisal.Acceptance, history.Proposals.Count, items),
            [.. appraisal.Alternatives.Select(other => new CaseAlternative(
                other.Number, other.Method, other.MethodVersion, other.Value, value is null ? null : other.Value - value, other.Reconciliation,
                proposal?.Basis?.Alternatives.Any(cited => cited.Number == other.Number) ?? false, other.By, other.At))],
            history.Entries(), appraisal.Acceptance);
    }

    // The figures of every valuation method have this member; the other members differ by method.
    private static Money Figure(MethodResult result) =>
        System.Text.Json.JsonSerializer.Deserialize<Money>(result.Value.GetProperty("value"), RuleJson.Results)!;
}
