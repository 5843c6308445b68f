using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record EntryUnknown() : Rejection("journal.entry-unknown", RejectionKind.NotFound, new(
    "There is no such entry in this consortium.", "该联合体中没有此分录。"));

public sealed record EntryExists(string Reference) : Rejection("journal.entry-exists", RejectionKind.Conflict, new(
    $"An entry {Reference} exists with other particulars.", $"已有编号 {Reference} 的分录且内容不同。"));

public sealed record EntryUnbalanced(Money Debits, Money Credits) : Rejection("journal.unbalanced", RejectionKind.Invalid, new(
    $"Debits are {Debits}, credits {Credits}: they must be equal.", $"借方 {Debits}，贷方 {Credits}：借贷必须相等。"));

public sealed record TooFewLines() : Rejection("journal.too-few-lines", RejectionKind.Invalid, new(
    "An entry has at least two lines.", "分录至少应有两行。"));

public sealed record BooksMixed() : Rejection("journal.books-mixed", RejectionKind.Invalid, new(
    "An entry stays in one book: money and values in kind never stand side by side.", "分录只能在同一账簿内：货币与实物价值不得混记。"));

public sealed record AccountUnknown(string Code) : Rejection("journal.account-unknown", RejectionKind.Invalid, new(
    $"There is no account '{(Code.Length <= 80 ? Code : Code[..77] + "...")}' in the chart of this agreement.",
    $"该协议的科目表中没有科目“{(Code.Length <= 80 ? Code : Code[..77] + "...")}”。"));

public sealed record BooksClosed(DateOnly On, DateOnly UpTo) : Rejection("journal.period-closed", RejectionKind.Conflict, new(
    $"The books are closed up to {UpTo:yyyy-MM-dd}; {On:yyyy-MM-dd} cannot be booked any more. Book it on an open day.",
    $"账簿已结账至 {UpTo:yyyy-MM-dd}，{On:yyyy-MM-dd} 不能再入账，请记入未结账的日期。"));

public sealed record Overdrawn(string Code, Money Available) : Rejection("journal.overdrawn", RejectionKind.Conflict, new(
    $"The account {Code} has {Available} left, what waits to be posted included.", $"科目 {Code} 可用余额为 {Available}（已计入待记账金额）。"));

public sealed record EntryIsPosted() : Rejection("journal.posted", RejectionKind.Conflict, new(
    "The entry is posted: take it back by a reversal.", "分录已记账，只能通过冲销更正。"));

public sealed record EntryIsVoid() : Rejection("journal.voided", RejectionKind.Conflict, new(
    "The entry was voided.", "分录已作废。"));

public sealed record EntryExpired(DateTimeOffset At) : Rejection("journal.pending-expired", RejectionKind.Conflict, new(
    $"The entry had to be posted before {At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z and is void.", $"分录须在 {At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z 前记账，现已失效。"));

public sealed record EntryNotPosted() : Rejection("journal.not-posted", RejectionKind.Conflict, new(
    "The entry is not posted; there is nothing to take back.", "分录尚未记账，无可冲销。"));

public sealed record MakerPosts(string Person) : Rejection("journal.maker-posts", RejectionKind.Forbidden, new(
    $"{Person} made this entry; somebody else posts it.", $"{Person} 是该分录的经办人，须由他人记账。"));

public sealed record NotVoidable() : Rejection("journal.not-own", RejectionKind.Forbidden, new(
    "Only who made the entry or an approver voids it.", "只有经办人或复核人可以作废分录。"));

public sealed record ReversalOfReversal() : Rejection("journal.reversal-of-reversal", RejectionKind.Conflict, new(
    "The entry takes another back; a reversal is not reversed. Book anew what should stand.", "该分录本身是冲销分录，不能再冲销；请重新记账。"));

public sealed record EntryReversed() : Rejection("journal.already-reversed", RejectionKind.Conflict, new(
    "The entry was taken back already.", "该分录已被冲销。"));

public sealed record NotReversible(EntryKind Booked) : Rejection("journal.not-reversible", RejectionKind.Conflict, new(
    $"An entry of kind '{KebabCase.Name(Booked)}' is not taken back by hand: settlements are corrected by adjustments, values by their services.",
    $"“{KebabCase.Name(Booked)}”类分录不能手工冲销：结算通过调整更正，价值由相应服务更正。"));

public sealed record NotManualAccount(string Code) : Rejection("journal.not-manual", RejectionKind.Invalid, new(
    $"The account {Code} is kept by settlements and values; nobody books on it by hand.", $"科目 {Code} 由结算和认定价值自动记账，不能手工记账。"));

public sealed record JournalAgreementUnknown(string AgreementId, DateOnly On) : Rejection("journal.agreement-not-active", RejectionKind.Conflict, new(
    $"No version of agreement {AgreementId} is in force on {On:yyyy-MM-dd}.", $"协议 {AgreementId} 在 {On:yyyy-MM-dd} 没有生效版本。"));

public sealed record CloseNotAfter(DateOnly UpTo) : Rejection("journal.closed-already", RejectionKind.Conflict, new(
    $"The books are closed up to {UpTo:yyyy-MM-dd}; what is closed stays closed.", $"账簿已结账至 {UpTo:yyyy-MM-dd}，已结账期间不再重开。"));

public sealed record CloseWithOpenPool(string Reference) : Rejection("journal.pool-open", RejectionKind.Conflict, new(
    $"Pool {Reference} of this period is not settled; its settlement belongs into these books.", $"期间内的收益池 {Reference} 尚未结算，其结算应计入该期账簿。"));

public sealed record CloseWithPending(string Reference) : Rejection("journal.pending-open", RejectionKind.Conflict, new(
    $"The entry {Reference} of this period waits to be posted; post or void it first.", $"期间内的分录 {Reference} 待记账，请先记账或作废。"));

public sealed record CloseNotOver(DateOnly UpTo) : Rejection("journal.period-not-over", RejectionKind.Invalid, new(
    $"{UpTo:yyyy-MM-dd} is not over yet.", $"{UpTo:yyyy-MM-dd} 尚未结束。"));

public sealed record PendingTooLong(int Days) : Rejection("journal.pending-too-long", RejectionKind.Invalid, new(
    $"An entry waits at least a moment and at most {Days} days.", $"分录待记账时间须大于零且不超过 {Days} 天。"));
