using System.Globalization;
using Ledger.Portal.Settings;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Ledger.Portal.Gateway;

/// <summary>The proxy's routes and clusters, made of <see cref="ServiceCatalog"/>.</summary>
public static class Routes
{
    private const string BodyLimitKey = "body-limit";

    // What the services' APIs use. Anything else (TRACE, CONNECT, WebDAV) is answered 405 here.
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>
    /// <c>/api/v1/consortia/{consortium}/{segment}/…</c> by the segment, and <c>/api/v1/services/{service}/operations/…</c> by the
    /// service. Evidence and import files may be larger and take longer than commands.
    /// </summary>
    /// <param name="requestTime">Longest time of everything but files.</param>
    public static IReadOnlyList<RouteConfig> All(TimeSpan requestTime) =>
    [
        .. from service in ServiceCatalog.All
           from segment in service.Segments
           select Route($"{service.Name}-{segment}", service, $"/api/v1/consortia/{{consortium}}/{segment}/{{**rest}}", segment, requestTime),
        .. from service in ServiceCatalog.All
           select Route($"{service.Name}-operations", service, $"/api/v1/services/{service.Name}/operations/{{**rest}}", "operations", requestTime),
    ];

    /// <summary>One cluster per service, one destination per address.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(PortalSettings settings) =>
    [
        .. from service in ServiceCatalog.All
           select new ClusterConfig
           {
               ClusterId = service.Name,
               Destinations = settings.Services[service.Name]
                   .Select((address, index) => (Id: $"{service.Name}-{index + 1}", Address: address.AbsoluteUri))
                   .ToDictionary(destination => destination.Id, destination => new DestinationConfig { Address = destination.Address }),
               LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
               HttpClient = new HttpClientConfig { MaxConnectionsPerServer = Limits.ConnectionsPerInstance },
               HttpRequest = new ForwarderRequestConfig { ActivityTimeout = settings.RequestTime },
               HealthCheck = new HealthCheckConfig
               {
                   // "Live", not "ready": a service whose broker is away still answers reads and takes commands into its outbox.
                   Active = new ActiveHealthCheckConfig
                   {
                       Enabled = true,
                       Interval = Limits.HealthInterval,
                       Timeout = Limits.HealthTime,
                       Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                       Path = "/health/live",
                   },
                   Passive = new PassiveHealthCheckConfig
                   {
                       Enabled = true,
                       Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                       ReactivationPeriod = Limits.HealthInterval,
                   },

                   // With one instance, or with all of them marked as gone, trying beats refusing: it may be back already.
                   AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
               },
           },
    ];

    /// <summary>The largest body that a route takes, bytes.</summary>
    public static long BodyLimit(RouteConfig route) => long.Parse(route.Metadata![BodyLimitKey], CultureInfo.InvariantCulture);

    private static RouteConfig Route(string id, MemberService service, string path, string segment, TimeSpan requestTime)
    {
        var limit = segment switch
        {
            "evidence" => Limits.EvidenceBytes,
            "imports" => Limits.ImportBytes,
            _ => Limits.CommandBytes,
        };
        return new RouteConfig
        {
            RouteId = id,
            ClusterId = service.Name,
            Match = new RouteMatch { Path = path, Methods = Methods },
            Timeout = limit > Limits.CommandBytes ? Limits.EvidenceTime : requestTime,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BodyLimitKey] = limit.ToString(CultureInfo.InvariantCulture) },

            // The server counts the framing of a body sent in chunks as body. A stated length is checked to the byte before
            // this limit, and the service checks to the byte in any case.
            MaxRequestBodySize = limit + (limit / 8),
        };
    }
}
