using Ledger.Rules;

namespace Ledger.Risks.Domain;

public sealed record RiskEventUnknown() : Rejection("risk.unknown", RejectionKind.NotFound, new(
    "There is no such risk event in this consortium.", "该联合体中没有此风险事件。"));

public sealed record RiskEventExists(string Reference) : Rejection("risk.exists", RejectionKind.Conflict, new(
    $"A risk event {Reference} is reported with other particulars. Give the new one a reference of its own.",
    $"编号 {Reference} 的风险事件已上报且内容不同，请为新的事件另取编号。"));

public sealed record RiskAgreementNotActive(string AgreementId, DateOnly Day) : Rejection(
    "risk.agreement-not-active", RejectionKind.Conflict, new(
    $"No version of agreement {AgreementId} signed by every party is in force on {Day:yyyy-MM-dd}.",
    $"协议 {AgreementId} 在 {Day:yyyy-MM-dd} 没有经全体成员签署的生效版本。"));

public sealed record CategoryNotAgreed(string Category, IEnumerable<string> Agreed) : Rejection(
    "risk.category-not-agreed", RejectionKind.Invalid, new(
    $"The agreement shares no risks of category '{Category}'; it shares {string.Join(", ", Agreed)}.",
    $"协议不分担“{Category}”类风险；可分担：{string.Join("、", Agreed)}。"));

public sealed record ReporterNotParty(string Organisation) : Rejection("risk.reporter-not-party", RejectionKind.Forbidden, new(
    $"{Organisation} is not a party of this agreement.", $"{Organisation} 不是该协议的成员。"));

public sealed record OccurredInFuture(DateOnly Day) : Rejection("risk.occurred-in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet: a risk event is reported once it has struck.",
    $"{Day:yyyy-MM-dd} 尚未到来，风险事件须在发生后上报。"));

public sealed record BeforeAccession(string Party, DateOnly Day) : Rejection("risk.before-accession", RejectionKind.Invalid, new(
    $"{Party} had not acceded to the agreement on {Day:yyyy-MM-dd}: a loss before that is not shared.",
    $"{Party} 在 {Day:yyyy-MM-dd} 尚未加入协议，此前的损失不予分担。"));

public sealed record MethodNotAgreed(string Method, string Agreed) : Rejection("risk.method-not-agreed", RejectionKind.Invalid, new(
    $"The agreement measures this category by {Agreed}, not by '{Method}'.",
    $"协议规定此类风险按 {Agreed} 计损，不可用“{Method}”。"));

public sealed record MethodVersionUnknown(string Method, int? Version) : Rejection("method.unknown", RejectionKind.Invalid, new(
    $"There is no version {Version} of method {Method}.", $"方法 {Method} 没有第 {Version} 版。"));

public sealed record NotMeasured() : Rejection("risk.not-measured", RejectionKind.Conflict, new(
    "The loss has not been measured yet.", "该损失尚未计量。"));

public sealed record MeasurementChanged() : Rejection("risk.measurement-changed", RejectionKind.Conflict, new(
    "The hash is not that of the measurement that stands: read it again before deciding.",
    "哈希与当前计量结果不符，请重新阅读后再决定。"));

public sealed record AlreadyAllocated() : Rejection("risk.already-allocated", RejectionKind.Conflict, new(
    "The loss is allocated; its measurement is closed.", "该损失已分担，计量已关闭。"));

public sealed record MakerAllocates(string Person) : Rejection("risk.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} reported or measured it and cannot decide who bears it.", $"{Person} 是上报人或计量人，不能审批分担。"));

public sealed record OwnLoss(string Organisation) : Rejection("risk.own", RejectionKind.Forbidden, new(
    $"{Organisation} suffered this loss and cannot decide who bears it.", $"{Organisation} 是受损方，不能审批分担。"));
