namespace Ledger.Contracts.V1;

/// <summary>A distribution run was settled and booked; the reserve stands at its closing balance.</summary>
/// <param name="RunId">Stream of the distribution run.</param>
/// <param name="PoolId">Stream of the benefit pool.</param>
/// <param name="PoolReference">The consortium's own reference of the pool.</param>
/// <param name="AgreementId">Agreement under which the pool was shared; each agreement has a reserve of its own.</param>
/// <param name="PeriodFrom">First day of the period.</param>
/// <param name="PeriodTo">Last day of the period.</param>
/// <param name="ReserveFunded">What the waterfall put into the risk reserve.</param>
/// <param name="ReserveDrawn">What the reserve paid to sufferers.</param>
/// <param name="ReserveClosing">Reserve after this settlement.</param>
/// <param name="Lines">Every participant, and every other party that a loss payment concerns.</param>
[IntegrationEvent("distribution.distribution-settled", 1)]
public sealed record DistributionSettled(
    Guid RunId, Guid PoolId, string PoolReference, string AgreementId, DateOnly PeriodFrom, DateOnly PeriodTo,
    MoneyAmount ReserveFunded, MoneyAmount ReserveDrawn, MoneyAmount ReserveClosing, IReadOnlyList<SettledLine> Lines);

/// <summary>What one participant receives from a settled run.</summary>
/// <param name="Party">The participant.</param>
/// <param name="Share">Its benefit share.</param>
/// <param name="Cash">Its cash: benefit share, plus compensation received, less what it pays to others. Below zero, the party owes it.</param>
public sealed record SettledLine(string Party, MoneyAmount Share, MoneyAmount Cash);
