using Ledger.Rules;

namespace Ledger.Risks.Domain;

public sealed record NoticeLate(DateOnly LastDay, int Days) : Rejection("risk.notice-late", RejectionKind.Conflict, new(
    $"Notice was due by {LastDay:yyyy-MM-dd}; it comes {Days} days late, and the agreement shares no loss told late.",
    $"应于 {LastDay:yyyy-MM-dd} 前通知，现已逾期 {Days} 天，协议不分担逾期通知的损失。"));

public sealed record RiskNotRegistered(string Risk, string Category) : Rejection("risk.not-registered", RejectionKind.Invalid, new(
    $"The register holds no risk {Risk} of category '{Category}' under this agreement.", $"风险登记册中没有该协议下“{Category}”类的风险 {Risk}。"));

public sealed record StudentsBear(string Party) : Rejection("risk.students-bear-nothing", RejectionKind.Invalid, new(
    $"{Party} stands for students: no shared loss is put on them.", $"{Party} 代表学生，不得将共担损失计于学生。"));

public sealed record EvidenceIncomplete(IReadOnlyList<string> Missing) : Rejection("risk.evidence-missing", RejectionKind.Conflict, new(
    $"Evidence is missing before the loss can be measured: {string.Join(", ", Missing)}.", $"计损前尚缺凭证：{string.Join("、", Missing)}。"));

public sealed record EvidenceItemUnknown(string Item, IEnumerable<string> Known) : Rejection("risk.evidence-unknown", RejectionKind.Invalid, new(
    $"The agreement asks for no evidence '{Item}' here; it asks for {string.Join(", ", Known)}.", $"协议未要求凭证“{Item}”；要求的有：{string.Join("、", Known)}。"));

public sealed record EvidenceHashMalformed() : Rejection("risk.evidence-hash", RejectionKind.Invalid, new(
    "The hash of a document is its SHA-256: 64 digits 0-9 and a-f.", "凭证哈希应为 SHA-256：64 位 0-9、a-f。"));

public sealed record CountedByPlatform(string Member) : Rejection("risk.counted-by-platform", RejectionKind.Invalid, new(
    $"The platform adds '{Member}' from other events itself: leave it out.", $"“{Member}”由平台按其他事件自动填入，请勿填写。"));

public sealed record PeriodMissing() : Rejection("risk.period-missing", RejectionKind.Invalid, new(
    "An interruption is measured with its indemnity period, so that no other event covers the same days.", "营业中断须给出赔偿期，以免与其他事件重复计算。"));

public sealed record LogMissing(string Other, DateOnly Day) : Rejection("risk.log-missing", RejectionKind.Conflict, new(
    $"{Other} of the same sufferer on {Day:yyyy-MM-dd} is measured too: both need the machines' logs to be told apart.",
    $"同一受损方 {Day:yyyy-MM-dd} 的事件 {Other} 已计量：两者均须提供机台日志以资区分。"));

public sealed record PolicyUnknown(string Policy) : Rejection("risk.policy-unknown", RejectionKind.Invalid, new(
    $"'{Policy}' is no insurance of a sufferer that covers this category.", $"“{Policy}”不是承保此类风险的受损方保险。"));

public sealed record InsuranceNotDeducted(string Policy) : Rejection("risk.insurance-not-deducted", RejectionKind.Invalid, new(
    $"'{Policy}' is said to have paid, but the inputs deduct no insurance.", $"已称保险“{Policy}”赔付，但计损未扣除保险赔款。"));

public sealed record FaultPartyUnknown(string Party) : Rejection("risk.fault-party", RejectionKind.Invalid, new(
    $"'{Party}' cannot be at fault here: it is no party of the agreement, or stands for students.", $"“{Party}”不是协议成员或代表学生，不能列为过错方。"));
