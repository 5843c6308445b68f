using Ledger.Rules;

namespace Ledger.Audit.Domain;

public sealed record FindingUnknown() : Rejection("finding.unknown", RejectionKind.NotFound, new(
    "There is no such finding.", "没有此项审计发现。"));

public sealed record FindingExists() : Rejection("finding.exists", RejectionKind.Conflict, new(
    "Another finding has this reference.", "该编号已有另一项审计发现。"));

public sealed record FindingOfOwn() : Rejection("finding.own-organisation", RejectionKind.Forbidden, new(
    "Nobody raises or judges a finding of the own organisation.", "不得对本组织提出或评判审计发现。"));

public sealed record FindingOfOthers() : Rejection("finding.other-organisation", RejectionKind.Forbidden, new(
    "This is for the organisation that the finding names.", "仅审计发现所列组织可执行此操作。"));

public sealed record FindingNotOpen(FindingState State) : Rejection("finding.not-open", RejectionKind.Conflict, new(
    $"The finding is {KebabCase.Name(State)}.", $"该审计发现处于 {KebabCase.Name(State)} 状态。"));

public sealed record FindingNotAnswered(FindingState State) : Rejection("finding.not-answered", RejectionKind.Conflict, new(
    $"There is no answer to judge: the finding is {KebabCase.Name(State)}.", $"没有待评判的答复：该审计发现处于 {KebabCase.Name(State)} 状态。"));

public sealed record FindingSamePerson() : Rejection("finding.same-person", RejectionKind.Forbidden, new(
    "Who raised a finding does not close it.", "提出人不得自行关闭审计发现。"));

public sealed record FindingDueOutOfRange() : Rejection("finding.due-out-of-range", RejectionKind.Invalid, new(
    $"The due day is today or later, within {AuditLimits.FindingDays} days.", $"答复期限须为今日或之后，且不超过 {AuditLimits.FindingDays} 天。"));

public sealed record FindingEvidenceUnknown(Guid Event) : Rejection("finding.evidence-unknown", RejectionKind.Invalid, new(
    $"The log of this consortium does not hold the event {Event}.", $"本联合体的日志中没有事件 {Event}。"));
