using System.Net;
using Ledger.Portal.Gateway;
using Ledger.Portal.Settings;
using Yarp.ReverseProxy.Forwarder;

namespace Ledger.Portal.Tests;

/// <summary>The route table, without a server.</summary>
public sealed class RoutesTests
{
    [Theory]
    [InlineData("agreements", "agreements")]
    [InlineData("consortium", "agreements")]
    [InlineData("incentives", "agreements")]
    [InlineData("certification", "agreements")]
    [InlineData("indicators", "agreements")]
    [InlineData("profiles", "agreements")]
    [InlineData("alignment", "agreements")]
    [InlineData("reminders", "agreements")]
    [InlineData("contributions", "contributions")]
    [InlineData("evidence", "contributions")]
    [InlineData("imports", "contributions")]
    [InlineData("secret-subjects", "contributions")]
    [InlineData("custody", "contributions")]
    [InlineData("disclosures", "contributions")]
    [InlineData("appraisals", "valuation")]
    [InlineData("panel", "valuation")]
    [InlineData("quotations", "valuation")]
    [InlineData("market-evidence", "valuation")]
    [InlineData("index-series", "valuation")]
    [InlineData("risk-events", "risks")]
    [InlineData("reserve", "risks")]
    [InlineData("risk-register", "risks")]
    [InlineData("pools", "distribution")]
    [InlineData("runs", "distribution")]
    [InlineData("statements", "distribution")]
    [InlineData("journal", "distribution")]
    [InlineData("bank-accounts", "distribution")]
    [InlineData("payments", "distribution")]
    [InlineData("signing-keys", "distribution")]
    [InlineData("audit", "audit")]
    public void Every_segment_of_the_public_face_has_its_service(string segment, string service)
    {
        var route = Assert.Single(Routes.All(Limits.RequestTime), route => route.Match.Path == $"/api/v1/consortia/{{consortium}}/{segment}/{{**rest}}");

        Assert.Equal(service, route.ClusterId);
    }

    [Fact]
    public void There_are_no_other_routes_than_segments_and_operations()
    {
        var routes = Routes.All(Limits.RequestTime);

        Assert.Equal(ServiceCatalog.All.Sum(service => service.Segments.Count) + ServiceCatalog.All.Count, routes.Count);
        Assert.Equal(routes.Count, routes.Select(route => route.RouteId).Distinct().Count());
        foreach (var name in new[] { "agreements", "contributions", "valuation", "risks", "distribution", "audit" })
        {
            Assert.Equal(name, Assert.Single(routes, route => route.Match.Path == $"/api/v1/services/{name}/operations/{{**rest}}").ClusterId);
        }
    }

    [Fact]
    public void Only_files_may_be_large_and_slow()
    {
        var large = Routes.All(Limits.RequestTime).Where(route => Routes.BodyLimit(route) > Limits.CommandBytes).ToDictionary(route => route.RouteId, Routes.BodyLimit);
        Assert.Equal(
            new Dictionary<string, long> { ["contributions-evidence"] = Limits.EvidenceBytes, ["contributions-imports"] = Limits.ImportBytes }, large);
        Assert.All(Routes.All(Limits.RequestTime), route =>
            Assert.Equal(large.ContainsKey(route.RouteId) ? Limits.EvidenceTime : Limits.RequestTime, route.Timeout!.Value));
    }

    [Fact]
    public void Each_service_is_checked_and_may_have_several_instances()
    {
        var settings = new PortalSettings
        {
            Services = ServiceCatalog.All.ToDictionary(service => service.Name, IReadOnlyList<Uri> (service) => [new($"http://{service.Name}-a:8080"), new($"http://{service.Name}-b:8080")]),
            Issuer = new Uri("https://id.example.org"),
            RequestTime = Limits.RequestTime,
            KnownProxies = Array.Empty<IPNetwork>(),
            Development = true,
        };

        var clusters = Routes.Clusters(settings);

        Assert.Equal(ServiceCatalog.All.Select(service => service.Name), clusters.Select(cluster => cluster.ClusterId));
        Assert.All(clusters, cluster =>
        {
            Assert.Equal([$"http://{cluster.ClusterId}-a:8080/", $"http://{cluster.ClusterId}-b:8080/"], cluster.Destinations!.Values.Select(destination => destination.Address));
            Assert.True(cluster.HealthCheck!.Active!.Enabled);
            Assert.Equal("/health/live", cluster.HealthCheck.Active.Path);
        });
    }

    [Theory]
    [InlineData(ForwarderError.NoAvailableDestinations, 503, 503, "service.unavailable")]
    [InlineData(ForwarderError.Request, 502, 503, "service.unavailable")]
    [InlineData(ForwarderError.RequestBodyDestination, 502, 503, "service.unavailable")]
    [InlineData(ForwarderError.ResponseHeaders, 502, 503, "service.unavailable")]
    [InlineData(ForwarderError.RequestTimedOut, 504, 504, "service.timeout")]
    [InlineData(ForwarderError.RequestBodyClient, 413, 413, "request.too-large")]
    [InlineData(ForwarderError.RequestBodyClient, 400, 400, "request.malformed")]
    public void Each_failure_of_the_proxy_has_its_code(ForwarderError error, int proxyStatus, int status, string code)
    {
        var service = ServiceCatalog.All[0];

        var problem = Failures.Of(error, proxyStatus, service, Routes.All(Limits.RequestTime)[0]);

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.NotEqual(problem.Detail.En, problem.Detail.Zh);
    }
}
