using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Portal.Web;

/// <summary>Bodies that are refused for their size.</summary>
public static class LargeBodies
{
    /// <summary>
    /// Most clients read no answer before they have sent everything. The server throws a moderate rest away (for five seconds at most)
    /// instead of breaking the connection, so that the client sees the reason and not a broken pipe.
    /// </summary>
    public static void LetTheClientFinish(HttpContext http)
    {
        if (http.Request.ContentLength <= Limits.DiscardedBytes && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = http.Request.ContentLength;
        }
    }
}
