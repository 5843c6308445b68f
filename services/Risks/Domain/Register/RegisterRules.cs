using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What must hold of a registered risk: first by itself, then against the agreement in force.</summary>
internal static class RegisterRules
{
    private const int Places = 6;

    public static Rejection? Broken(RiskEntry said, AdoptedAgreement? agreement, DateTimeOffset at) =>
        Stated(said) ?? Reviewed(said, DateOnly.FromDateTime(at.UtcDateTime)) ?? Agreed(said, agreement?.Document, DateOnly.FromDateTime(at.UtcDateTime));

    private static Rejection? Stated(RiskEntry said)
    {
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (said.Description is { } more && TextRules.Broken("description", more) is { } description) return description;
        if (said.Likelihood.Sign < 0 || said.Likelihood > Rational.One) return Problems.OutOfRange("likelihood", said.Likelihood.ToString(), "0", "1");
        if (said.Likelihood.Round(Places, Rounding.Down) != said.Likelihood) return new LikelihoodOverPrecise(said.Likelihood.ToString()) { Field = "likelihood" };
        if (said.Strikes is < 1 or > RuleLimits.StressStrikes) return Problems.OutOfRange("strikes", $"{said.Strikes}", "1", $"{RuleLimits.StressStrikes}");
        if (said.Controls.Count > RiskLimits.Controls) return Problems.TooMany("controls", RiskLimits.Controls);
        for (var i = 0; i < said.Controls.Count; i++)
        {
            if (TextRules.Broken($"controls[{i}].title", said.Controls[i].Title) is { } control) return control;
        }

        return null;
    }

    private static Rejection? Reviewed(RiskEntry said, DateOnly today)
    {
        if (said.ReviewDays is < 1 or > RiskLimits.ReviewDays) return Problems.OutOfRange("reviewDays", $"{said.ReviewDays}", "1", $"{RiskLimits.ReviewDays}");
        return said.NextReviewOn < today || said.NextReviewOn > today.AddDays(RiskLimits.ReviewDays)
            ? new ReviewDayOutside(said.NextReviewOn) { Field = "nextReviewOn" }
            : null;
    }

    private static Rejection? Agreed(RiskEntry said, AgreementDocument? agreement, DateOnly today)
    {
        if (agreement is null) return new RiskAgreementNotActive(said.AgreementId, today) { Field = "agreementId" };
        if (agreement.Category(said.Category) is null)
            return new CategoryNotAgreed(said.Category, agreement.Risk.Categories.Select(category => category.Id)) { Field = "category" };
        if (Owner("owner", said.Owner, agreement) is { } owner) return owner;
        for (var i = 0; i < said.Controls.Count; i++)
        {
            if (Owner($"controls[{i}].owner", said.Controls[i].Owner, agreement) is { } control) return control;
        }

        return Amounts(said, agreement.Currency);
    }

    private static InputRejection? Owner(string field, string owner, AgreementDocument agreement) =>
        agreement.Party(owner) is null ? Problems.UnknownParty(field, owner) : null;

    private static Rejection? Amounts(RiskEntry said, Currency currency)
    {
        foreach (var (field, amount) in new[]
        {
            ("exposure.least", said.Exposure.Least), ("exposure.likely", said.Exposure.Likely), ("exposure.most", said.Exposure.Most), ("limit", said.Limit),
        })
        {
            if (amount is null) continue;
            if (amount.Currency != currency) return new ReserveInOtherCurrency(amount.Currency, currency) { Field = $"{field}.currency" };
            if (amount.Sign < 0) return Problems.NegativeAmount($"{field}.amount", amount.Amount);
        }

        if (said.Limit is { IsZero: true }) return Problems.AmountNotPositive("limit.amount", said.Limit.Amount);
        return said.Exposure.Least <= said.Exposure.Likely && said.Exposure.Likely <= said.Exposure.Most
            ? null
            : new ExposureNotOrdered() { Field = "exposure.likely" };
    }
}

public sealed record RiskEntryUnknown() : Rejection("register.unknown", RejectionKind.NotFound, new(
    "There is no such risk in the register of this consortium.", "该联合体的风险登记册中没有此风险。"));

public sealed record RiskEntryExists(string Reference) : Rejection("register.exists", RejectionKind.Conflict, new(
    $"A risk {Reference} is registered with other particulars: revise it, or give the new one a reference of its own.",
    $"风险 {Reference} 已登记且内容不同：请修订，或另取编号。"));

public sealed record RiskEntryRetired() : Rejection("register.retired", RejectionKind.Conflict, new(
    "The risk is retired.", "该风险已停用。"));

public sealed record RegisterFull() : Rejection("register.full", RejectionKind.Conflict, new(
    $"The register of an agreement holds at most {RiskLimits.RegisteredRisks} risks: retire one first.",
    $"每份协议的风险登记册最多 {RiskLimits.RegisteredRisks} 项，请先停用一项。"));

public sealed record NotTheOwner(string Owner) : Rejection("register.not-owner", RejectionKind.Forbidden, new(
    $"{Owner} watches over this risk and reviews it.", $"该风险由 {Owner} 负责并复核。"));

public sealed record ReviewDayOutside(DateOnly Day) : Rejection("register.review-day", RejectionKind.Invalid, new(
    $"A review on {Day:yyyy-MM-dd} is not within the next {RiskLimits.ReviewDays} days.", $"复核日 {Day:yyyy-MM-dd} 不在今后 {RiskLimits.ReviewDays} 天之内。"));

public sealed record LikelihoodOverPrecise(string Likelihood) : Rejection("register.likelihood-over-precise", RejectionKind.Invalid, new(
    $"The likelihood {Likelihood} has more than six decimal places.", $"可能性 {Likelihood} 的小数位数超过六位。"));

public sealed record ExposureNotOrdered() : Rejection("register.exposure-not-ordered", RejectionKind.Invalid, new(
    "The likely loss lies between the least and the most.", "最可能损失应介于最小与最大之间。"));
