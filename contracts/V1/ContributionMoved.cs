namespace Ledger.Contracts.V1;

/// <summary>
/// The receiver moved a verified contribution or gave it another tag: it may be used otherwise than it was valued for. Where it stands
/// is not told.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="MovedOn">Day on which that was recorded.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
[IntegrationEvent("contributions.contribution-moved", 1)]
public sealed record ContributionMoved(Guid ContributionId, DateOnly MovedOn, string ReasonEn, string ReasonZh);
