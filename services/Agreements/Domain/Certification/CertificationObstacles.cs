using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What stands between an enterprise and its application, each with a stable code.</summary>
internal static class CertificationObstacles
{
    public static List<OpenPoint> Of(
        CertificationParameters parameters, int met, DateOnly day, IncentiveListing? listing, DateOnly? certifiable, DateOnly? planDue, PublishedPlan? plan,
        DateOnly? barredUntil)
    {
        var open = new List<OpenPoint>();
        if (listing is null) open.Add(new("certification.not-listed", new("The enterprise does not stand on the list on this day.", "该日企业不在建设培育名单内。")));
        if (certifiable > day)
        {
            open.Add(new("certification.not-cultivated", new(
                $"The time in cultivation ends before {certifiable:yyyy-MM-dd}.", $"培育期未满，{certifiable:yyyy-MM-dd} 起可申请认证。")));
        }

        if (plan is null && planDue is { } due)
        {
            open.Add(due < day
                ? new("certification.plan-overdue", new($"The plan had to be public by {due:yyyy-MM-dd}.", $"规划应于 {due:yyyy-MM-dd} 前公开，已逾期。"))
                : new("certification.plan-missing", new($"The plan has to be public by {due:yyyy-MM-dd}.", $"规划须于 {due:yyyy-MM-dd} 前公开。")));
        }

        if (met < parameters.Needed)
        {
            open.Add(new("certification.conditions-not-met", new(
                $"{met} of {parameters.Needed} conditions are met.", $"须满足 {parameters.Needed} 项条件，现满足 {met} 项。")));
        }

        if (barredUntil is { } last)
        {
            open.Add(new("certification.barred", new(
                $"After a cancellation no application is taken until {last:yyyy-MM-dd}.", $"因被取消资格，{last:yyyy-MM-dd} 前不得再次申请。")));
        }

        return open;
    }
}
