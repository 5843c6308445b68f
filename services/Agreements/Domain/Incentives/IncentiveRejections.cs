using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record IncentiveNotOwn(string Enterprise) : Rejection("incentive.not-own", RejectionKind.Forbidden, new(
    $"Only {Enterprise} keeps its own incentive file.", $"抵免台账只能由 {Enterprise} 自行登记。"));

public sealed record IncentiveIdMalformed() : Rejection("incentive.id-malformed", RejectionKind.Invalid, new(
    "An id has 1 to 64 letters, digits and hyphens and starts with a letter or digit.", "标识为 1 至 64 个字母、数字或连字符，以字母或数字开头。"));

public sealed record IncentiveFull(int Limit) : Rejection("incentive.full", RejectionKind.Conflict, new(
    $"At most {Limit} entries of this kind are kept.", $"此类条目最多保存 {Limit} 条。"));

public sealed record IncentiveKindUnknown(string Investment) : Rejection("incentive.kind-unknown", RejectionKind.Invalid, new(
    $"The policy of the year has no kind '{Investment}'.", $"该年度政策参数中没有类别“{Investment}”。"));

public sealed record IncentiveCurrency(Currency Currency) : Rejection("incentive.currency", RejectionKind.Invalid, new(
    $"The file is kept in {Currency.Code}.", $"台账的货币为 {Currency.Code}。"));

public sealed record IncentiveAmountNotPositive(Money Amount) : Rejection("incentive.amount-not-positive", RejectionKind.Invalid, new(
    $"{Amount} is not above zero.", $"{Amount} 须大于零。"));

public sealed record IncentiveAmountNegative(Money Amount) : Rejection("incentive.amount-negative", RejectionKind.Invalid, new(
    $"{Amount} is below zero.", $"{Amount} 不得小于零。"));

public sealed record IncentiveInFuture(DateOnly Day) : Rejection("incentive.in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet.", $"{Day:yyyy-MM-dd} 尚未到来。"));

public sealed record IncentiveOutsideYear(DateOnly Day, int Year) : Rejection("incentive.outside-year", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} lies after the year {Year}.", $"{Day:yyyy-MM-dd} 在 {Year} 年度之后。"));

public sealed record IncentiveHashMalformed() : Rejection("incentive.evidence-hash", RejectionKind.Invalid, new(
    "Evidence is named by its SHA-256: 64 lower-case hexadecimal digits.", "凭证以其 SHA-256 表示：64 位小写十六进制数。"));

public sealed record IncentiveEvidenceMissing(string Reference, string Paper) : Rejection("incentive.evidence-missing", RejectionKind.Conflict, new(
    $"The {Paper} of '{Reference}' is missing.", $"“{Reference}”缺少凭证：{Paper}。"));

public sealed record IncentiveDayMissing(string Reference) : Rejection("incentive.day-missing", RejectionKind.Conflict, new(
    $"Only what was paid and accepted counts: '{Reference}' lacks a day.", $"只计已付款并验收的投资：“{Reference}”缺少日期。"));

public sealed record IncentiveReferenceTaken(string Reference) : Rejection("incentive.reference-taken", RejectionKind.Conflict, new(
    $"'{Reference}' stands in this year with other content; correct it with a reason.", $"本年度已有编号“{Reference}”且内容不同；请说明理由后更正。"));

public sealed record IncentiveEntryUnknown(string Reference) : Rejection("incentive.entry-unknown", RejectionKind.NotFound, new(
    "There is no such entry in this year.", "本年度没有此条目。"));

public sealed record IncentiveCategoryAsk(string Subject) : Rejection("incentive.category-ask", RejectionKind.Conflict, new(
    $"Whether '{Subject}' counts is undecided: it is kept as ask-tax-office until decided with a reason and the tax office's note.",
    $"“{Subject}”能否抵免尚无定论：须列为 ask-tax-office，待注明理由和税务机关答复后认定。"));

public sealed record IncentiveCategoryNotEligible(string Investment) : Rejection("incentive.category-not-eligible", RejectionKind.Invalid, new(
    $"The policy of the year does not count '{Investment}'.", $"该年度政策不认可类别“{Investment}”。"));

public sealed record IncentiveNothingToDecide(string Reference) : Rejection("incentive.nothing-to-decide", RejectionKind.Conflict, new(
    $"'{Reference}' did not wait for the tax office.", $"“{Reference}”无须税务机关认定。"));

public sealed record IncentiveDecisionOpen() : Rejection("incentive.decision-open", RejectionKind.Invalid, new(
    "Decide eligible or not-eligible.", "认定结果须为 eligible 或 not-eligible。"));

public sealed record IncentiveNoteMissing() : Rejection("incentive.note-missing", RejectionKind.Invalid, new(
    $"Note the tax office's answer, in 1 to {AgreementLimits.Reason} characters.", $"请记录税务机关的答复（1 至 {AgreementLimits.Reason} 个字符）。"));

public sealed record IncentiveMemberOutside(string Member, DateOnly Day) : Rejection("incentive.member-not-in-group", RejectionKind.Invalid, new(
    $"'{Member}' was no member of the group on {Day:yyyy-MM-dd}, the date of the invoice.", $"“{Member}”在发票日 {Day:yyyy-MM-dd} 不是集团成员企业。"));

/// <summary>A refusal of the rule, said in this file's words: same rule, same message.</summary>
public sealed record IncentiveRuleBroken(string Code, Text Message) : Rejection(Code, RejectionKind.Invalid, Message)
{
    public static IncentiveRuleBroken Of(InputRejection refused) => new(
        refused.Code switch
        {
            "credit.outside-period" => "incentive.outside-year",
            _ when refused.Code.StartsWith("credit.", StringComparison.Ordinal) => "incentive" + refused.Code["credit".Length..],
            _ => refused.Code,
        },
        refused.Message) { Field = refused.Field };
}
