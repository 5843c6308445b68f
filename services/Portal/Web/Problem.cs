using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ledger.Portal.Gateway;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Portal.Web;

/// <summary>
/// An answer of the gateway itself that is no success, as problem details (RFC 9457) with a stable code, in the shape of the
/// services' own.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Detail">What happened, and what to do.</param>
/// <param name="Service">Name of the service concerned, or null.</param>
public sealed record Problem(int Status, string Code, Text Title, Text Detail, string? Service = null)
{
    /// <summary>Prefix of the problem type.</summary>
    public const string TypePrefix = "urn:ledger:problem:";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The service cannot be reached, or the connection broke before its answer.</summary>
    public static Problem Unavailable(MemberService service) => new(
        StatusCodes.Status503ServiceUnavailable,
        "service.unavailable",
        new("A service cannot be reached", "服务无法访问"),
        new(
            $"The service {service.Title.En} cannot be reached now. Send the same request again, a command with the same Idempotency-Key: it then has one effect.",
            $"“{service.Title.Zh}”服务暂时无法访问。请重新发送同一请求；命令请使用相同的 Idempotency-Key，只会生效一次。"),
        service.Name);

    /// <summary>The service took too long.</summary>
    public static Problem Timeout(MemberService service) => new(
        StatusCodes.Status504GatewayTimeout,
        "service.timeout",
        new("A service took too long", "服务响应超时"),
        new(
            $"The service {service.Title.En} did not answer in time; a command may still have taken effect. Send the same request again, a command with the same Idempotency-Key.",
            $"“{service.Title.Zh}”服务未及时响应；命令可能已经生效。请重新发送同一请求；命令请使用相同的 Idempotency-Key。"),
        service.Name);

    /// <summary>The body is too large.</summary>
    /// <param name="limit">Bytes.</param>
    public static Problem TooLarge(long limit) => new(
        StatusCodes.Status413PayloadTooLarge,
        "request.too-large",
        new("The request is too large", "请求过大"),
        new($"The request body is larger than {limit} bytes.", $"请求内容超过 {limit} 字节。"));

    /// <summary>The body broke off or is no valid HTTP.</summary>
    public static Problem Malformed() => new(
        StatusCodes.Status400BadRequest,
        "request.malformed",
        new("The request is malformed", "请求格式错误"),
        new("The request could not be read to its end.", "无法完整读取请求。"));

    /// <summary>The client asks too fast.</summary>
    public static Problem TooMany() => new(
        StatusCodes.Status429TooManyRequests,
        "rate.limited",
        new("Too many requests", "请求过多"),
        new("This client sends requests faster than its limit. Wait a second and go on more slowly.", "该客户端的请求频率超过限制。请等待一秒后降低频率。"));

    /// <summary>Nothing lives at the address.</summary>
    public static Problem NotFound() => new(
        StatusCodes.Status404NotFound,
        "route.unknown",
        new("There is nothing at this address", "此地址不存在"),
        new("No service answers this address. The addresses are listed under /docs.", "没有服务响应此地址。可用地址见 /docs。"));

    /// <summary>The address does not know the method.</summary>
    public static Problem Method() => new(
        StatusCodes.Status405MethodNotAllowed,
        "method.not-allowed",
        new("The method is not allowed", "不允许使用该方法"),
        new("This address does not answer the request's method.", "此地址不支持该请求方法。"));

    /// <summary>The gateway failed.</summary>
    public static Problem Internal() => new(
        StatusCodes.Status500InternalServerError,
        "internal",
        new("Something went wrong here", "系统内部出错"),
        new("The trace id helps to find the cause.", "请凭跟踪编号查找原因。"));

    /// <summary>Writes the problem in the reader's language: for a browser as a page, for a program as problem details.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var language = Language.Of(http);
        http.Response.StatusCode = Status;
        http.Response.Headers.ContentLanguage = language == Language.Zh ? "zh-CN" : "en";
        http.Response.Headers.Vary = "Accept, Accept-Language, Cookie";
        if (Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout)
        {
            http.Response.Headers.RetryAfter = "2";
        }

        var trace = Activity.Current?.TraceId.ToString();
        if (IsForAPerson(http.Request))
        {
            await new RazorComponentResult<ProblemPage>(new Dictionary<string, object?> { ["Of"] = this, ["Lang"] = language, ["Trace"] = trace }) { StatusCode = Status }.ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "application/problem+json; charset=utf-8";
        var body = new
        {
            Type = TypePrefix + Code,
            Title = Title.In(language),
            Status,
            Detail = Detail.In(language),
            Code,
            Service,
            TraceId = trace,
        };

        // Not bound to RequestAborted: after a timeout that is cancelled, and the client still waits for this answer.
        await JsonSerializer.SerializeAsync(http.Response.Body, body, Json, CancellationToken.None);
    }

    // Browsers ask for HTML by name; programs ask for JSON or take anything.
    private static bool IsForAPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
}
