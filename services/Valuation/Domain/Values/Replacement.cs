using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A calculation that is to take the place of the standing value.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Case">Which case.</param>
/// <param name="Value">What is to count.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">What it rests on beside its inputs, or null.</param>
/// <param name="ValidFrom">First day for which it is the right one.</param>
/// <param name="Reason">Why, for everybody to read.</param>
/// <param name="UseUntil">Last day of the months of use that it values, or null.</param>
public sealed record Replacement(
    ReplacementCause Cause, string Case, Money Value, MethodResult Result, ValuationBasis? Basis, DateOnly ValidFrom, Text Reason, DateOnly? UseUntil = null)
{
    /// <summary>The fact that puts it in the place of the standing value.</summary>
    /// <param name="state">An appraisal with a standing value.</param>
    /// <param name="against">Number of the value that the case was about.</param>
    /// <param name="agreement">Version under whose policy it came about.</param>
    /// <param name="by">Who concludes the case.</param>
    /// <param name="at">Time of receipt.</param>
    /// <param name="refused">The value that the case was about no longer stands.</param>
    public ValueReplaced? Fact(Appraisal state, int against, AdoptedAgreement agreement, Actor by, DateTimeOffset at, out Rejection? refused)
    {
        refused = state.Standing is { } value && value.Number != against ? new ValueIsReplaced(against, value.Number) : null;
        if (state.Standing is not { } standing || state.Subject is not { } subject || refused is not null)
        {
            refused ??= new NoStandingValue();
            return null;
        }

        var document = agreement.Document!;
        return new ValueReplaced(
            standing.Number + 1, Cause, Case, standing.Value, Value, Result, Basis, ProposalHash.Of(state.Id, Result, Value, Basis),
            subject.ContributionId, subject.Reference, subject.AgreementId, agreement.AgreementVersion, subject.Party, subject.Kind,
            subject.EffectiveOn, ValidFrom, DateOnly.FromDateTime(at.UtcDateTime), Reason, subject.Source, agreement.Source!, document.DocumentHash,
            document.Terms.RegionProfile, by, at, UseUntil);
    }
}

public sealed record ValueIsReplaced(int Number, int Standing) : Rejection("appraisal.value-replaced", RejectionKind.Conflict, new(
    $"Value {Number} of the appraisal was replaced; value {Standing} stands.", $"第 {Number} 版认定价值已被替换，现行为第 {Standing} 版。"));

public sealed record NoStandingValue() : Rejection("appraisal.no-standing-value", RejectionKind.Conflict, new(
    "No value has been accepted that still stands.", "没有现行的认定价值。"));
