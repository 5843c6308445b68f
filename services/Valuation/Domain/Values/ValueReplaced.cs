using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Why an accepted value was replaced. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ReplacementCause>))]
public enum ReplacementCause
{
    /// <summary>Somebody objected, and other appraisers or the final panel came to another value.</summary>
    Challenge,

    /// <summary>The thing was valued anew as of a later day.</summary>
    Revaluation,
}

/// <summary>
/// A new version of the accepted value. It stands in the appraisal's stream and names the number below its own, so that of two
/// cases that would replace the same value only one does.
/// </summary>
/// <param name="Number">Of the new value: the acceptance was 1.</param>
/// <param name="Cause">Why.</param>
/// <param name="Case">Which case: <c>challenge-1</c>, or the re-valuation's id.</param>
/// <param name="Replaced">Value that counted until now.</param>
/// <param name="Value">Value that counts from now on.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">What it rests on beside its inputs, or null.</param>
/// <param name="ProposalHash">Binds value, calculation and basis; see <see cref="Domain.ProposalHash"/>.</param>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="AgreementVersion">Version under whose policy the new value came about.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="EffectiveOn">Valid date of the contribution.</param>
/// <param name="ValidFrom">First day for which the new value is the right one.</param>
/// <param name="On">Day of the decision, UTC; the difference is booked in the period open then.</param>
/// <param name="Reason">Why, for everybody to read.</param>
/// <param name="Contribution">The verification of the contribution.</param>
/// <param name="Agreement">The activation of that agreement version.</param>
/// <param name="AgreementHash">SHA-256 of its canonical document.</param>
/// <param name="Profile">Region policy profile that the agreement names.</param>
/// <param name="By">Who concluded the case.</param>
/// <param name="At">Recorded time.</param>
/// <param name="UseUntil">Last day of the months of use that it values; null where it is not made of them.</param>
public sealed record ValueReplaced(
    int Number, ReplacementCause Cause, string Case, Money Replaced, Money Value, MethodResult Result, ValuationBasis? Basis, string ProposalHash,
    Guid ContributionId, string Reference, string AgreementId, int AgreementVersion, string Party, ContributionKind Kind, DateOnly EffectiveOn,
    DateOnly ValidFrom, DateOnly On, Text Reason, Citation Contribution, Citation Agreement, string AgreementHash,
    RegionProfileReference? Profile, Actor By, DateTimeOffset At, DateOnly? UseUntil = null);
