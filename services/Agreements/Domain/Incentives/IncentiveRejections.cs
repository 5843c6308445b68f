using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record IncentiveNotOwn(string Enterprise) : Rejection("incentive.not-own", RejectionKind.Forbidden, new(
    $"Only {Enterprise} keeps its own incentive file.", $"抵免台账只能由 {Enterprise} 自行登记。"));

public sealed record IncentiveIdMalformed() : Rejection("incentive.id-malformed", RejectionKind.Invalid, new(
    "An id has 1 to 64 letters, digits and hyphens and starts with a letter or digit.", "标识为 1 至 64 个字母、数字或连字符，以字母或数字开头。"));

public sealed record IncentiveFull(int Limit) : Rejection("incentive.full", RejectionKind.Conflict, new(
    $"At most {Limit} entries of this kind are kept.", $"此类条目最多保存 {Limit} 条。"));

public sealed record IncentiveYearOutOfRange(int Year) : Rejection("incentive.year-out-of-range", RejectionKind.Invalid, new(
    $"{Year} is not a year from {AgreementLimits.FirstYear} to {AgreementLimits.LastYear}.",
    $"{Year} 不在 {AgreementLimits.FirstYear} 至 {AgreementLimits.LastYear} 年之间。"));

public sealed record IncentiveYearUnknown(int Year) : Rejection("incentive.year-unknown", RejectionKind.NotFound, new(
    $"The file has no year {Year}; open it first.", $"台账中没有 {Year} 年度，请先建立。"));

public sealed record IncentiveYearExists(int Year) : Rejection("incentive.year-exists", RejectionKind.Conflict, new(
    $"The year {Year} is open already; correct its parameters with a reason.", $"{Year} 年度已建立；请说明理由后更正其参数。"));

public sealed record IncentiveYearGap(int Next) : Rejection("incentive.year-gap", RejectionKind.Conflict, new(
    $"Years follow each other, since each one's credit is carried into the next: the next is {Next}.", $"各年度须连续（抵免额逐年结转）：下一年度为 {Next} 年。"));

public sealed record IncentiveYearIsClosed(int Year) : Rejection("incentive.year-closed", RejectionKind.Conflict, new(
    $"The year {Year} is closed. Enter the change in the open year, or reopen this one with a reason.", $"{Year} 年度已关闭；请将变更记入未关闭年度，或说明理由后重新打开。"));

public sealed record IncentiveYearNotClosed(int Year) : Rejection("incentive.year-open", RejectionKind.Conflict, new(
    $"The year {Year} is open.", $"{Year} 年度尚未关闭。"));

public sealed record IncentiveYearNotOver(int Year) : Rejection("incentive.year-not-over", RejectionKind.Conflict, new(
    $"The year {Year} is not over yet.", $"{Year} 年度尚未结束。"));

public sealed record IncentiveYearBeforeOpen(int Year) : Rejection("incentive.year-before-open", RejectionKind.Conflict, new(
    $"The year {Year} has to be closed first: its credit is carried into this one.", $"须先关闭 {Year} 年度：其留抵额结转至本年度。"));

public sealed record IncentiveCarryUnknown(int Year) : Rejection("incentive.carry-unknown", RejectionKind.Conflict, new(
    $"The year {Year} has no figures yet, so what it carries is not known.", $"{Year} 年度尚无计算结果，其结转额未知。"));

public sealed record IncentiveLaterYearClosed(int Year) : Rejection("incentive.later-year-closed", RejectionKind.Conflict, new(
    $"The year {Year}, into which this one's credit was carried, is closed. Reopen it first.", $"结转所至的 {Year} 年度已关闭，请先重新打开该年度。"));

public sealed record IncentiveRateOutOfRange(Rational Rate) : Rejection("incentive.rate-out-of-range", RejectionKind.Invalid, new(
    "The rate is a share from 0 to 1, for example 0.30.", "抵免比例为 0 至 1 之间的数，例如 0.30。"));

public sealed record IncentiveSourceMissing() : Rejection("incentive.source-missing", RejectionKind.Invalid, new(
    $"Name the legal source of the parameters, in 1 to {AgreementLimits.Reason} characters.", $"请注明参数的法律依据（1 至 {AgreementLimits.Reason} 个字符）。"));

public sealed record IncentiveKindsMalformed() : Rejection("incentive.kinds-malformed", RejectionKind.Invalid, new(
    $"State 1 to {AgreementLimits.IncentiveKinds} kinds of investment, each by an id.", $"请列出 1 至 {AgreementLimits.IncentiveKinds} 个投资类别，每类以标识表示。"));

public sealed record IncentiveKindUnknown(string Investment) : Rejection("incentive.kind-unknown", RejectionKind.Invalid, new(
    $"The policy of the year has no kind '{Investment}'.", $"该年度政策参数中没有类别“{Investment}”。"));

public sealed record IncentiveCarryNotFirst() : Rejection("incentive.carry-not-first", RejectionKind.Invalid, new(
    "Only the first year of a file brings a carry of its own; every other takes that of the year before.", "只有台账首年可填写期初留抵额，其后各年度承接上一年度。"));

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

public sealed record IncentiveListingOverlaps(DateOnly From) : Rejection("incentive.listing-overlaps", RejectionKind.Conflict, new(
    $"The listing from {From:yyyy-MM-dd} touches the same year.", $"自 {From:yyyy-MM-dd} 起的入库记录涉及同一年度。"));

public sealed record IncentiveMemberItself() : Rejection("incentive.member-itself", RejectionKind.Invalid, new(
    "The enterprise is not a member of its own group.", "企业本身不是其集团成员企业。"));

public sealed record IncentiveMemberOverlaps(DateOnly From) : Rejection("incentive.member-overlaps", RejectionKind.Conflict, new(
    $"The control from {From:yyyy-MM-dd} covers some of these days.", $"自 {From:yyyy-MM-dd} 起的控制关系与此期间重叠。"));

public sealed record IncentiveMemberOutside(string Member, DateOnly Day) : Rejection("incentive.member-not-in-group", RejectionKind.Invalid, new(
    $"'{Member}' was no member of the group on {Day:yyyy-MM-dd}, the date of the invoice.", $"“{Member}”在发票日 {Day:yyyy-MM-dd} 不是集团成员企业。"));

public sealed record IncentiveDueMissing() : Rejection("incentive.due-missing", RejectionKind.Conflict, new(
    "State the surcharges due first.", "请先填写应缴附加。"));

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
