using System.Diagnostics;

namespace Ledger.ServiceDefaults.Telemetry;

/// <summary>The frame's own spans, continuing the trace of the request that caused the work.</summary>
public static class Tracing
{
    public const string SourceName = "Ledger";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts a span under a W3C trace context, or a new trace when there is none.</summary>
    public static Activity? StartChild(string name, ActivityKind kind, string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
