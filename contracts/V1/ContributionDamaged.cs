namespace Ledger.Contracts.V1;

/// <summary>
/// A verified contribution was damaged. Its accepted value stands until Valuation replaces it. One contribution can be damaged more
/// than once; two messages of one day are two damages.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="DamagedOn">Day of the damage.</param>
/// <param name="By">Organisation that said so: the contributor or the receiver.</param>
/// <param name="ReasonEn">What happened, in English.</param>
/// <param name="ReasonZh">What happened, in Chinese.</param>
[IntegrationEvent("contributions.contribution-damaged", 1)]
public sealed record ContributionDamaged(Guid ContributionId, DateOnly DamagedOn, string By, string ReasonEn, string ReasonZh);
