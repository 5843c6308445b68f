using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What the pages of an organisation's own affairs read: incentive file, certification, readers of the log, secrets.

/// <summary>Something that stands in the way.</summary>
public sealed record OpenPoint(string Code, Text Message, string? Field = null);

/// <summary>An incentive file.</summary>
public sealed record IncentiveFile(
    string Enterprise, string? Currency, IReadOnlyList<IncentiveListing> Listings, IReadOnlyList<IncentiveMember> Members, IReadOnlyList<IncentiveYearLine> Years);

/// <summary>A year in the list.</summary>
public sealed record IncentiveYearLine(int Year, bool Closed, Money? Base, Money? Credit, Money? CarriedForward, Money? Repay);

/// <summary>A time on the list.</summary>
public sealed record IncentiveListing(DateOnly From, string Sha256, DateOnly? To = null);

/// <summary>A controlled member of the group.</summary>
public sealed record IncentiveMember(string Member, DateOnly From, string Sha256, DateOnly? To = null);

/// <summary>A year with everything needed to file it.</summary>
public sealed record IncentiveYear(
    string Enterprise, int Year, string Currency, Held? Closed, IncentiveParameters Parameters, IReadOnlyList<FormLine>? Form, IncentiveFigures? Figures,
    Repayment? Repayment, bool CarryProvisional, IReadOnlyList<OpenPoint> Open, IReadOnlyList<IncentiveListing> Listings,
    IReadOnlyList<IncentiveMember> Members, IReadOnlyList<SupportLine> Support, IReadOnlyList<IncentiveReduction> Reductions, IncentiveDue? Due,
    InKindTotals InKind, MethodResult? Calculation);

/// <summary>What the region's policy states.</summary>
public sealed record IncentiveParameters(string Rate, IReadOnlyDictionary<string, string> Kinds, string Source, string Mark, string? Profile = null);

/// <summary>A line of the form.</summary>
public sealed record FormLine(int Line, Text Name, Money Amount);

/// <summary>Figures of a year.</summary>
public sealed record IncentiveFigures(
    Money NewInvestment, Money Base, Money CarriedIn, Money Available, Money Credit, Money CreditEducation, Money CreditLocal, Money DueAfter,
    Money CarriedForward, Money Repay);

/// <summary>Credit to be paid back.</summary>
public sealed record Repayment(Money Amount, Text Message);

/// <summary>An investment with its papers.</summary>
public sealed record SupportLine(IncentiveItem Item, string Treatment, bool Counts, ItemDecision? Decision, IReadOnlyList<string> Missing);

/// <summary>An investment.</summary>
public sealed record IncentiveItem(
    string Reference, string Kind, string Category, string Basis, string Invoice, DateOnly InvoicedOn, Money Amount, string PaidBy, Money PaidByMember,
    string AgreementId, DateOnly? PaidOn = null, DateOnly? AcceptedOn = null);

/// <summary>What the tax office answered.</summary>
public sealed record ItemDecision(string Treatment, string Reason, string Note, Actor By, DateTimeOffset At);

/// <summary>Investment that left the base.</summary>
public sealed record IncentiveReduction(string Reference, string Cause, DateOnly On, Money Amount);

/// <summary>Surcharges due.</summary>
public sealed record IncentiveDue(Money Education, Money Local, CreditSplit? Split = null);

/// <summary>The credit as the taxpayer divides it.</summary>
public sealed record CreditSplit(Money Education, Money Local);

/// <summary>Verified contributions in kind, claimed beside accepted.</summary>
public sealed record InKindTotals(Money Claimed, Money ClaimedOfAccepted, Money Accepted);

/// <summary>Where an enterprise stands on the way to certification.</summary>
public sealed record Certification(
    string Enterprise, DateOnly On, DateOnly PolicyFrom, CertificationParameters Parameters, int Met, bool Ready, IReadOnlyList<OpenPoint> Open,
    IncentiveListing? Listing, DateOnly? CertifiableFrom, DateOnly? PlanDue, PublishedPlan? Plan, DateOnly? BarredUntil,
    IReadOnlyList<ConditionStanding> Conditions, IReadOnlyList<CertificationAlert> Alerts);

/// <summary>What a region asks.</summary>
public sealed record CertificationParameters(int Needed, int WindowMonths, string Source, string Mark);

/// <summary>The public plan.</summary>
public sealed record PublishedPlan(DateOnly On, string Sha256);

/// <summary>Where a condition stands.</summary>
public sealed record ConditionStanding(string Id, Text Name, bool Met, DateOnly? FailsOn, IReadOnlyList<RequirementStanding> AnyOf);

/// <summary>Where a requirement stands.</summary>
public sealed record RequirementStanding(
    Requirement Requirement, bool Met, Money? Claimed, Money? Reached, Money? Missing, long? ReachedCount, long? MissingCount, DateOnly? FailsOn,
    IReadOnlyList<TrackedEntry> Entries);

/// <summary>What is asked.</summary>
public sealed record Requirement(string Id, Text Name, string Source, string Mark, Money? Value = null, int? Count = null, string? RecordKind = null);

/// <summary>What was looked at.</summary>
public sealed record TrackedEntry(string Reference, DateOnly On, Money? Claimed, Money? Accepted, int? Count, OpenPoint? WhyNot, DateOnly? LeavesOn);

/// <summary>What will happen.</summary>
public sealed record CertificationAlert(DateOnly On, string Code, Text Message, string? Subject = null);

/// <summary>A field that not everybody sees, and what the reader may.</summary>
public sealed record MarkedField(
    string Field, string Tier, string? Digest = null, bool MayOpen = false, DateTimeOffset? Until = null, IReadOnlyList<string>? Readers = null,
    string? Subject = null, DateTimeOffset? ErasedAt = null, DateOnly? SecretUntil = null);

/// <summary>The marks of a contribution.</summary>
public sealed record ContributionMarks(IReadOnlyList<MarkedField>? Secrecy = null);

/// <summary>A hidden field, opened.</summary>
public sealed record OpenSecret(string Field, string Digest, JsonElement Value, string Disclosure, DateTimeOffset? Until = null);

/// <summary>That somebody opened hidden fields.</summary>
public sealed record SecretOpening(Guid Id, Guid Contribution, IReadOnlyList<OpenedField> Fields, string Reason, Actor? By, DateTimeOffset At);

/// <summary>What was opened, and on what ground.</summary>
public sealed record OpenedField(string Field, string Basis);

/// <summary>What one key protects, as its owner sees it.</summary>
public sealed record SecretSubject(string Owner, string Subject, string Kind, IReadOnlyList<SecretGrant> Grants, JsonElement? Erased = null);

/// <summary>An access until a moment.</summary>
public sealed record SecretGrant(Guid Contribution, IReadOnlyList<string> Fields, string Reader, DateTimeOffset Until, DateTimeOffset? RevokedAt = null);
