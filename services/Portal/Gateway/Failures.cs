using Ledger.Portal.Web;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Ledger.Portal.Gateway;

/// <summary>Around the proxy: refuses bodies that are too large, and says in problem details why a service did not answer.</summary>
public static class Failures
{
    /// <summary>The step of the proxy's pipeline.</summary>
    public static async Task HandleAsync(HttpContext http, Func<Task> next)
    {
        // A service's own empty 404 is its answer and stays as it is.
        if (http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        var proxied = http.GetReverseProxyFeature();
        if (http.Request.ContentLength > proxied.Route.Config.MaxRequestBodySize)
        {
            await Problem.TooLarge(proxied.Route.Config.MaxRequestBodySize.Value).WriteAsync(http);
            return;
        }

        await next();
        if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var service = ServiceCatalog.All.Single(candidate => candidate.Name == proxied.Cluster.Config.ClusterId);
        var problem = Of(failure.Error, http.Response.StatusCode, service, proxied.Route.Config);
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Ledger.Portal.Gateway")
            .LogWarning("{Service} did not answer {Method} {Path}: {Error} {Reason}", service.Name, http.Request.Method, http.Request.Path, failure.Error, failure.Exception?.Message);
        http.Response.Clear();
        await problem.WriteAsync(http);
    }

    /// <summary>What the client is told about a failure of the proxy.</summary>
    /// <param name="error">The proxy's finding.</param>
    /// <param name="status">The status that the proxy chose.</param>
    /// <param name="service">Who should have answered.</param>
    /// <param name="route">For its limits.</param>
    public static Problem Of(ForwarderError error, int status, MemberService service, Yarp.ReverseProxy.Configuration.RouteConfig route) => error switch
    {
        ForwarderError.RequestTimedOut => Problem.Timeout(service),
        ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(route.MaxRequestBodySize ?? Limits.CommandBytes),
        ForwarderError.RequestBodyClient => Problem.Malformed(),
        _ => Problem.Unavailable(service),
    };
}
