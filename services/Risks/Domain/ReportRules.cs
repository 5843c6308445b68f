using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What must hold before a risk event is reported: first what it says by itself, then against the agreement.</summary>
internal static class ReportRules
{
    // A day has come once it has begun somewhere: the consortium's own calendar may be ahead of UTC by up to 14 hours.
    private static readonly TimeSpan EarliestZone = TimeSpan.FromHours(14);

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(ReportRiskEvent command) =>
        Stated(command.Report, DateOnly.FromDateTime((command.At.UtcDateTime + EarliestZone).Date))
        ?? Agreed(command.Report, command.Agreement?.Document, command.By);

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

        return said.OccurredOn > today ? new OccurredInFuture(said.OccurredOn) { Field = "occurredOn" } : null;
    }

    private static Rejection? Agreed(RiskReport said, AgreementDocument? agreement, Actor by)
    {
        if (agreement is null) return new RiskAgreementNotActive(said.AgreementId, said.OccurredOn) { Field = "agreementId" };
        if (agreement.Party(by.Organisation) is null) return new ReporterNotParty(by.Organisation);
        if (agreement.Category(said.Category) is null)
            return new CategoryNotAgreed(said.Category, agreement.Risk.Categories.Select(category => category.Id)) { Field = "category" };
        foreach (var party in said.Sufferers.Keys.Order(StringComparer.Ordinal))
        {
            if (agreement.Party(party) is null) return Problems.UnknownParty($"sufferers.{party}", party);
            if (!agreement.HasAcceded(party, said.OccurredOn))
                return new BeforeAccession(party, said.OccurredOn) { Field = $"sufferers.{party}" };
        }

        return null;
    }
}
