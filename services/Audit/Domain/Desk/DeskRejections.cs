using Ledger.Rules;

namespace Ledger.Audit.Domain;

public sealed record TextMalformed(int Length) : Rejection("desk.text-malformed", RejectionKind.Invalid, new(
    $"A text of 1 to {Length} characters without control characters is needed.", $"须为 1 至 {Length} 个字符且不含控制字符的文字。"));

public sealed record ListTooLong(int Most) : Rejection("desk.list-too-long", RejectionKind.Invalid, new(
    $"At most {Most} entries.", $"最多 {Most} 项。"));

public sealed record NamedTwice(string Name) : Rejection("desk.named-twice", RejectionKind.Invalid, new(
    $"{Name} is named twice.", $"{Name} 重复列出。"));

public sealed record DaysNotOrdered() : Rejection("days.not-ordered", RejectionKind.Invalid, new(
    "The last day is before the first.", "截止日早于起始日。"));

public sealed record GrantUnknown() : Rejection("grant.unknown", RejectionKind.NotFound, new(
    "There is no grant of this organisation for this case.", "该组织没有此案件的授权。"));

public sealed record GrantPending() : Rejection("grant.pending", RejectionKind.Conflict, new(
    "A proposal for this case and organisation waits for its second person.", "该案件与组织的授权提议正在等待第二人决定。"));

public sealed record GrantStands(DateTimeOffset Until) : Rejection("grant.stands", RejectionKind.Conflict, new(
    $"A grant for this case and organisation stands until {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; revoke it to propose another.",
    $"该案件与组织的授权有效至 {Until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）；如需另行提议请先撤销。"));

public sealed record GrantClosed(GrantState State) : Rejection("grant.closed", RejectionKind.Conflict, new(
    $"The grant is {KebabCase.Name(State)}.", $"该授权处于 {KebabCase.Name(State)} 状态。"));

public sealed record GrantSamePerson() : Rejection("grant.same-person", RejectionKind.Forbidden, new(
    "Who proposed a grant does not decide on it.", "提议人不得自行决定该授权。"));

public sealed record GrantToOneself() : Rejection("grant.own-organisation", RejectionKind.Forbidden, new(
    "Nobody proposes or issues a grant to the own organisation.", "不得向本组织提议或签发授权。"));

public sealed record GrantProposalOther() : Rejection("grant.other-proposal", RejectionKind.Conflict, new(
    "This is not the proposal that stands now; read it again.", "该提议并非当前提议，请重新读取。"));

public sealed record GrantTimeOutOfRange() : Rejection("grant.time-out-of-range", RejectionKind.Invalid, new(
    $"A grant ends in the future, after {AuditLimits.GrantDays} days at most.", $"授权须在将来终止，最长 {AuditLimits.GrantDays} 天。"));

public sealed record DeskRulesUnknown() : Rejection("desk-rules.unknown", RejectionKind.NotFound, new(
    "No rules of the desk wait for a second person.", "没有等待第二人确认的监管台规则。"));

public sealed record DeskRulesSamePerson() : Rejection("desk-rules.same-person", RejectionKind.Forbidden, new(
    "Who proposed the rules does not confirm them.", "提议人不得自行确认规则。"));

public sealed record DeskRulesOther() : Rejection("desk-rules.other-proposal", RejectionKind.Conflict, new(
    "These are not the rules that wait now; read them again.", "并非当前等待确认的规则，请重新读取。"));

public sealed record DelayOutOfRange(int Most) : Rejection("desk-rules.delay-out-of-range", RejectionKind.Invalid, new(
    $"The delay is 0 to {Most} days.", $"延迟须为 0 至 {Most} 天。"));
