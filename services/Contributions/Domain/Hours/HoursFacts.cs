using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A thing was used, or a person worked, for a contribution.</summary>
/// <param name="Contribution">Stream of the contribution.</param>
/// <param name="Subject">Whose hours: the person's subject id, or the contribution itself.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">When it began.</param>
/// <param name="Minutes">How long; it ends on the same day.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">Recorded time.</param>
public sealed record HoursLogged(Guid Contribution, string Subject, DateOnly Day, TimeOnly Start, int Minutes, Actor By, DateTimeOffset At);

/// <summary>An entry was wrong and counts no longer.</summary>
/// <param name="Contribution">Stream of the contribution.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">When the stretch began.</param>
/// <param name="Reason">Why it was wrong.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Minutes">How long it was; absent in the oldest facts.</param>
public sealed record HoursStruck(Guid Contribution, DateOnly Day, TimeOnly Start, Text Reason, Actor By, DateTimeOffset At, int? Minutes = null);
