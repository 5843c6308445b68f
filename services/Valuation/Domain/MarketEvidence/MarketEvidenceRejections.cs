using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record EvidenceUnknown() : Rejection("evidence.unknown", RejectionKind.NotFound, new(
    "There is no such market evidence in this consortium.", "该联合体中没有此市场凭证。"));

public sealed record EvidenceExists(string Reference) : Rejection("evidence.exists", RejectionKind.Conflict, new(
    $"'{Reference}' stands in the register with other particulars. Evidence is never edited: withdraw it and enter a new item.",
    $"登记簿中已有“{Reference}”，且内容不同。凭证不得修改：请撤回后另行登记。"));

public sealed record EvidenceAlreadyWithdrawn(string Reference) : Rejection("evidence.withdrawn-otherwise", RejectionKind.Conflict, new(
    $"'{Reference}' was withdrawn for another reason.", $"“{Reference}”已以其他理由撤回。"));

public sealed record EvidenceOfAnother(string Organisation) : Rejection("evidence.of-another", RejectionKind.Forbidden, new(
    $"{Organisation} entered it: only a valuer or a person of {Organisation} withdraws it.", $"该凭证由 {Organisation} 登记，只有评估人员或该组织人员可撤回。"));

public sealed record ReplacementUnknown(string Reference) : Rejection("evidence.replacement-unknown", RejectionKind.Invalid, new(
    $"No other usable item of the register has the reference '{Shorten(Reference)}'.", $"登记簿中没有另一份可用的“{Shorten(Reference)}”。"))
{
    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}

public sealed record EvidenceInFuture(DateOnly Day) : Rejection("evidence.in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet.", $"{Day:yyyy-MM-dd} 尚未到来。"));

public sealed record DocumentHashMalformed() : Rejection("evidence.hash-malformed", RejectionKind.Invalid, new(
    "The hash of the document is its SHA-256 in 64 lower-case hexadecimal digits.", "文件哈希为 64 位小写十六进制的 SHA-256。"));

public sealed record TaxUnstated() : Rejection("evidence.tax-unstated", RejectionKind.Invalid, new(
    "Whether tax is in the price must be known: excluded or included.", "须说明价格是否含税：不含或含。"));

public sealed record SourceClassMismatch(EvidenceKind Evidence, EvidenceSource Source) : Rejection(
    "evidence.source-class-mismatch", RejectionKind.Invalid, new(
    $"A {KebabCase.Name(Evidence)} is not of the source class {KebabCase.Name(Source)}.",
    $"{KebabCase.Name(Evidence)} 类凭证的来源类别不可为 {KebabCase.Name(Source)}。"));

public sealed record EvidenceOfOwnSupply(string Organisation) : Rejection("evidence.own-supply", RejectionKind.Invalid, new(
    $"What {Organisation} offers itself is of the source class 'contributor' or is declared as one between related parties.",
    $"{Organisation} 自行提供的凭证，来源类别须为 contributor，或申报为关联方凭证。"));

public sealed record DetailsOfAnotherKind(EvidenceKind Evidence, EvidenceKind Given) : Rejection(
    "evidence.details-of-another-kind", RejectionKind.Invalid, new(
    $"These are particulars of a {KebabCase.Name(Given)}, not of a {KebabCase.Name(Evidence)}.",
    $"此为 {KebabCase.Name(Given)} 的内容，而非 {KebabCase.Name(Evidence)}。"));

public sealed record CapacityWithoutUnit() : Rejection("evidence.capacity-without-unit", RejectionKind.Invalid, new(
    "A capacity and its unit are given together.", "产能与其单位须同时给出。"));

public sealed record ImportRefused(int Errors, LineError First) : Rejection("evidence.import-refused", RejectionKind.Invalid, new(
    $"{Errors} lines are refused and nothing was imported. Line {First.Line}: {First.Message.En}",
    $"{Errors} 行不合要求，未导入任何内容。第 {First.Line} 行：{First.Message.Zh}"));
