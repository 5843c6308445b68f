using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Ledger.Portal.Gateway;

/// <summary>
/// What passes from the client to a service and back. A service believes the bearer token and nothing else; headers with which
/// some systems say who the caller is, or where the request really goes, end here, so that no service can be led to believe
/// them. X-Forwarded-* is set anew from what the gateway itself has seen.
/// </summary>
public static class ForwardedRequests
{
    /// <summary>Request headers that end at the gateway.</summary>
    public static readonly IReadOnlyList<string> Stripped =
    [
        "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Original-Forwarded-For",
        "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
        "Remote-User", "X-Remote-User", "X-Remote-Groups", "X-User", "X-User-Id", "X-Username", "X-Forwarded-User", "X-Forwarded-Email",
        "X-Forwarded-Groups", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token", "X-Authenticated-User", "X-Auth-User",
        "X-Auth-Request-User", "X-Auth-Request-Email", "X-Auth-Request-Groups", "X-MS-Client-Principal", "X-MS-Client-Principal-Id",
        "X-MS-Client-Principal-Name", "X-Roles", "X-Tenant", "X-Tenant-Id", "X-Consortium", "X-Organisation", "X-Client-Cert",
        "X-Forwarded-Client-Cert", "X-SSL-Client-Cert", "X-SSL-Client-S-DN", "Proxy-Authorization", HeaderNames.Baggage, HeaderNames.Cookie,
    ];

    /// <summary>Response headers that end at the gateway.</summary>
    public static readonly IReadOnlyList<string> StrippedFromAnswers = ["Server", "X-Powered-By", "X-AspNet-Version", HeaderNames.SetCookie];

    /// <summary>Adds the transforms to a route.</summary>
    public static void Transform(TransformBuilderContext context)
    {
        foreach (var header in Stripped)
        {
            context.AddRequestHeaderRemove(header);
        }

        foreach (var header in StrippedFromAnswers)
        {
            context.AddResponseHeaderRemove(header, ResponseCondition.Always);
        }

        context.AddXForwarded(ForwardedTransformActions.Set);
    }
}
