using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Claimed beside accepted of one kind of contribution within the window.</summary>
public sealed record KindTotals(ContributionKind Kind, InKindTotals Totals);

/// <summary>Something that will happen within the look-ahead.</summary>
/// <param name="On">The day.</param>
/// <param name="Code">alert.entry-leaves, alert.requirement-fails, alert.condition-fails, alert.not-certifiable, alert.plan-due, alert.cultivated, alert.bar-ends.</param>
/// <param name="Message">What it means.</param>
/// <param name="Subject">Entry, requirement or condition; null for the enterprise as a whole.</param>
public sealed record CertificationAlert(DateOnly On, string Code, Text Message, string? Subject = null);

/// <summary>Where an enterprise stands on the way to certification, as of a day. Judged by stated parameters; no authority's decision.</summary>
/// <param name="Enterprise">Whose.</param>
/// <param name="On">The day.</param>
/// <param name="PolicyFrom">First day of the policy that rules on it.</param>
/// <param name="Parameters">The policy.</param>
/// <param name="Met">How many conditions are met.</param>
/// <param name="Ready">Nothing stands in the way of an application.</param>
/// <param name="Open">What stands in the way.</param>
/// <param name="Listing">The listing that holds on the day, or null.</param>
/// <param name="CertifiableFrom">First day after the time in cultivation; null when not listed.</param>
/// <param name="PlanDue">Last day for the public plan; null when not listed.</param>
/// <param name="Plan">The plan published since the listing; null while there is none.</param>
/// <param name="BarredUntil">Last day of the bar after a cancellation; null for none.</param>
/// <param name="Conditions">Each condition with its requirements and entries.</param>
/// <param name="Totals">Claimed beside accepted by kind, in the window, in the currency of the policy's values.</param>
/// <param name="Cancellations">Cancellations that stand.</param>
/// <param name="Alerts">What will happen until the end of the look-ahead, by day.</param>
public sealed record CertificationStanding(
    string Enterprise, DateOnly On, DateOnly PolicyFrom, CertificationParameters Parameters, int Met, bool Ready, IReadOnlyList<OpenPoint> Open,
    IncentiveListing? Listing, DateOnly? CertifiableFrom, DateOnly? PlanDue, PublishedPlan? Plan, DateOnly? BarredUntil,
    IReadOnlyList<ConditionStanding> Conditions, IReadOnlyList<KindTotals> Totals, IReadOnlyList<CertificationCancellation> Cancellations,
    IReadOnlyList<CertificationAlert> Alerts);
