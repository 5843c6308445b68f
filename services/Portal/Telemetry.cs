using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Portal;

/// <summary>Traces, metrics and logs of HTTP in and out; sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
public static class Telemetry
{
    /// <summary>Registers the instrumentation.</summary>
    public static void AddLedgerTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ledger.portal"))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage = IsNoHealthCheck))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeScopes = true);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static bool IsNoHealthCheck(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath.StartsWith("/health/", StringComparison.Ordinal) != true;
}
