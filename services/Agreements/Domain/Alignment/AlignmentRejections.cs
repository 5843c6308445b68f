using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record HeadcountNotWhole(string Value) : Rejection("alignment.headcount-not-whole", RejectionKind.Invalid, new(
    $"{Value} is no whole number of people.", $"{Value} 不是整数人数。"));

public sealed record DataSourceMissing() : Rejection("alignment.source-missing", RejectionKind.Invalid, new(
    $"Data carry their source: the SHA-256 of a document in lower-case hex, a note of 1 to {AgreementLimits.Reason} characters in both languages, or both.",
    $"数据须注明来源：文件的 SHA-256（小写十六进制）、中英文说明（1 至 {AgreementLimits.Reason} 个字符），或两者兼有。"));

public sealed record AlignmentFull() : Rejection("alignment.full", RejectionKind.Conflict, new(
    $"The register of one region takes at most {AgreementLimits.AlignmentPeriods} periods.", $"一个地区最多登记 {AgreementLimits.AlignmentPeriods} 个期间。"));
