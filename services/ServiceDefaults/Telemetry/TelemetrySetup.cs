using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs of HTTP, Npgsql, Marten, relay and consumers; exported by OTLP when an endpoint is set.</summary>
public static class TelemetrySetup
{
    public static void AddLedgerTelemetry(this IServiceCollection services, ServiceName service, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"ledger.{service.Value}"))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("Marten", "MassTransit", Tracing.SourceName))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", "Marten", "MassTransit", FrameMetrics.MeterName));
        services.AddLogging(logging => logging.AddOpenTelemetry(options => options.IncludeScopes = true));
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) telemetry.UseOtlpExporter();
    }
}
