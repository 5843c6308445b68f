using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Everything that is known about an enterprise when its standing is asked for.</summary>
/// <param name="Enterprise">Whose.</param>
/// <param name="File">Records, plan, cancellations.</param>
/// <param name="Listings">Times on the list, from its incentive file.</param>
/// <param name="Deliveries">Its contributions, as far as they were verified or valued.</param>
public sealed record KnownEnterprise(
    string Enterprise, CertificationFile File, IReadOnlyList<IncentiveListing> Listings, IReadOnlyList<Delivery> Deliveries);

/// <summary>Computes where an enterprise stands from facts and a day; no timer ticks.</summary>
public static class CertificationTracker
{
    /// <summary>The standing on a day, looking ahead by months.</summary>
    /// <exception cref="OverflowException">The claims come to more than is kept exactly.</exception>
    public static CertificationStanding Of(KnownEnterprise known, StatedCertificationPolicy policy, DateOnly day, int aheadMonths)
    {
        var parameters = policy.Parameters;
        var until = Months.After(day, aheadMonths);
        List<ConditionStanding> conditions =
        [
            .. parameters.Conditions.Select(condition => ConditionStanding.Of(condition,
                [.. condition.AnyOf.Select(requirement =>
                    RequirementStanding.Of(requirement, parameters.WindowMonths, known.Deliveries, known.File, day, until))])),
        ];
        var listing = known.Listings.FirstOrDefault(listing => listing.Holds(day));
        var plan = listing is null ? null : known.File.Plans.Where(plan => plan.On >= listing.From && plan.On <= day).MinBy(plan => plan.On);
        DateOnly? certifiable = listing is null ? null : Months.After(listing.From, parameters.CultivationMonths);
        DateOnly? planDue = listing is null ? null : Months.After(listing.From, parameters.PlanMonths);
        List<CertificationCancellation> cancellations =
            [.. known.File.Cancellations.Where(kept => kept.Struck is null && kept.Cancellation.On <= day).Select(kept => kept.Cancellation)];
        var barEnds = cancellations.Select(cancellation => Months.After(cancellation.On, parameters.BarMonths)).DefaultIfEmpty(DateOnly.MinValue).Max();
        DateOnly? barredUntil = day < barEnds ? barEnds.AddDays(-1) : null;

        var met = conditions.Count(condition => condition.Met);
        var open = CertificationObstacles.Of(parameters, met, day, listing, certifiable, planDue, plan, barredUntil);
        return new CertificationStanding(
            known.Enterprise, day, policy.From, parameters, met, open.Count == 0, open, listing, certifiable, planDue, plan, barredUntil, conditions,
            Totals(known.Deliveries, parameters, day), cancellations,
            CertificationAlerts.Of(parameters, conditions, day, until, certifiable, plan is null ? planDue : null, barredUntil));
    }

    private static List<KindTotals> Totals(IReadOnlyList<Delivery> deliveries, CertificationParameters parameters, DateOnly day)
    {
        var currency = parameters.Conditions.SelectMany(condition => condition.AnyOf).Select(requirement => requirement.Value?.Currency).FirstOrDefault(found => found is not null);
        if (currency is null) return [];
        return
        [
            .. deliveries.Where(delivery => delivery.EffectiveOn <= day && day < Months.After(delivery.EffectiveOn, parameters.WindowMonths))
                .GroupBy(delivery => delivery.Kind).OrderBy(group => group.Key)
                .Select(group => new KindTotals(group.Key, InKindTotals.Of(group, currency))),
        ];
    }
}
