using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record PersonMalformed() : Rejection("panel.person-malformed", RejectionKind.Invalid, new(
    $"A person is 1 to {RuleLimits.PersonId} visible ASCII characters without '|' and '/'.",
    $"人员标识须为 1 至 {RuleLimits.PersonId} 个可见 ASCII 字符，且不含“|”和“/”。"));

public sealed record OrganisationMalformed() : Rejection("panel.organisation-malformed", RejectionKind.Invalid, new(
    "An organisation is an identifier: letters, digits and hyphens.", "组织标识只可用字母、数字和连字符。"));

public sealed record OwnPanelEntry() : Rejection("panel.own-entry", RejectionKind.Forbidden, new(
    "Nobody decides on his own place, qualifications or ties on the panel.", "任何人不得决定自己在名册上的资格、去留或关联关系。"));

public sealed record AppraiserKnown(string Person) : Rejection("panel.appraiser-known", RejectionKind.Conflict, new(
    $"{Person} is on the panel already, otherwise than stated.", $"{Person} 已在名册上，且内容不同。"));

public sealed record AppraiserUnknown(string Person) : Rejection("panel.appraiser-unknown", RejectionKind.NotFound, new(
    $"{Person} is not on the panel.", $"{Person} 不在名册上。"))
{
    internal static AppraiserUnknown Of(string person) => new(person.Length <= RuleLimits.PersonId ? person : "...");
}

public sealed record AppraiserIsRemoved(string Person) : Rejection("panel.removed", RejectionKind.Conflict, new(
    $"{Person} was removed from the panel for good.", $"{Person} 已从名册中除名。"));

public sealed record QualificationMissing() : Rejection("panel.qualification-missing", RejectionKind.Invalid, new(
    $"State 1 to {ValuationLimits.Qualifications} qualifications, each with a method.", $"须列明 1 至 {ValuationLimits.Qualifications} 项资格，每项至少一种方法。"));

public sealed record QualificationMethodUnknown(string Method) : Rejection("panel.method-unknown", RejectionKind.Invalid, new(
    $"'{Method}' is no valuation method.", $"“{Method}”不是评估方法。"));

public sealed record PanelFull(int Limit) : Rejection("panel.full", RejectionKind.Conflict, new(
    $"The panel holds no more than {Limit} of these.", $"名册此类记录已达上限 {Limit} 条。"));

public sealed record PanelDaysNotOrdered(DateOnly From, DateOnly To) : Rejection("days.not-ordered", RejectionKind.Invalid, new(
    $"The last day {To:yyyy-MM-dd} lies before the first day {From:yyyy-MM-dd}.", $"截止日 {To:yyyy-MM-dd} 早于起始日 {From:yyyy-MM-dd}。"));

public sealed record ReasonMissing() : Rejection("reason.missing", RejectionKind.Invalid, new(
    $"State the reason in 1 to {ValuationLimits.Reason} characters.", $"须写明理由，1 至 {ValuationLimits.Reason} 个字符。"));

public sealed record EvidenceHashMalformed() : Rejection("tie.evidence-malformed", RejectionKind.Invalid, new(
    "The evidence is named by its SHA-256: 64 lower-case hex digits.", "凭证须以 SHA-256 标明：64 位小写十六进制数字。"));

public sealed record TieShareMissing() : Rejection("tie.share-missing", RejectionKind.Invalid, new(
    "Ownership and income need a share above 0 and at most 1; other ties have none.", "持股和收入须填写大于 0 且不超过 1 的比例，其他关系不填。"));

public sealed record TieUnknown(int No) : Rejection("tie.unknown", RejectionKind.NotFound, new(
    $"There is no tie {No} on the panel.", $"名册上没有第 {No} 号关联关系。"));

public sealed record TieClosed(int No) : Rejection("tie.closed", RejectionKind.Conflict, new(
    $"Tie {No} has its last day already, or was withdrawn.", $"第 {No} 号关联关系已终止或撤回。"));
