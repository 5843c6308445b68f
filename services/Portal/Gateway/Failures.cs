using Ledger.Portal.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Configuration;
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
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        var proxied = http.GetReverseProxyFeature();
        var limit = Routes.BodyLimit(proxied.Route.Config);
        if (http.Request.ContentLength > limit)
        {
            LargeBodies.LetTheClientFinish(http);
            await Problem.TooLarge(limit).WriteAsync(http);
            return;
        }

        await next();
        if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted)
        {
            return;
        }

        // The timeout cancels the request in the same way as a client that leaves, and the proxy cannot tell them apart.
        var timedOut = http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
        if (http.RequestAborted.IsCancellationRequested && !timedOut)
        {
            return;
        }

        var service = ServiceCatalog.All.Single(candidate => candidate.Name == proxied.Cluster.Config.ClusterId);
        var problem = Of(timedOut ? ForwarderError.RequestTimedOut : failure.Error, http.Response.StatusCode, service, proxied.Route.Config);
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
    public static Problem Of(ForwarderError error, int status, MemberService service, RouteConfig route) => error switch
    {
        ForwarderError.RequestTimedOut => Problem.Timeout(service),
        ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(Routes.BodyLimit(route)),
        ForwarderError.RequestBodyClient => Problem.Malformed(),
        _ => Problem.Unavailable(service),
    };
}
