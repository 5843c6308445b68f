using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What of a measured loss is shared by the agreement: insurances, exposure limit, late notice (method risk.admission).</summary>
internal static class Admission
{
    /// <summary>The result; null when the agreement takes nothing off, or when it is refused.</summary>
    public static MethodResult? Of(
        RiskEventReported reported, AgreementDocument agreement, MeasureLoss command, Money net, IReadOnlyList<SuffererLoss> losses, out Rejection? refused)
    {
        var category = agreement.Category(reported.Report.Category)!;
        var policies = Covering(agreement, reported.Report, losses, command);
        refused = Answers(agreement, reported.Report, command);
        if (refused is not null) return null;
        var limit = (category.ExposureLimit, command.Known.EntryLimit) switch
        {
            ({ } a, { } b) => Money.Min(a, b),
            var (a, b) => a ?? b,
        };
        if (policies.Count == 0 && limit is null && reported.DaysLate is null) return null;
        var evaluation = LossAdmission.Method.Evaluate(new LossAdmissionInput(
            agreement.Currency, net, policies,
            limit is null ? null : new ExposureLimit(limit, category.OverExposure),
            reported.DaysLate is { } late ? new NoticeClock(late, category.LateNotice?.ReducePerDay, category.LateNotice?.Most) : null));
        refused = evaluation.Rejection;
        return evaluation.Result;
    }

    private static List<CoveringPolicy> Covering(AgreementDocument agreement, RiskReport report, IReadOnlyList<SuffererLoss> losses, MeasureLoss command) =>
    [
        .. Covers(agreement, report).Select(policy => new CoveringPolicy(
            policy.Id, losses.First(loss => loss.Party == policy.Holder).Amount, policy.Deductible ?? Money.Zero(agreement.Currency), policy.SumInsured,
            command.Insurers?.Any(answer => answer.Policy == policy.Id) ?? false)),
    ];

    private static IEnumerable<InsurancePolicy> Covers(AgreementDocument agreement, RiskReport report) => agreement.Risk.Insurance
        .Where(policy => policy.Categories.Contains(report.Category) && report.Sufferers.ContainsKey(policy.Holder));

    private static Rejection? Answers(AgreementDocument agreement, RiskReport report, MeasureLoss command)
    {
        var answers = command.Insurers ?? [];
        for (var i = 0; i < answers.Count; i++)
        {
            var (policy, decision, reference) = answers[i];
            if (!Covers(agreement, report).Any(cover => cover.Id == policy)) return new PolicyUnknown(policy) { Field = $"insurers[{i}].policy" };
            if (answers.Take(i).Any(earlier => earlier.Policy == policy)) return Problems.Duplicate($"insurers[{i}].policy", policy);
            if (string.IsNullOrWhiteSpace(reference)) return new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At($"insurers[{i}].reference");
            if (reference.Length > RuleLimits.Text) return Problems.TooLong($"insurers[{i}].reference", RuleLimits.Text);
            if (decision == InsurerDecision.Paid && !(command.Inputs.ValueKind == JsonValueKind.Object && command.Inputs.TryGetProperty("insurance", out _)))
                return new InsuranceNotDeducted(policy) { Field = "inputs.insurance" };
        }

        return null;
    }
}
