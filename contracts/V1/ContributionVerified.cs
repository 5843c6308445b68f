namespace Ledger.Contracts.V1;

/// <summary>The receiving party confirmed that the contribution is there and is what it was registered as.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="AgreementVersion">Version of that agreement at registration.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution, kebab-case: <c>donated-equipment</c>.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="TitleZh">Title in Chinese.</param>
/// <param name="Claimed">Value the contributor claims.</param>
/// <param name="EffectiveOn">Valid date of the contribution.</param>
/// <param name="ClaimType">How long it gives a claim on benefits, kebab-case: <c>until-paid</c>, <c>lasting</c>, <c>one-time</c>; absent when it was not said.</param>
/// <param name="AgreedUntil">Last day for which it was promised (loan, space, hours, licence); absent when it has no such day or it is secret.</param>
/// <param name="ClaimUndisclosed">True when the contributor keeps its claim secret: <paramref name="Claimed"/> is zero then and says only the currency.</param>
[IntegrationEvent("contributions.contribution-verified", 1)]
public sealed record ContributionVerified(
    Guid ContributionId, string Reference, string AgreementId, int AgreementVersion, string Party, string Kind,
    string TitleEn, string TitleZh, MoneyAmount Claimed, DateOnly EffectiveOn,
    string? ClaimType = null, DateOnly? AgreedUntil = null, bool? ClaimUndisclosed = null);
