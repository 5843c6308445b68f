using System.Diagnostics.Metrics;

namespace Ledger.ServiceDefaults;

/// <summary>Figures an operator alerts on; names in deploy/runbooks.</summary>
public static class FrameMetrics
{
    public const string MeterName = "Ledger";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Events passed on and confirmed by the broker.</summary>
    public static Counter<long> Relayed { get; } = Meter.CreateCounter<long>("ledger.relay.events");

    /// <summary>Times the relay stopped and started over.</summary>
    public static Counter<long> RelayFailures { get; } = Meter.CreateCounter<long>("ledger.relay.failures");

    /// <summary>Deliveries of messages that had been handled before.</summary>
    public static Counter<long> Duplicates { get; } = Meter.CreateCounter<long>("ledger.inbox.duplicates");

    /// <summary>Seconds from the commit of a fact in its source to the commit of its effect here.</summary>
    public static Histogram<double> EffectDelay { get; } = Meter.CreateHistogram<double>("ledger.effect.delay", "s");
}
