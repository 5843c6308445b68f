using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record SubjectUnknown() : Rejection("secrecy.subject-unknown", RejectionKind.NotFound, new(
    "Your organisation has no such subject.", "贵单位没有此主体。"));

public sealed record AccessEndsInPast(DateTimeOffset Until) : Rejection("secrecy.access-ends-in-past", RejectionKind.Invalid, new(
    $"The access would end at {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which has passed.", $"授权截止时间 {Until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）已过。"));

public sealed record AccessTooLong() : Rejection("secrecy.access-too-long", RejectionKind.Invalid, new(
    $"Access is given for {ContributionLimits.AccessDays} days at most; give it again when it ends.",
    $"授权最长 {ContributionLimits.AccessDays} 天，到期可再次授权。"));

public sealed record FieldNotOfSubject() : Rejection("secrecy.field-not-of-subject", RejectionKind.Invalid, new(
    "The contribution has no such field under this subject's key.", "该投入没有由此主体密钥保护的此字段。"));

public sealed record NothingToRevoke() : Rejection("secrecy.nothing-to-revoke", RejectionKind.Conflict, new(
    "The reader has no access to this contribution by this subject's key.", "该阅读方对此投入没有可撤销的授权。"));

public sealed record KeyHoldExists(string Case) : Rejection("secrecy.hold-exists", RejectionKind.Conflict, new(
    $"A hold for case {Case} stands already, of another organisation or on another ground.", $"案件 {Case} 的保全已存在，由其他单位设置或依据不同。"));

public sealed record KeyHoldOfAnother(string Organisation) : Rejection("secrecy.hold-of-another", RejectionKind.Forbidden, new(
    $"Only {Organisation}, which placed the hold, can lift it.", $"只有设置保全的 {Organisation} 可以解除。"));

public sealed record KeyUnderHold(string Case, Text Ground) : Rejection("secrecy.under-legal-hold", RejectionKind.Conflict, new(
    $"The key must stay: case {Case}, {Ground.En}", $"密钥须保留：案件 {Case}，{Ground.Zh}"));

public sealed record AccessExpired(DateTimeOffset Until) : Rejection("secrecy.access-expired", RejectionKind.Forbidden, new(
    $"Your access ended at {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"您的授权已于 {Until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）到期。"));

public sealed record AccessTakenBack(DateTimeOffset At) : Rejection("secrecy.access-revoked", RejectionKind.Forbidden, new(
    $"The owner took your access back at {At.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"所有方已于 {At.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）撤回您的授权。"));

public sealed record SecretsUnknown() : Rejection("secrecy.unknown", RejectionKind.NotFound, new(
    "There is nothing here that you may open.", "此处没有您可以打开的内容。"));

public sealed record OpeningReasonMissing() : Rejection("secrecy.reason-missing", RejectionKind.Invalid, new(
    "Say why you read it: the reason is recorded.", "请说明阅读理由，理由将被记录。"));
