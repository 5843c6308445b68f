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
            [.. Alerts(parameters, conditions, day, until)
                .Concat(Dates(day, until, (certifiable, "alert.cultivated"), (plan is null ? planDue : null, "alert.plan-due"), (barredUntil, "alert.bar-ends")))
                .Distinct()
                .OrderBy(alert => alert.On).ThenBy(alert => alert.Code, StringComparer.Ordinal).ThenBy(alert => alert.Subject, StringComparer.Ordinal)]);
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

    private static IEnumerable<CertificationAlert> Alerts(
        CertificationParameters parameters, List<ConditionStanding> conditions, DateOnly day, DateOnly until)
    {
        foreach (var condition in conditions)
        {
            foreach (var requirement in condition.AnyOf)
            {
                foreach (var entry in requirement.Entries.Where(entry => entry.LeavesOn <= until))
                    yield return new CertificationAlert(entry.LeavesOn!.Value, "alert.entry-leaves", entry.Reference);
                if (requirement.FailsOn is { } fails)
                    yield return new CertificationAlert(fails, "alert.requirement-fails", $"{condition.Id}/{requirement.Requirement.Id}");
            }

            if (condition.FailsOn is { } lost) yield return new CertificationAlert(lost, "alert.condition-fails", condition.Id);
        }

        // With one condition more than needed, the second loss hurts, not the first.
        var spare = conditions.Count(condition => condition.Met) - parameters.Needed;
        if (spare < 0) yield break;
        var losses = conditions.Select(condition => condition.FailsOn).OfType<DateOnly>().Order().Skip(spare).Take(1);
        foreach (var loss in losses) yield return new CertificationAlert(loss, "alert.not-certifiable");
    }

    private static IEnumerable<CertificationAlert> Dates(DateOnly day, DateOnly until, params (DateOnly? On, string Code)[] dates) =>
        dates.Where(date => date.On > day && date.On <= until).Select(date => new CertificationAlert(date.On!.Value, date.Code));
}
