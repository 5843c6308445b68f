using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record DisclosureUnknown() : Rejection("disclosure.unknown", RejectionKind.NotFound, new(
    "There is no such request that concerns you.", "没有与您有关的此项申请。"));

public sealed record DisclosureExists() : Rejection("disclosure.exists", RejectionKind.Conflict, new(
    "A request with this reference asks for something else. Give the new one a reference of its own.", "该编号的申请内容不同，请为新的申请另取编号。"));

public sealed record DisclosureOfOwn() : Rejection("disclosure.own", RejectionKind.Conflict, new(
    "It belongs to your organisation, which can open it without a request.", "该内容属于贵单位，无需申请即可打开。"));

public sealed record DisclosureOfTwo(string Owner) : Rejection("disclosure.two-owners", RejectionKind.Invalid, new(
    $"This field is not {Owner}'s, whom the request asks. Ask each owner by a request of its own.", $"该字段不属于本申请所向的 {Owner}；请分别向各所有方申请。"));

public sealed record FieldNotHidden() : Rejection("disclosure.field-not-hidden", RejectionKind.Invalid, new(
    "The contribution hides no such field.", "该投入没有隐藏此字段。"));

public sealed record DisclosureClosed(DisclosureState State) : Rejection("disclosure.closed", RejectionKind.Conflict, new(
    $"The request is {KebabCase.Name(State)} already.", $"该申请已处于 {KebabCase.Name(State)} 状态。"));

public sealed record ObjectedAlready() : Rejection("disclosure.objected", RejectionKind.Conflict, new(
    "The owner objected already, for another reason.", "所有方已以其他理由提出异议。"));

public sealed record DeadlinePassed(DateTimeOffset Deadline) : Rejection("disclosure.deadline-passed", RejectionKind.Conflict, new(
    $"The owner could object until {Deadline.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"所有方提出异议的期限为 {Deadline.UtcDateTime:yyyy-MM-dd HH:mm}（UTC），已过。"));

public sealed record OwnerNotHeard(DateTimeOffset Deadline) : Rejection("disclosure.owner-not-heard", RejectionKind.Conflict, new(
    $"The owner has until {Deadline.UtcDateTime:yyyy-MM-dd HH:mm} UTC to answer; custodians decide after that or after an objection.",
    $"所有方可在 {Deadline.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）前答复；此后或其提出异议后由托管人决定。"));

public sealed record CustodianIsRequester() : Rejection("disclosure.custodian-is-requester", RejectionKind.Forbidden, new(
    "Who asks does not release: neither the person nor its organisation.", "申请人及其单位不能自行放行。"));

public sealed record CustodianDecided() : Rejection("disclosure.custodian-decided", RejectionKind.Conflict, new(
    "This custodian decided otherwise already.", "该托管人已作出不同决定。"));

public sealed record NoCustodians() : Rejection("disclosure.no-custodians", RejectionKind.Conflict, new(
    "The key is not in the custody of those in office.", "该密钥不在现任托管人保管之下。"));

public sealed record PiecesIncomplete() : Rejection("disclosure.pieces-incomplete", RejectionKind.Invalid, new(
    "Send every piece of your capsules, each once: key, pair and the 32 bytes in base64.", "请提交您全部的密钥片段，每个一次：key、pair 及 32 字节的 base64。"));

public sealed record PieceWrong() : Rejection("disclosure.piece-wrong", RejectionKind.Invalid, new(
    "This is not what the capsule holds: it was opened with another key.", "该片段与封装内容不符：使用了其他密钥开启。"));

public sealed record NotReleased(DisclosureState State) : Rejection("disclosure.not-released", RejectionKind.Conflict, new(
    $"The request is {KebabCase.Name(State)}, not released.", $"该申请处于 {KebabCase.Name(State)} 状态，尚未放行。"));

public sealed record DisclosureExpired(DateTimeOffset Until) : Rejection("disclosure.expired", RejectionKind.Forbidden, new(
    $"It could be opened until {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"开启期限为 {Until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC），已过。"));
