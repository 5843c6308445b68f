namespace Ledger.Contracts.V1;

/// <summary>
/// Lent equipment was given back. Its accepted value stands for the use until then. Where the claim is <c>lasting</c> it ends here: the
/// value counts in no period that begins after this day, since who has the thing back shares in no benefit of it. A return before
/// <paramref name="AgreedUntil"/> means that less was brought in than was valued. The message can arrive before those of the
/// verification and of the value.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="ReturnedOn">Day on which it was given back: the last one on which it was here.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
/// <param name="ClaimType">How long it gives a claim on benefits, kebab-case: <c>until-paid</c>, <c>lasting</c>, <c>one-time</c>; absent when it was not said.</param>
/// <param name="AgreedUntil">Last day of the loan as it was agreed; absent when it was not said or is secret.</param>
[IntegrationEvent("contributions.contribution-returned", 1)]
public sealed record ContributionReturned(
    Guid ContributionId, DateOnly ReturnedOn, string ReasonEn, string ReasonZh, string? ClaimType = null, DateOnly? AgreedUntil = null);
