namespace Ledger.Contracts.V1;

/// <summary>
/// The use of a verified contribution is over: worn out, used up, its licence run out, or its contributor gives it no longer. What it
/// brought in until then was brought in, so an accepted value goes on counting; an end before <paramref name="AgreedUntil"/> means
/// that less was brought in than was valued. The message can arrive before those of the verification and of the value.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="EndedOn">Last day of its use.</param>
/// <param name="By">Organisation that said so: the contributor or the receiver.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
/// <param name="ClaimType">How long it gives a claim on benefits, kebab-case: <c>until-paid</c>, <c>lasting</c>, <c>one-time</c>; absent when it was not said.</param>
/// <param name="AgreedUntil">Last day for which it was promised (loan, space, hours, licence); absent when it has no such day or it is secret.</param>
[IntegrationEvent("contributions.contribution-ended", 1)]
public sealed record ContributionEnded(
    Guid ContributionId, DateOnly EndedOn, string By, string ReasonEn, string ReasonZh, string? ClaimType = null, DateOnly? AgreedUntil = null);
