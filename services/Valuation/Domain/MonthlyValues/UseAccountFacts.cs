using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Contributions told hours of use or work of a contribution, or that such an entry counts no longer.</summary>
/// <param name="Contribution">Stream of the contribution.</param>
/// <param name="Day">The day.</param>
/// <param name="Minutes">Above 0; below 0 where an entry was struck out.</param>
/// <param name="Source">The fact of Contributions.</param>
/// <param name="At">When it was recorded there.</param>
public sealed record UseHeard(Guid Contribution, DateOnly Day, int Minutes, Citation Source, DateTimeOffset At);

/// <summary>
/// A month that is over was valued, for the first time or anew because its hours were corrected. Nothing of an earlier version is
/// changed: the difference belongs to the month that is open.
/// </summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Version">From 1 within the month.</param>
/// <param name="Minutes">Minutes told.</param>
/// <param name="Counted">Minutes that count: not beyond what is available or agreed.</param>
/// <param name="Value">Value of the month by this version.</param>
/// <param name="Difference">Value less that of the version before; the value itself for the first.</param>
/// <param name="BookedIn">First day of the month to which the difference belongs: the month itself for its first version.</param>
/// <param name="Result">The calculation; null for a month in which nothing counts.</param>
/// <param name="Basis">Number of the accepted value whose method and rates apply.</param>
/// <param name="Appraisal">Its appraisal.</param>
/// <param name="At">Recorded time.</param>
public sealed record UseMonthValued(
    DateOnly Month, int Version, int Minutes, int Counted, Money Value, Money Difference, DateOnly BookedIn, MethodResult? Result, int Basis, Guid Appraisal,
    DateTimeOffset At);
