using System.Text.Json;
using Ledger.ServiceDefaults.Outbox;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.ServiceDefaults.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: store, broker and relay are well; red when one is not.
/// Both are open and say no more than names and states.
/// </summary>
internal static class HealthSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddLedgerHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<StoreHealth>("store", timeout: Timeout)
        .AddCheck<RelayHealth>("relay", timeout: Timeout);

    public static void MapLedgerHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(http.Response.Body, new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
        }, FactJson.Facts);
    }

    private sealed class StoreHealth(NpgsqlDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await CaptureCheck.EnsureAsync(source, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception failure)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
        }
    }
}
