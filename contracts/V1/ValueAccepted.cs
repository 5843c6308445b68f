namespace Ledger.Contracts.V1;

/// <summary>A second person accepted the appraised value of a contribution under the agreement's valuation policy.</summary>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own reference of the contribution.</param>
/// <param name="AgreementId">Agreement under which it was brought in; values of other agreements never share a pool.</param>
/// <param name="AgreementVersion">Version of that agreement under whose policy it was valued.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution, kebab-case.</param>
/// <param name="Claimed">Value the contributor claimed.</param>
/// <param name="Accepted">Value that counts.</param>
/// <param name="Method">Rule id, for example <c>market.comparables</c>.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="EffectiveOn">Valid date from which the value counts.</param>
/// <param name="ClaimUndisclosed">True when the contributor keeps its claim secret: <paramref name="Claimed"/> is zero then and says only the currency.</param>
[IntegrationEvent("valuation.value-accepted", 1)]
public sealed record ValueAccepted(
    Guid AppraisalId, Guid ContributionId, string Reference, string AgreementId, int AgreementVersion, string Party, string Kind,
    MoneyAmount Claimed, MoneyAmount Accepted, string Method, int MethodVersion, DateOnly EffectiveOn, bool? ClaimUndisclosed = null);
