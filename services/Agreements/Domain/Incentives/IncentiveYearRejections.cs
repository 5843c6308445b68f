using Ledger.Rules;

namespace Ledger.Agreements.Domain;

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

public sealed record IncentiveCarryNotFirst() : Rejection("incentive.carry-not-first", RejectionKind.Invalid, new(
    "Only the first year of a file brings a carry of its own; every other takes that of the year before.", "只有台账首年可填写期初留抵额，其后各年度承接上一年度。"));

public sealed record IncentiveListingOverlaps(DateOnly From) : Rejection("incentive.listing-overlaps", RejectionKind.Conflict, new(
    $"The listing from {From:yyyy-MM-dd} touches the same year.", $"自 {From:yyyy-MM-dd} 起的入库记录涉及同一年度。"));

public sealed record IncentiveMemberItself() : Rejection("incentive.member-itself", RejectionKind.Invalid, new(
    "The enterprise is not a member of its own group.", "企业本身不是其集团成员企业。"));

public sealed record IncentiveMemberOverlaps(DateOnly From) : Rejection("incentive.member-overlaps", RejectionKind.Conflict, new(
    $"The control from {From:yyyy-MM-dd} covers some of these days.", $"自 {From:yyyy-MM-dd} 起的控制关系与此期间重叠。"));

public sealed record IncentiveDueMissing() : Rejection("incentive.due-missing", RejectionKind.Conflict, new(
    "State the surcharges due first.", "请先填写应缴附加。"));
