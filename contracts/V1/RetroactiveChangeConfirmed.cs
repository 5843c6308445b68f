namespace Ledger.Contracts.V1;

/// <summary>
/// All parties signed an agreement version that rules from a day in the past, with every effect before them. Nothing that is settled
/// is rewritten: the differences belong to the open period.
/// </summary>
/// <param name="AgreementStream">Stream of the new version.</param>
/// <param name="AgreementId">Id the parties use.</param>
/// <param name="Version">The new version.</param>
/// <param name="Replaced">The version that it replaces.</param>
/// <param name="From">First day on which the new version rules.</param>
/// <param name="PreviewHash">SHA-256 of the effects that all parties signed.</param>
/// <param name="Reason">Why, as the parties wrote it.</param>
/// <param name="Runs">Settled runs that would have come out differently.</param>
/// <param name="Losses">Allocated losses that would have been borne differently.</param>
[IntegrationEvent("agreements.retroactive-change-confirmed", 1)]
public sealed record RetroactiveChangeConfirmed(
    Guid AgreementStream, string AgreementId, int Version, int Replaced, DateOnly From, string PreviewHash, string Reason,
    IReadOnlyList<ChangedRun> Runs, IReadOnlyList<ChangedLoss> Losses);

/// <summary>A settled run; the differences of its lines and of the reserve sum to zero.</summary>
/// <param name="RunId">Stream of the run.</param>
/// <param name="PoolReference">The consortium's own reference of the pool.</param>
/// <param name="PeriodFrom">First day of the settled period.</param>
/// <param name="PeriodTo">Last day of the settled period.</param>
/// <param name="Reserve">What the pool puts into the reserve.</param>
/// <param name="Lines">Per party, its benefit share.</param>
public sealed record ChangedRun(
    Guid RunId, string PoolReference, DateOnly PeriodFrom, DateOnly PeriodTo, ChangedAmount Reserve, IReadOnlyList<ChangedLine> Lines);

/// <summary>An allocated loss; the differences of its lines and of the reserve sum to zero.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's own reference.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="Reserve">What the reserve gets: below zero, what it pays.</param>
/// <param name="Lines">Per party, what it receives less what it pays.</param>
public sealed record ChangedLoss(
    Guid RiskEventId, string Reference, DateOnly OccurredOn, ChangedAmount Reserve, IReadOnlyList<ChangedLine> Lines);

/// <summary>One amount before and after.</summary>
/// <param name="Was">As settled or allocated.</param>
/// <param name="WouldBe">Under the new version.</param>
/// <param name="Difference">What is to be booked: would be less was.</param>
public sealed record ChangedAmount(MoneyAmount Was, MoneyAmount WouldBe, MoneyAmount Difference);

/// <summary>One party's amount before and after.</summary>
/// <param name="Party">The party.</param>
/// <param name="Was">As settled or allocated.</param>
/// <param name="WouldBe">Under the new version.</param>
/// <param name="Difference">What is to be booked: would be less was.</param>
public sealed record ChangedLine(string Party, MoneyAmount Was, MoneyAmount WouldBe, MoneyAmount Difference);
