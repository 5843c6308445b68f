using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record CertificationNotOwn(string Enterprise) : Rejection("certification.not-own", RejectionKind.Forbidden, new(
    $"Only {Enterprise} records what counts for its certification.", $"认证材料只能由 {Enterprise} 自行登记。"));

public sealed record CertificationOwnCancellation() : Rejection("certification.own-cancellation", RejectionKind.Forbidden, new(
    "Nobody takes back a cancellation of his own organisation.", "任何人不得撤销对本单位的取消记录。"));

public sealed record CertificationIdMalformed() : Rejection("certification.id-malformed", RejectionKind.Invalid, new(
    "An id has 1 to 64 letters, digits and hyphens and starts with a letter or digit.", "标识为 1 至 64 个字母、数字或连字符，以字母或数字开头。"));

public sealed record CertificationTextMalformed() : Rejection("certification.text-malformed", RejectionKind.Invalid, new(
    $"A text has 1 to {AgreementLimits.Reason} characters, a name in English and in Chinese.", $"文字为 1 至 {AgreementLimits.Reason} 个字符，名称须有中英文。"));

public sealed record CertificationNumberOutOfRange(int Low, int High) : Rejection("certification.number-out-of-range", RejectionKind.Invalid, new(
    $"The number lies between {Low} and {High}.", $"数值须在 {Low} 至 {High} 之间。"));

public sealed record CertificationListMalformed(int Limit) : Rejection("certification.list-malformed", RejectionKind.Invalid, new(
    $"The list has 1 to {Limit} entries, each id once.", $"列表须有 1 至 {Limit} 项，标识不得重复。"));

public sealed record CertificationRequirementMixed() : Rejection("certification.requirement-mixed", RejectionKind.Invalid, new(
    "A requirement asks either for a value (with kinds of contribution) or for a count (of one kind of record).",
    "每项要求或为价值（可限定投入类别），或为数量（一种记录），二者择一。"));

public sealed record CertificationFull(int Limit) : Rejection("certification.full", RejectionKind.Conflict, new(
    $"At most {Limit} entries of this kind are kept.", $"此类条目最多保存 {Limit} 条。"));

public sealed record CertificationEvidenceMissing() : Rejection("certification.evidence-missing", RejectionKind.Invalid, new(
    $"Without evidence nothing counts: name 1 to {AgreementLimits.Papers} files by their SHA-256 (64 lower-case hexadecimal digits).",
    $"没有凭证不予计入：请以 SHA-256（64 位小写十六进制数）列出 1 至 {AgreementLimits.Papers} 份文件。"));

public sealed record CertificationReferenceTaken(string Reference) : Rejection("certification.reference-taken", RejectionKind.Conflict, new(
    $"'{Reference}' is taken by other content.", $"编号“{Reference}”已用于其他内容。"));

public sealed record CertificationEntryUnknown() : Rejection("certification.entry-unknown", RejectionKind.NotFound, new(
    "There is no such standing entry.", "没有此有效条目。"));

public sealed record CertificationInFuture(DateOnly Day) : Rejection("certification.in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet.", $"{Day:yyyy-MM-dd} 尚未到来。"));

public sealed record CertificationPolicyMissing(DateOnly Day) : Rejection("certification.policy-missing", RejectionKind.Conflict, new(
    $"No certification policy is stated for {Day:yyyy-MM-dd}.", $"{Day:yyyy-MM-dd} 没有适用的认证政策参数。"));
