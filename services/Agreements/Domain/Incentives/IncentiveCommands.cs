using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Who states something of which enterprise's file, and when.</summary>
public abstract record IncentiveCommand(string Enterprise, Actor By, DateTimeOffset At);

/// <summary>Open the next year; only the first one brings a carry of its own.</summary>
public sealed record OpenIncentiveYear(
    int Year, Currency Currency, IncentiveParameters Parameters, Money? OpeningCarry, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record CorrectIncentiveParameters(
    int Year, IncentiveParameters Parameters, string Reason, string Enterprise, Actor By, DateTimeOffset At) : IncentiveCommand(Enterprise, By, At);

public sealed record StateIncentiveListing(IncentiveListing Listing, string? Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record StateIncentiveMember(IncentiveMember Member, string? Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record EnterIncentiveItem(int Year, IncentiveItem Entry, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record CorrectIncentiveItem(int Year, IncentiveItem Entry, string Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record StrikeIncentiveItem(int Year, string Reference, string Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record DecideIncentiveItem(
    int Year, string Reference, CreditTreatment Treatment, string Reason, string Note, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record EnterIncentiveReduction(int Year, IncentiveReduction Reduction, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record StrikeIncentiveReduction(int Year, string Reference, string Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record StateIncentiveDue(int Year, IncentiveDue Due, string? Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);

public sealed record CloseIncentiveYear(int Year, string Enterprise, Actor By, DateTimeOffset At) : IncentiveCommand(Enterprise, By, At);

public sealed record ReopenIncentiveYear(int Year, string Reason, string Enterprise, Actor By, DateTimeOffset At)
    : IncentiveCommand(Enterprise, By, At);
