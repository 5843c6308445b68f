using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record IndicatorIdMalformed() : Rejection("indicator.id-malformed", RejectionKind.Invalid, new(
    "An id has 1 to 64 letters, digits and hyphens and starts with a letter or digit.", "标识为 1 至 64 个字母、数字或连字符，以字母或数字开头。"));

public sealed record IndicatorTextMalformed() : Rejection("indicator.text-malformed", RejectionKind.Invalid, new(
    $"A text has 1 to {AgreementLimits.Reason} characters.", $"文字为 1 至 {AgreementLimits.Reason} 个字符。"));

public sealed record IndicatorCatalogueMissing() : Rejection("indicator.catalogue-missing", RejectionKind.Conflict, new(
    "No catalogue is entered yet: take it from the official text.", "尚未录入指标目录：请依据正式文件录入。"));

public sealed record IndicatorUnknown(string Indicator) : Rejection("indicator.unknown", RejectionKind.NotFound, new(
    "The catalogue has no such indicator.", "指标目录中没有此指标。"));

public sealed record IndicatorStillLinked(string Indicator) : Rejection("indicator.still-linked", RejectionKind.Conflict, new(
    $"Evidence or a veto stands for '{Indicator}' as it is now; take it away first.", $"指标“{Indicator}”现有凭证或否决记录，请先移除。"));

public sealed record IndicatorEvidenceType(string Type) : Rejection("indicator.evidence-type", RejectionKind.Invalid, new(
    $"'{Type}' is no type of evidence of this indicator.", $"“{Type}”不是该指标的凭证类型。"));

public sealed record IndicatorHashMalformed() : Rejection("indicator.evidence-hash", RejectionKind.Invalid, new(
    "Evidence is named by its SHA-256: 64 lower-case hexadecimal digits.", "凭证以其 SHA-256 表示：64 位小写十六进制数。"));

public sealed record IndicatorYearOutOfRange() : Rejection("indicator.year-out-of-range", RejectionKind.Invalid, new(
    $"The year lies between {AgreementLimits.FirstYear} and {AgreementLimits.LastYear}.", $"年度须在 {AgreementLimits.FirstYear} 至 {AgreementLimits.LastYear} 之间。"));

public sealed record IndicatorFull(int Limit) : Rejection("indicator.full", RejectionKind.Conflict, new(
    $"At most {Limit} entries are kept.", $"最多保存 {Limit} 条。"));

public sealed record IndicatorReferenceTaken(string Reference) : Rejection("indicator.reference-taken", RejectionKind.Conflict, new(
    $"'{Reference}' is taken.", $"编号“{Reference}”已被使用。"));

public sealed record IndicatorLinkUnknown() : Rejection("indicator.link-unknown", RejectionKind.NotFound, new(
    "There is no such link.", "没有此凭证链接。"));

public sealed record IndicatorLinkForeign(string Party) : Rejection("indicator.link-foreign", RejectionKind.Forbidden, new(
    $"{Party} linked it; only {Party} takes it away.", $"该链接由 {Party} 添加，只能由其移除。"));

public sealed record IndicatorNotNegative() : Rejection("indicator.not-negative", RejectionKind.Conflict, new(
    "Only a negative indicator is a veto.", "只有否定性指标才构成否决。"));

public sealed record IndicatorVetoStands() : Rejection("indicator.veto-stands", RejectionKind.Conflict, new(
    "The veto stands already with another finding.", "该否决已记录且认定内容不同。"));

public sealed record IndicatorVetoUnknown() : Rejection("indicator.veto-unknown", RejectionKind.NotFound, new(
    "No such veto stands.", "没有此有效否决记录。"));
