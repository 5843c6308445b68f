using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record MethodTakesNoRegister(string Method, int Number) : Rejection("evidence.method-takes-none", RejectionKind.Invalid, new(
    $"{Method} version {Number} takes no evidence of the register; state its inputs.", $"{Method} 第 {Number} 版不从登记簿取凭证，请填写其输入。"));

public sealed record MethodTakesNoIndex(string Method) : Rejection("evidence.method-takes-no-index", RejectionKind.Invalid, new(
    $"{Method} uses no price index.", $"{Method} 不使用价格指数。"));

public sealed record MethodTakesNoGrid(string Method) : Rejection("evidence.method-takes-no-grid", RejectionKind.Invalid, new(
    $"{Method} has no adjustment grid: no factors and no weights.", $"{Method} 没有修正系数表，不得填写系数或权重。"));

public sealed record WrongRateUnit(string Reference, string? Per, string? Needed) : Rejection("evidence.wrong-unit", RejectionKind.Invalid, new(
    $"{Reference} is {Of(Per, "the price of a thing", "a rate per ")}; needed is {Of(Needed, "the price of a thing", "a rate per ")}.",
    $"{Reference} 为{Of(Per, "整件价格", "单价，单位 ")}，此处需要{Of(Needed, "整件价格", "单价，单位 ")}。"))
{
    private static string Of(string? per, string thing, string rate) => per is null ? thing : rate + per;
}

public sealed record RelatedPartyCounts(string Reference) : Rejection("evidence.related-party", RejectionKind.Invalid, new(
    $"{Reference} is a price between related parties; it cannot count.", $"{Reference} 为关联方价格，不得计入。"));

public sealed record OneSource(string Source) : Rejection("evidence.one-source", RejectionKind.Invalid, new(
    $"All evidence comes from one source ({Source}).", $"全部凭证来自同一来源（{Source}）。"));

public sealed record AttributeMissing(GridFactorKind Factor, string? Reference) : Rejection("evidence.attribute-missing", RejectionKind.Invalid, new(
    $"The {KebabCase.Name(Factor)} of {Reference ?? "the thing valued"} is not stated.",
    $"未填写{(Reference is null ? "标的" : Reference)}的 {KebabCase.Name(Factor)}。"));

public sealed record AlternativeUnknown(int Number) : Rejection("appraisal.alternative-unknown", RejectionKind.Invalid, new(
    $"This appraisal has no alternative number {Number}.", $"该评估没有第 {Number} 个备选测算。"));

public sealed record MethodUnknown(string Method) : Rejection("appraisal.method-unknown", RejectionKind.Invalid, new(
    $"There is no valuation method '{(Method.Length <= 60 ? Method : Method[..57] + "...")}'.", $"没有估值方法“{(Method.Length <= 60 ? Method : Method[..57] + "...")}”。"));
