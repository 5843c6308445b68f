namespace Ledger.Contracts.V1;

/// <summary>
/// The accepted value of a contribution was replaced by a new version of it. The old one stood until now; periods that are settled
/// stay as they are, and the difference belongs to the open one.
/// </summary>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own reference of the contribution.</param>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="AgreementVersion">Version of that agreement under whose policy the new value came about.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution, kebab-case.</param>
/// <param name="Number">Of the new value: 1 was the acceptance, every replacement counts one up. It replaces the number below.</param>
/// <param name="Replaced">Value that counted until now.</param>
/// <param name="Accepted">Value that counts from now on.</param>
/// <param name="Difference">Accepted less replaced; may be below zero.</param>
/// <param name="Method">Rule id, for example <c>appraisal.three-appraiser</c>.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="EffectiveOn">Valid date of the contribution, as when it was accepted.</param>
/// <param name="ValidFrom">
/// First day for which the new value is the right one: for a challenge the valid date (the old value was wrong from the beginning), for
/// a re-valuation the day as of which it was valued anew.
/// </param>
/// <param name="ReplacedOn">Day of the decision, UTC: the difference is booked on it, or on the first day of the open period after it.</param>
/// <param name="Cause">Why, kebab-case: <c>challenge</c>, <c>revaluation</c>; others may be added.</param>
/// <param name="Case">Which case: <c>challenge-1</c>, or the re-valuation's own id.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
[IntegrationEvent("valuation.value-replaced", 1)]
public sealed record ValueReplaced(
    Guid AppraisalId, Guid ContributionId, string Reference, string AgreementId, int AgreementVersion, string Party, string Kind, int Number,
    MoneyAmount Replaced, MoneyAmount Accepted, MoneyAmount Difference, string Method, int MethodVersion, DateOnly EffectiveOn,
    DateOnly ValidFrom, DateOnly ReplacedOn, string Cause, string Case, string ReasonEn, string ReasonZh);
