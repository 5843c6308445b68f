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
/// <param name="Basis">What the run was computed from; absent in the oldest messages.</param>
/// <param name="ReserveReturned">
/// What recoveries, reversed allocations and calls put back into the reserve, so that opening + funded + returned - drawn = closing; absent
/// when nothing.
/// </param>
[IntegrationEvent("distribution.distribution-settled", 1)]
public sealed record DistributionSettled(
    Guid RunId, Guid PoolId, string PoolReference, string AgreementId, DateOnly PeriodFrom, DateOnly PeriodTo,
    MoneyAmount ReserveFunded, MoneyAmount ReserveDrawn, MoneyAmount ReserveClosing, IReadOnlyList<SettledLine> Lines,
    SettledBasis? Basis = null, MoneyAmount? ReserveReturned = null);

/// <summary>What one participant receives from a settled run.</summary>
/// <param name="Party">The participant.</param>
/// <param name="Share">Its benefit share.</param>
/// <param name="Cash">Its cash: benefit share, plus compensation received, less what it pays to others. Below zero, the party owes it.</param>
public sealed record SettledLine(string Party, MoneyAmount Share, MoneyAmount Cash);

/// <summary>What a settled run was computed from: enough to compute it again under other terms.</summary>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="Pool">What was shared.</param>
/// <param name="ReserveOpening">Reserve before the run.</param>
/// <param name="Accepted">Accepted values as used, summed per party and effective day.</param>
/// <param name="Claims">Cost claims as used.</param>
/// <param name="Coalition">Parties among which it was shared; absent: all participants.</param>
/// <param name="Carried">What the settlement before left unpaid; absent when nothing.</param>
/// <param name="Scores">Scores by which part of the residual was divided; absent when none.</param>
public sealed record SettledBasis(
    int AgreementVersion, string DocumentHash, MoneyAmount Pool, MoneyAmount ReserveOpening, IReadOnlyList<AcceptedOnDay> Accepted,
    IReadOnlyList<SettledClaim> Claims, IReadOnlyList<string>? Coalition = null, SettledCarry? Carried = null, IReadOnlyList<SettledScore>? Scores = null);

/// <summary>What a settlement was handed by the one before.</summary>
/// <param name="Costs">Cost claims not yet paid.</param>
/// <param name="Arrears">Preferred return in arrears.</param>
/// <param name="Returned">Contribution returned so far.</param>
/// <param name="CatchUp">Catch-up not yet paid.</param>
public sealed record SettledCarry(
    IReadOnlyList<SettledClaim> Costs, IReadOnlyList<AmountOfParty> Arrears, IReadOnlyList<AmountOfParty> Returned, IReadOnlyList<AmountOfParty> CatchUp);

/// <summary>An amount of one party.</summary>
public sealed record AmountOfParty(string Party, MoneyAmount Amount);

/// <summary>A party's score.</summary>
/// <param name="Measure"><c>performance-score</c> or <c>game-value</c>.</param>
/// <param name="Party">The party.</param>
/// <param name="Score">Exact number, at least 0: <c>2</c>, <c>1/3</c>.</param>
public sealed record SettledScore(string Measure, string Party, string Score);

/// <summary>Accepted values of one party that count from one day.</summary>
/// <param name="Party">The party.</param>
/// <param name="EffectiveOn">From when they count.</param>
/// <param name="Accepted">Their sum.</param>
public sealed record AcceptedOnDay(string Party, DateOnly EffectiveOn, MoneyAmount Accepted);

/// <summary>A cost claim of the pool.</summary>
/// <param name="Reference">The claimant's own reference.</param>
/// <param name="Party">The claimant.</param>
/// <param name="Amount">What was claimed.</param>
/// <param name="Class">Priority class; absent when there are none.</param>
public sealed record SettledClaim(string Reference, string Party, MoneyAmount Amount, string? Class = null);
