namespace Ledger.Contracts.V1;

/// <summary>
/// Hours of use of lent equipment, or of staff work, were told for a contribution; or an entry that was told is struck out and counts no
/// longer. Every entry is one message and every strike another; added up in any order they give the hours of a day or month. Who worked is
/// not told.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">When the stretch began, <c>HH:mm</c>; it ends on the same day.</param>
/// <param name="Minutes">How long, above zero, struck out or not.</param>
/// <param name="Struck">True when the entry counts no longer.</param>
[IntegrationEvent("contributions.hours-recorded", 1)]
public sealed record HoursRecorded(Guid ContributionId, DateOnly Day, string Start, int Minutes, bool Struck);
