namespace Ledger.Contracts.V1;

/// <summary>
/// A contribution was taken out of the books, by reversal or by a dispute that was upheld: it counts no longer, as if it had never
/// been brought in. What is settled stays settled. The message can arrive before those of the verification and of the value.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="ReversedOn">Day on which it was reversed.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
[IntegrationEvent("contributions.contribution-reversed", 1)]
public sealed record ContributionReversed(Guid ContributionId, DateOnly ReversedOn, string ReasonEn, string ReasonZh);
