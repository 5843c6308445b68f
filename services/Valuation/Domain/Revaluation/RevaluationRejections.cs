using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record RevaluationIsClosed(DateOnly On) : Rejection("revaluation.closed", RejectionKind.Conflict, new(
    $"The contribution was over on {On:yyyy-MM-dd}; it is not valued anew.", $"该投入已于{On:yyyy-MM-dd}结束，不再重新评估。"));

public sealed record RevaluationInFuture(DateOnly On) : Rejection("revaluation.day-in-future", RejectionKind.Invalid, new(
    $"{On:yyyy-MM-dd} has not come.", $"{On:yyyy-MM-dd} 尚未到来。"));

public sealed record RevaluationBeforeStanding(DateOnly On, DateOnly Standing) : Rejection("revaluation.before-standing", RejectionKind.Invalid, new(
    $"{On:yyyy-MM-dd} lies before the valuation date {Standing:yyyy-MM-dd} of the standing value; who finds that one wrong challenges it.",
    $"{On:yyyy-MM-dd} 早于现行价值的评估基准日 {Standing:yyyy-MM-dd}；对现行价值有异议的应提出异议。"));

public sealed record NothingToAccept() : Rejection("revaluation.nothing-proposed", RejectionKind.Conflict, new(
    "No new value has been proposed.", "尚未提出新的价值。"));

public sealed record SeriesNotAgreed(string Series, string Agreed) : Rejection("revaluation.series-not-agreed", RejectionKind.Invalid, new(
    $"The agreement watches values of this kind by '{Agreed}', not by '{Series}'.", $"协议约定此类价值按“{Agreed}”而非“{Series}”调整。"));

public sealed record MethodTakesNoRoll(string Method) : Rejection("revaluation.method-carries-nothing-on", RejectionKind.Invalid, new(
    $"{Method} does not carry a value on: state its inputs.", $"{Method} 不滚动调整原价值，请填写其输入。"));

public sealed record MethodCarriesOn(string Method) : Rejection("revaluation.method-carries-on", RejectionKind.Invalid, new(
    $"{Method} carries the standing value on: it takes a series or a curve under 'roll', no other inputs.", $"{Method} 滚动调整现行价值：只在 roll 中填写指数或曲线，不另填输入。"));
