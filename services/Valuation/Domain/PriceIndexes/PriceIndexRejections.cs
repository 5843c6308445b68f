using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record SeriesUnknown() : Rejection("index.unknown", RejectionKind.NotFound, new(
    "There is no such index series in this consortium.", "该联合体中没有此指数。"));

public sealed record SeriesExists(string Series) : Rejection("index.exists", RejectionKind.Conflict, new(
    $"The series '{Series}' stands in the register with other particulars.", $"登记簿中已有指数“{Series}”，且内容不同。"));

public sealed record PublishedInFuture(DateOnly Day) : Rejection("index.published-in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet.", $"{Day:yyyy-MM-dd} 尚未到来。"));

public sealed record PublishedBeforeLast(DateOnly Day, DateOnly Last) : Rejection("index.published-before-last", RejectionKind.Conflict, new(
    $"A vintage of {Last:yyyy-MM-dd} stands already; one of {Day:yyyy-MM-dd} would change what was known in between.",
    $"已有 {Last:yyyy-MM-dd} 公布的版本；补登 {Day:yyyy-MM-dd} 的版本会改变其间的已知情况。"));

public sealed record IndexNotPublished(string Series, DateOnly Day) : Rejection("index.not-published", RejectionKind.Invalid, new(
    $"Nothing of the series '{Series}' was published by {Day:yyyy-MM-dd}.", $"截至 {Day:yyyy-MM-dd}，指数“{Series}”尚无公布数据。"));

public sealed record IndexKnownInFuture(DateOnly Day) : Rejection("index.known-in-future", RejectionKind.Invalid, new(
    $"What will be known on {Day:yyyy-MM-dd} is not known yet.", $"{Day:yyyy-MM-dd} 所知情况目前尚不可知。"));
