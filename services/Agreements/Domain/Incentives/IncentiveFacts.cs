using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A year of an enterprise's incentive file was opened under the policy's parameters.</summary>
public sealed record IncentiveYearOpened(
    string Enterprise, int Year, Currency Currency, IncentiveParameters Parameters, Money OpeningCarry, Actor By, DateTimeOffset At);

/// <summary>The policy's parameters of a year were corrected.</summary>
public sealed record IncentiveParametersCorrected(int Year, IncentiveParameters Parameters, string Reason, Actor By, DateTimeOffset At);

/// <summary>The enterprise stood on the list on these days; the same first day again corrects the last one.</summary>
public sealed record IncentiveListingStated(string Enterprise, IncentiveListing Listing, string? Reason, Actor By, DateTimeOffset At);

/// <summary>A group member was controlled on these days; the same first day again corrects the last one.</summary>
public sealed record IncentiveMemberStated(string Enterprise, IncentiveMember Member, string? Reason, Actor By, DateTimeOffset At);

/// <summary>An investment was entered.</summary>
public sealed record IncentiveItemEntered(int Year, IncentiveItem Entry, Actor By, DateTimeOffset At);

/// <summary>An investment is stated anew; what was decided about it before no longer holds.</summary>
public sealed record IncentiveItemCorrected(int Year, IncentiveItem Entry, string Reason, Actor By, DateTimeOffset At);

/// <summary>An investment was taken out of the file.</summary>
public sealed record IncentiveItemStruck(int Year, string Reference, string Reason, Actor By, DateTimeOffset At);

/// <summary>After asking the tax office, an item counts or does not.</summary>
public sealed record IncentiveItemDecided(
    int Year, string Reference, CreditTreatment Treatment, string Reason, string Note, Actor By, DateTimeOffset At);

/// <summary>Investment left the base.</summary>
public sealed record IncentiveReductionEntered(int Year, IncentiveReduction Reduction, Actor By, DateTimeOffset At);

/// <summary>A reduction was entered by mistake.</summary>
public sealed record IncentiveReductionStruck(int Year, string Reference, string Reason, Actor By, DateTimeOffset At);

/// <summary>The surcharges due were stated; a reason says why they are stated anew.</summary>
public sealed record IncentiveDueStated(int Year, IncentiveDue Due, string? Reason, Actor By, DateTimeOffset At);

/// <summary>The year was closed with this result; nothing in it changes until it is reopened.</summary>
public sealed record IncentiveYearClosed(int Year, MethodResult Result, Actor By, DateTimeOffset At);

/// <summary>A closed year was opened again.</summary>
public sealed record IncentiveYearReopened(int Year, string Reason, Actor By, DateTimeOffset At);
