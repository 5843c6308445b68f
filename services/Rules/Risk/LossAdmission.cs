namespace Ledger.Rules;

/// <summary>An insurance of a sufferer that covers the event.</summary>
/// <param name="Policy">Id in the agreement.</param>
/// <param name="Loss">The part of the measured loss that its holder suffered; at least 0.</param>
/// <param name="Attachment">Deductible: where the cover begins; at least 0.</param>
/// <param name="Limit">Sum insured: the most it pays above that; above 0.</param>
/// <param name="Declined">Whether the insurer declined, or paid already what the measure deducted; then nothing more is taken off.</param>
public sealed record CoveringPolicy(string Policy, Money Loss, Money Attachment, Money Limit, bool Declined);

/// <summary>What the agreement says of late notice.</summary>
/// <param name="DaysLate">Days after the last day of notice; at least 0.</param>
/// <param name="ReducePerDay">Share taken away a day, above 0, at most 1; null: a late notice is refused.</param>
/// <param name="Most">The most taken away, above 0, at most 1; together with the share a day.</param>
public sealed record NoticeClock(int DaysLate, Rational? ReducePerDay = null, Rational? Most = null);

/// <summary>The exposure limit of an event.</summary>
/// <param name="Limit">Above 0.</param>
/// <param name="Over">What becomes of more.</param>
public sealed record ExposureLimit(Money Limit, OverExposure Over);

/// <summary>Inputs of <see cref="LossAdmission"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Measured">Net loss by the agreed measure; at least 0.</param>
/// <param name="Policies">Insurances that cover it; empty for none.</param>
/// <param name="Exposure">Null for no limit.</param>
/// <param name="Notice">Null for no clock.</param>
public sealed record LossAdmissionInput(
    Currency Currency, Money Measured, IReadOnlyList<CoveringPolicy> Policies, ExposureLimit? Exposure, NoticeClock? Notice);

/// <summary>Figures of <see cref="LossAdmission"/>: measured = insured + above the exposure + late + admitted, exactly.</summary>
/// <param name="Measured">As measured.</param>
/// <param name="Insured">For insurers to pay; not shared.</param>
/// <param name="AboveExposure">Above the exposure limit; stays with the sufferers.</param>
/// <param name="Late">Taken away by late notice; stays with the sufferers.</param>
/// <param name="Admitted">Goes into the allocation.</param>
public sealed record LossAdmissionFigures(Money Measured, Money Insured, Money AboveExposure, Money Late, Money Admitted) : Figures;

/// <summary>
/// What of a measured loss is shared: first off comes what insurances of the sufferers cover (each a layer: sum insured above its
/// deductible), then what lies above the exposure limit, then a share for each day of late notice. Source: domain rules,
/// sections 5.2 (notice within N days, no double claim including insurance) and 5 (loss above the exposure limit).
/// </summary>
public static class LossAdmission
{
    public static Method<LossAdmissionInput, LossAdmissionFigures> Method { get; } = new("risk.admission", 1, MethodPurpose.Analysis,
        new("Part of a loss that is shared", "可分担损失的认定"), Read, Admit);

    /// <summary>Admits a loss.</summary>
    /// <returns>
    /// Figures; or admission.late-notice, admission.above-exposure, admission.most-missing, input.duplicate, input.out-of-range,
    /// input.negative, money.negative, money.not-positive.
    /// </returns>
    public static Outcome<LossAdmissionFigures> Admit(LossAdmissionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<LossAdmissionFigures>();

        var zero = Money.Zero(input.Currency);
        var steps = new Steps();
        steps.Add("measured", new("Measured loss", "计量损失"), input.Measured);
        var insured = zero;
        foreach (var policy in input.Policies)
        {
            var cover = policy.Declined ? zero : Money.Min(Money.Max(policy.Loss - policy.Attachment, zero), policy.Limit);
            // Two covers of one loss never take off more than the loss.
            cover = Money.Min(cover, input.Measured - insured);
            steps.Add($"insured/{policy.Policy}", new($"Covered by {policy.Policy}", $"由保险 {policy.Policy} 承保"), cover,
                policy.Declined ? null : $"min(max({policy.Loss.Amount} - {policy.Attachment.Amount}, 0), {policy.Limit.Amount})",
                policy.Declined ? new Text("Declined, or deducted by the measure already.", "保险人已拒赔，或计量时已扣除。") : null);
            insured += cover;
        }

        var open = input.Measured - insured;
        var above = input.Exposure is { } exposure ? Money.Max(open - exposure.Limit, zero) : zero;
        if (above.Sign > 0 && input.Exposure!.Over == OverExposure.Refuse)
        {
            return new InputRejection("admission.above-exposure",
                new($"The loss {open.Amount} is above the exposure limit {input.Exposure.Limit.Amount}.", $"损失{open.Amount}超过敞口限额{input.Exposure.Limit.Amount}。"))
                { Field = "exposure.limit", Value = open.Amount };
        }

        if (input.Exposure is { } most) steps.Add("above-exposure", new("Above the exposure limit", "超过敞口限额"), above, $"max({open.Amount} - {most.Limit.Amount}, 0)");
        var within = open - above;
        var late = zero;
        if (input.Notice is { DaysLate: > 0, ReducePerDay: { } perDay, Most: { } limit } clock)
        {
            var share = Rational.Min(perDay * clock.DaysLate, limit);
            late = steps.Round(input.Currency, "late", new("Taken away by late notice", "因逾期通知扣减"), within.Value * share,
                $"{within.Amount} * min({perDay} * {Problems.Invariant(clock.DaysLate)}, {limit})");
        }

        var admitted = within - late;
        steps.Add("admitted", new("Loss to be shared", "可分担损失"), admitted, $"{input.Measured.Amount} - {insured.Amount} - {above.Amount} - {late.Amount}");
        return new LossAdmissionFigures(input.Measured, insured, above, late, admitted) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, LossAdmissionInput input)
    {
        checks.NotNegative("measured", input.Measured);
        for (var i = 0; i < input.Policies.Count; i++)
        {
            var policy = input.Policies[i];
            var here = JsonPath.Item("policies", i);
            checks.That(!input.Policies.Take(i).Any(earlier => earlier.Policy == policy.Policy), () => Problems.Duplicate($"{here}.policy", policy.Policy));
            checks.NotNegative($"{here}.loss", policy.Loss);
            checks.NotNegative($"{here}.attachment", policy.Attachment);
            checks.That(policy.Limit.Sign > 0, () => Problems.AmountNotPositive($"{here}.limit", policy.Limit.Amount));
        }

        if (input.Exposure is { } exposure)
            checks.That(exposure.Limit.Sign > 0, () => Problems.AmountNotPositive("exposure.limit", exposure.Limit.Amount));
        if (input.Notice is not { } clock) return;
        checks.NotNegative("notice.daysLate", clock.DaysLate);
        if (clock.ReducePerDay is { } perDay)
        {
            Part(checks, "notice.reducePerDay", perDay);
            checks.That(clock.Most is not null, () => new InputRejection("admission.most-missing",
                new("A reduction for each day late needs its most.", "按日扣减须给出扣减上限。")).At("notice.most"));
        }

        if (clock.Most is { } most) Part(checks, "notice.most", most);
        checks.That(clock.DaysLate <= 0 || clock.ReducePerDay is not null, () => new InputRejection("admission.late-notice",
            new($"The notice came {Problems.Invariant(clock.DaysLate)} days late, and the agreement shares no loss told late.", $"通知逾期{Problems.Invariant(clock.DaysLate)}天，协议不分担逾期通知的损失。"))
            { Field = "notice.daysLate", Value = Problems.Invariant(clock.DaysLate) });
    }

    private static void Part(Checks checks, string field, Rational part)
    {
        if (part.Sign <= 0) checks.Positive(field, part);
        else checks.Within(field, part, 0, 1);
    }

    private static LossAdmissionInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var measured = inputs.Amount("measured", currency);
        var policies = new List<CoveringPolicy>();
        foreach (var entry in inputs.OptionalObjects("policies", RuleLimits.AgreementList))
        {
            var policy = entry.Identifier("policy");
            var loss = entry.Amount("loss", currency);
            var attachment = entry.Amount("attachment", currency);
            var limit = entry.Amount("limit", currency);
            var declined = entry.Boolean("declined");
            entry.Close();
            if (policy is not null && loss is not null && attachment is not null && limit is not null && declined is { } no)
                policies.Add(new CoveringPolicy(policy, loss, attachment, limit, no));
        }

        var exposure = inputs.OptionalObject("exposure") is { } limited ? ReadExposure(limited, currency) : null;
        var notice = inputs.OptionalObject("notice") is { } clock ? ReadNotice(clock) : null;
        return currency is not null && measured is not null ? new LossAdmissionInput(currency, measured, policies, exposure, notice) : null;
    }

    private static ExposureLimit? ReadExposure(InputReader reader, Currency? currency)
    {
        var limit = reader.Amount("limit", currency);
        var over = reader.OneOf<OverExposure>("over");
        reader.Close();
        return limit is not null && over is { } rule ? new ExposureLimit(limit, rule) : null;
    }

    private static NoticeClock? ReadNotice(InputReader reader)
    {
        var days = reader.Integer("daysLate", 0, RuleLimits.TermDays);
        var perDay = reader.OptionalNumber("reducePerDay");
        var most = reader.OptionalNumber("most");
        reader.Close();
        return days is { } late ? new NoticeClock(late, perDay, most) : null;
    }
}
