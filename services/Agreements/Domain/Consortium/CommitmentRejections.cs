using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record NoticeInFuture(DateOnly Day) : Rejection("default.notice-in-future", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come yet: what will be missing then is not known.", $"{Day:yyyy-MM-dd} 尚未到来，届时是否欠缺尚不可知。"));

public sealed record CommitmentUnknown(string Commitment, DateOnly Due) : Rejection("default.commitment-unknown", RejectionKind.NotFound, new(
    $"The agreement in force that day has no instalment of '{Commitment}' due on {Due:yyyy-MM-dd}.",
    $"当日有效的协议中，承诺“{Commitment}”没有 {Due:yyyy-MM-dd} 到期的分期。"));

public sealed record CommitmentOfAnother(string Commitment, string Party) : Rejection("default.commitment-of-another", RejectionKind.Invalid, new(
    $"'{Commitment}' was promised by {Party}.", $"承诺“{Commitment}”由 {Party} 作出。"));

public sealed record NotOverdue(string Commitment, DateOnly Due, DateOnly? NoticeFrom) : Rejection("default.not-overdue", RejectionKind.Conflict, new(
    NoticeFrom is { } from
        ? $"The instalment of '{Commitment}' due on {Due:yyyy-MM-dd} gives ground for a notice from {from:yyyy-MM-dd}, if it is missing then."
        : $"The agreement knows no default notice for '{Commitment}'.",
    NoticeFrom is { } day
        ? $"承诺“{Commitment}”于 {Due:yyyy-MM-dd} 到期的分期，自 {day:yyyy-MM-dd} 起仍欠缺的方可通知违约。"
        : $"协议未就承诺“{Commitment}”约定违约通知。"));

public sealed record CureDaysAgreed(int Days, int Agreed) : Rejection("default.cure-days-agreed", RejectionKind.Conflict, new(
    $"The agreement gives {Agreed} days from the notice to cure, not {Days}.", $"协议约定自通知起 {Agreed} 天内补救，而非 {Days} 天。"));

public sealed record NoticedAlready(int No) : Rejection("default.noticed-already", RejectionKind.Conflict, new(
    $"The default no. {No} is about the same instalment and still open.", $"第 {No} 号违约涉及同一分期且尚未了结。"));

public sealed record NotDelivered(string Commitment, Money Missing) : Rejection("default.not-delivered", RejectionKind.Conflict, new(
    $"Of '{Commitment}', {Missing} are still missing on that day: the default is not cured.", $"承诺“{Commitment}”当日仍欠 {Missing}，违约尚未补救。"));

public sealed record RemedyNotAgreed(Remedy Remedy, IReadOnlyList<Remedy> Agreed) : Rejection("default.remedy-not-agreed", RejectionKind.Conflict, new(
    $"'{KebabCase.Name(Remedy)}' is not among the remedies of the agreement: {string.Join(", ", Agreed.Select(KebabCase.Name))}.",
    $"“{KebabCase.Name(Remedy)}”不在协议约定的处置措施之列：{string.Join("、", Agreed.Select(KebabCase.Name))}。"));
