using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What will happen within the look-ahead if nothing is added, by day.</summary>
internal static class CertificationAlerts
{
    private static readonly Text Leaves = new("It leaves the window.", "移出计算窗口。");
    private static readonly Text RequirementFails = new("The requirement is no longer met.", "该项要求不再满足。");
    private static readonly Text ConditionFails = new("The condition is no longer met.", "该条件不再满足。");
    private static readonly Text NotCertifiable = new("Too few conditions are met from this day on.", "自该日起满足的条件不足。");
    private static readonly Text Cultivated = new("The time in cultivation is over.", "培育期届满。");
    private static readonly Text PlanDue = new("The plan has to be public by this day.", "规划须于该日前公开。");
    private static readonly Text BarEnds = new("Last day of the bar after a cancellation.", "取消资格后禁止申请期的最后一日。");

    public static IReadOnlyList<CertificationAlert> Of(
        CertificationParameters parameters, IReadOnlyList<ConditionStanding> conditions, DateOnly day, DateOnly until, DateOnly? certifiable, DateOnly? planDue,
        DateOnly? barredUntil)
    {
        (DateOnly? On, string Code, Text Message)[] dates =
            [(certifiable, "alert.cultivated", Cultivated), (planDue, "alert.plan-due", PlanDue), (barredUntil, "alert.bar-ends", BarEnds)];
        return
        [
            .. OfConditions(parameters, conditions, until)
                .Concat(dates.Where(date => date.On >= day && date.On <= until).Select(date => new CertificationAlert(date.On!.Value, date.Code, date.Message)))
                // An entry that counts for two requirements leaves once.
                .Distinct()
                .OrderBy(alert => alert.On).ThenBy(alert => alert.Code, StringComparer.Ordinal).ThenBy(alert => alert.Subject, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<CertificationAlert> OfConditions(
        CertificationParameters parameters, IReadOnlyList<ConditionStanding> conditions, DateOnly until)
    {
        foreach (var condition in conditions)
        {
            foreach (var requirement in condition.AnyOf)
            {
                foreach (var entry in requirement.Entries.Where(entry => entry.LeavesOn <= until))
                    yield return new CertificationAlert(entry.LeavesOn!.Value, "alert.entry-leaves", Leaves, entry.Reference);
                if (requirement.FailsOn is { } fails)
                    yield return new CertificationAlert(fails, "alert.requirement-fails", RequirementFails, $"{condition.Id}/{requirement.Requirement.Id}");
            }

            if (condition.FailsOn is { } lost) yield return new CertificationAlert(lost, "alert.condition-fails", ConditionFails, condition.Id);
        }

        // With one condition more than needed, the second loss hurts, not the first.
        var spare = conditions.Count(condition => condition.Met) - parameters.Needed;
        if (spare < 0) yield break;
        foreach (var loss in conditions.Select(condition => condition.FailsOn).OfType<DateOnly>().Order().Skip(spare).Take(1))
            yield return new CertificationAlert(loss, "alert.not-certifiable", NotCertifiable);
    }
}
