using Ledger.Agreements.Domain;
using Ledger.Rules;

namespace Ledger.Agreements.Features;

/// <param name="Year">Calendar year; the first one, or the one after the last.</param>
/// <param name="Currency">ISO 4217 code of every amount of the file.</param>
/// <param name="Parameters">Rate and kinds as the region's policy states them, with source and mark; beside a profile only held against it.</param>
/// <param name="OpeningCarry">Credit carried into the first year from before this file.</param>
/// <param name="Profile">Adopted region profile and version from which every parameter is taken.</param>
public sealed record OpenYearRequest(
    int Year, Currency Currency, IncentiveParameters? Parameters = null, Money? OpeningCarry = null, RegionProfileReference? Profile = null);

/// <param name="Parameters">As they should have been; beside a profile only held against it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Profile">Adopted region profile and version from which every parameter is taken.</param>
public sealed record ParametersRequest(IncentiveParameters? Parameters, string Reason, RegionProfileReference? Profile = null);

/// <param name="Listing">Days on the list, with the publication.</param>
/// <param name="Reason">Why, when a listing with the same first day is stated anew.</param>
public sealed record ListingRequest(IncentiveListing Listing, string? Reason = null);

/// <param name="Member">A controlled enterprise and the days of control.</param>
/// <param name="Reason">Why, when it is stated anew.</param>
public sealed record MemberRequest(IncentiveMember Member, string? Reason = null);

/// <param name="Item">As it should have been; its reference names what is corrected.</param>
/// <param name="Reason">Why.</param>
public sealed record ItemCorrectionRequest(IncentiveItem Item, string Reason);

/// <param name="Treatment">eligible or not-eligible.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">The tax office's answer: who, when, number.</param>
public sealed record ItemDecisionRequest(CreditTreatment Treatment, string Reason, string Note);

/// <param name="Due">Surcharges due before the credit.</param>
/// <param name="Reason">Why, when they are stated anew.</param>
public sealed record DueRequest(IncentiveDue Due, string? Reason = null);

/// <param name="Reason">Why.</param>
public sealed record WithReasonRequest(string Reason);
