using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>
/// The reserve of an agreement was committed to pay. Draws of one agreement and calendar year are numbered without gaps, so
/// that two allocations at the same time cannot both take what is left.
/// </summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="Year">Calendar year of the loss: the period of the limit.</param>
/// <param name="No">From 1.</param>
/// <param name="RiskEventId">The event that draws.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Committed">All draws of the year, this one included; never above the limit.</param>
/// <param name="Limit">The most the reserve pays in a year, by the agreement version of the event.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReserveDrawn(
    string AgreementId, int Year, int No, Guid RiskEventId, string Reference, Money Amount, Money Committed, Money Limit, DateTimeOffset At);

/// <summary>
/// The reserve of an agreement is committed to less: an allocation was reversed, or money came in for a loss that it had paid.
/// Numbered in line with the draws of the same agreement and year.
/// </summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="Year">Calendar year of the loss.</param>
/// <param name="No">From 1.</param>
/// <param name="RiskEventId">The event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Committed">All draws of the year less all returns, this one included; never below zero.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReserveReturned(
    string AgreementId, int Year, int No, Guid RiskEventId, string Reference, Money Amount, Money Committed, DateTimeOffset At);

/// <summary>A correction of what was settled moved the reserve.</summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="No">Number of the correction.</param>
/// <param name="On">Open day on which it was booked.</param>
/// <param name="Amount">What the reserve got; below zero, gave; never zero.</param>
/// <param name="Source">The correction, as recorded by Distribution.</param>
/// <param name="At">When it was booked.</param>
public sealed record ReserveCorrected(string AgreementId, int No, DateOnly On, Money Amount, Citation Source, DateTimeOffset At);

/// <summary>A settled distribution moved the reserve: what was funded, what was paid, where it stands.</summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="PoolReference">The pool that was settled.</param>
/// <param name="Period">Its period.</param>
/// <param name="Funded">Put into the reserve.</param>
/// <param name="Drawn">Paid to sufferers.</param>
/// <param name="Closing">Reserve after the settlement.</param>
/// <param name="Source">The settlement, as recorded by Distribution.</param>
/// <param name="Opening">Reserve before the settlement; null in the oldest messages.</param>
/// <param name="At">When it was settled; null in the oldest facts.</param>
public sealed record ReserveSettled(
    string AgreementId, string PoolReference, Period Period, Money Funded, Money Drawn, Money Closing, Citation Source, Money? Opening = null,
    DateTimeOffset? At = null);
