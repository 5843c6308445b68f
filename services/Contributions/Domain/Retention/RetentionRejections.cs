using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record HoldExists(string CaseId) : Rejection("hold.exists", RejectionKind.Conflict, new(
    $"A hold for case {CaseId} stands already, on other evidence or with another ground.", $"案件 {CaseId} 已有保全，且范围或理由不同。"));

public sealed record HoldUnknown(string CaseId) : Rejection("hold.unknown", RejectionKind.NotFound, new(
    $"There is no hold for case {CaseId} in this consortium.", $"该联合体中没有案件 {CaseId} 的保全。"));

public sealed record HoldScopeTwofold() : Rejection("hold.scope-twofold", RejectionKind.Invalid, new(
    "A hold covers a contribution or a file; place two for both.", "一项保全只能针对一项投入或一个文件，请分别设置。"));

public sealed record HoldTargetUnknown() : Rejection("hold.target-unknown", RejectionKind.Invalid, new(
    "The contribution or file to be held is not in this consortium.", "该联合体中没有要保全的投入或文件。"));

public sealed record HoldNotYours(string CaseId) : Rejection("hold.not-yours", RejectionKind.Forbidden, new(
    $"The regulator placed the hold for case {CaseId}; only a regulator can lift it.", $"案件 {CaseId} 的保全由监管方设置，只能由监管方解除。"));

public sealed record EvidenceHeld(string CaseId, Text Ground) : Rejection("erasure.held", RejectionKind.Conflict, new(
    $"The file is under legal hold for case {CaseId}: {Ground.En}", $"该文件因案件 {CaseId} 处于法律保全：{Ground.Zh}"));

public sealed record EvidenceRetained(EvidenceUse Use, RetentionPeriod Kept) : Rejection("erasure.retained", RejectionKind.Conflict, new(
    $"The file is kept until {Kept.Until:yyyy-MM-dd}: class '{Kept.Class}', {Kept.Years} years, {Use.What ?? "contribution"} {Use.Reference}.",
    $"该文件须保管至 {Kept.Until:yyyy-MM-dd}：类别“{Kept.Class}”，{Kept.Years} 年，{Use.What ?? "投入"} {Use.Reference}。"));

public sealed record RetainedForEver(EvidenceUse Use, string Class) : Rejection("erasure.retained-for-ever", RejectionKind.Conflict, new(
    $"The file is kept without end: class '{Class}', {Use.What ?? "contribution"} {Use.Reference}.",
    $"该文件永久保管：类别“{Class}”，{Use.What ?? "投入"} {Use.Reference}。"));

public sealed record RetentionUnstated(EvidenceUse Use) : Rejection("erasure.retention-unstated", RejectionKind.Conflict, new(
    $"Neither the agreement of {Use.What ?? "contribution"} {Use.Reference} nor its policy profile says how long this evidence is kept, so it stays.",
    $"{Use.What ?? "投入"} {Use.Reference} 所依据的协议及地区参数均未规定该凭证的保管期限，因此不予删除。"));

public sealed record ErasureAsked(string Sha256) : Rejection("erasure.requested", RejectionKind.Conflict, new(
    $"The erasure of {Sha256} has been asked for already and waits for its decision.", $"文件 {Sha256} 的删除申请已提交，正待决定。"));

public sealed record ErasureNotAsked(string Sha256) : Rejection("erasure.not-requested", RejectionKind.NotFound, new(
    $"Nobody has asked for the erasure of {Sha256}.", $"没有关于文件 {Sha256} 的删除申请。"));

public sealed record OwnErasure(string Organisation) : Rejection("erasure.own-request", RejectionKind.Forbidden, new(
    $"{Organisation} asked for the erasure and cannot decide on it.", $"{Organisation} 是删除申请方，不能自行决定。"));

public sealed record FileUnknown() : Rejection("evidence.unknown", RejectionKind.NotFound, new(
    "No file with this hash is stored in this consortium.", "该联合体中没有此哈希的文件。"));

public sealed record FileErased(DateTimeOffset At) : Rejection("evidence.erased", RejectionKind.Conflict, new(
    $"The file was erased on {At:yyyy-MM-dd}.", $"该文件已于 {At:yyyy-MM-dd} 删除。"));
