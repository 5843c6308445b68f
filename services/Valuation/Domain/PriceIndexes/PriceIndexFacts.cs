using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A published price index entered the register, without figures yet.</summary>
/// <param name="Header">What the series is.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">Recorded time.</param>
public sealed record IndexSeriesOpened(SeriesHeader Header, Actor By, DateTimeOffset At);

/// <summary>Figures of a series, as published on one day. A revision is a further vintage; what was published before stays.</summary>
/// <param name="Published">The vintage.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">Recorded time.</param>
public sealed record IndexVintagePublished(PublishedVintage Published, Actor By, DateTimeOffset At);
