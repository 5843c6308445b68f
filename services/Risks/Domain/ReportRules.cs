using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What must hold before a risk event is reported: first what it says by itself, then against the agreement.</summary>
internal static class ReportRules
{
    // A day has come once it has begun somewhere: the consortium's own calendar may be ahead of UTC by up to 14 hours.
    private static readonly TimeSpan EarliestZone = TimeSpan.FromHours(14);
    private static readonly TimeSpan LatestZone = TimeSpan.FromHours(12);

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(ReportRiskEvent command) =>
        Stated(command.Report, DateOnly.FromDateTime((command.At.UtcDateTime + EarliestZone).Date))
        ?? Agreed(command.Report, command.Agreement?.Document, command.By)
        ?? Registered(command)
        ?? (Rejection?)InTime(command);

    /// <summary>
    /// Days from the last day of notice to the report; 0 in time or without clock. A day is over once it is over everywhere, so
    /// that nobody is late by the place of a clock.
    /// </summary>
    public static int DaysLate(RiskCategory category, DateOnly occurredOn, DateTimeOffset at) => category.NoticeDays is { } days
        ? Math.Max(0, DateOnly.FromDateTime((at.UtcDateTime - LatestZone).Date).DayNumber - occurredOn.AddDays(days).DayNumber)
        : 0;

    private static NoticeLate? InTime(ReportRiskEvent command)
    {
        var category = command.Agreement!.Document!.Category(command.Report.Category)!;
        var late = DaysLate(category, command.Report.OccurredOn, command.At);
        return late > 0 && category.LateNotice is null
            ? new NoticeLate(command.Report.OccurredOn.AddDays(category.NoticeDays!.Value), late) { Field = "occurredOn" }
            : null;
    }

    private static RiskNotRegistered? Registered(ReportRiskEvent command)
    {
        if (command.Report.Risk is not { } reference) return null;
        return command.Entry is { Entry: { } entry } && entry.AgreementId == command.Report.AgreementId && entry.Category == command.Report.Category
            ? null
            : new RiskNotRegistered(reference, command.Report.Category) { Field = "risk" };
    }

    private static Rejection? Stated(RiskReport said, DateOnly today)
    {
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (said.Description is { } more && TextRules.Broken("description", more) is { } description) return description;
        if (said.Sufferers.Count == 0) return Problems.Empty("sufferers");
        if (said.Sufferers.Count > RuleLimits.Parties) return Problems.TooMany("sufferers", RuleLimits.Parties);
        foreach (var (party, weight) in said.Sufferers)
        {
            if (weight.Sign <= 0) return Problems.NotPositive($"sufferers.{party}", weight.ToString());
        }

        if (said.Risk is { Length: > RuleLimits.Identifier }) return Problems.TooLong("risk", RuleLimits.Identifier);
        return said.OccurredOn > today ? new OccurredInFuture(said.OccurredOn) { Field = "occurredOn" } : null;
    }

    private static Rejection? Agreed(RiskReport said, AgreementDocument? agreement, Actor by)
    {
        if (agreement is null) return new RiskAgreementNotActive(said.AgreementId, said.OccurredOn) { Field = "agreementId" };
        if (agreement.Party(by.Organisation) is null) return new ReporterNotParty(by.Organisation);
        if (agreement.Category(said.Category) is null)
            return new CategoryNotAgreed(said.Category, agreement.Risk.Categories.Select(category => category.Id)) { Field = "category" };
        if (said.Sufferers.Count > RiskLimits.Payments / agreement.Parties.Count) return Problems.TooMany("sufferers", RiskLimits.Payments / agreement.Parties.Count);
        foreach (var party in said.Sufferers.Keys.Order(StringComparer.Ordinal))
        {
            if (agreement.Party(party) is not { } member) return Problems.UnknownParty($"sufferers.{party}", party);
            if (AllocationV2Terms.IsStudents(member)) return new StudentsBear(party) { Field = $"sufferers.{party}" };
            if (!agreement.HasAcceded(party, said.OccurredOn))
                return new BeforeAccession(party, said.OccurredOn) { Field = $"sufferers.{party}" };
        }

        return null;
    }
}
