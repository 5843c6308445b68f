using System.Diagnostics;
using Ledger.ServiceDefaults.Telemetry;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>The trace sources that every service listens to (no exporter), on while this lives.</summary>
internal sealed class Traces : IDisposable
{
    private const string SourceName = "Ledger.Benchmarks";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly TracerProvider _provider =
        Sdk.CreateTracerProviderBuilder().AddNpgsql().AddSource("Marten", "MassTransit", Tracing.SourceName, SourceName).Build();

    /// <summary>The span that ASP.NET Core starts for a request; null while nobody listens.</summary>
    public static Activity? StartRequest() => Source.StartActivity("POST", ActivityKind.Server);

    public void Dispose() => _provider.Dispose();
}
