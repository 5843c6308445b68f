using Ledger.Rules;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>A request that does not reach a decision; turned into problem details by the exception handler.</summary>
public sealed class RequestRefusedException(Problem problem) : Exception($"{problem.Code}: {problem.Message.En}")
{
    public Problem Problem { get; } = problem;
}

/// <summary>The frame's own problems, each with its stable code.</summary>
public static class RequestRefused
{
    public static RequestRefusedException IdempotencyKeyMissing() => Make(400, "idempotency-key.missing",
        "Send an Idempotency-Key header: a repeated request then has one effect.",
        "请在请求头中提供 Idempotency-Key,重复请求只会生效一次。");

    public static RequestRefusedException IdempotencyKeyInvalid() => Make(400, "idempotency-key.invalid",
        $"An Idempotency-Key has 1 to {Limits.IdempotencyKeyLength} visible ASCII characters.",
        $"Idempotency-Key 必须为 1 至 {Limits.IdempotencyKeyLength} 个可见 ASCII 字符。");

    public static RequestRefusedException IdempotencyKeyReused() => Make(422, "idempotency-key.reused",
        "This Idempotency-Key was used before with another request.",
        "该 Idempotency-Key 已用于另一个内容不同的请求。");

    public static RequestRefusedException IfMatchMissing() => Make(428, "if-match.missing",
        "Send If-Match with the ETag of the version you have seen.",
        "请在 If-Match 请求头中提供所见版本的 ETag。");

    public static RequestRefusedException IfMatchMalformed() => Make(400, "if-match.malformed",
        "If-Match must be one ETag as this service gave it, for example \"3\" with its quotes.",
        "If-Match 必须是本服务给出的单个 ETag,例如带引号的 \"3\"。");

    public static RequestRefusedException Stale() => Make(412, "version.stale",
        "Somebody changed this since you read it. Read it again and decide anew.",
        "您读取之后内容已被他人修改,请重新读取后再决定。");

    public static RequestRefusedException TokenMissing() => Make(401, "token.missing-or-invalid",
        "Sign in: the request carries no valid access token.",
        "请登录:请求未携带有效的访问令牌。");

    public static RequestRefusedException Forbidden(string? reason) => reason switch
    {
        "consortium.foreign" => Make(403, "consortium.foreign",
            "Your sign-in belongs to another consortium.", "您的登录属于另一个联合体。"),
        "token.incomplete" => Make(403, "token.incomplete",
            "The access token must name exactly one consortium, one organisation and one person.",
            "访问令牌必须恰好包含一个联合体、一个组织和一个人员。"),
        _ => Make(403, "role.missing", "Your roles do not allow this.", "您的角色无权执行此操作。"),
    };

    public static RequestRefusedException Malformed(string? path, string detail) => new(new Problem(400, "request.malformed",
        new Text($"The request body cannot be read: {detail}", $"请求内容无法读取:{detail}"), path));

    public static RequestRefusedException TooLarge(long limit) => Make(413, "request.too-large",
        $"The request body is larger than {limit} bytes.", $"请求内容超过 {limit} 字节。");

    public static RequestRefusedException NotFound() => Make(404, "not-found",
        "There is no such thing in this consortium.", "该联合体中没有此内容。");

    public static RequestRefusedException Unavailable() => Make(503, "store.unavailable",
        "The event store cannot be reached now. Nothing was changed; send the same request with the same key again.",
        "事件存储暂时不可用,未做任何更改;请用相同的键重新发送同一请求。");

    public static RequestRefusedException Internal() => Make(500, "internal",
        "Something went wrong here. Nothing is known to be changed; the trace id helps to find the cause.",
        "系统内部出错;请凭跟踪编号查找原因。");

    private static RequestRefusedException Make(int status, string code, string en, string zh) =>
        new(new Problem(status, code, new Text(en, zh)));
}
