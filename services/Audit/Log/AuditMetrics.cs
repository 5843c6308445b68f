using System.Diagnostics.Metrics;
using Ledger.ServiceDefaults;

namespace Ledger.Audit.Log;

/// <summary>Figures of the intake that an operator alerts on.</summary>
internal static class AuditMetrics
{
    private static readonly Meter Meter = new(FrameMetrics.MeterName);

    private static readonly Counter<long> Logged = Meter.CreateCounter<long>("ledger.audit.logged");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("ledger.audit.repeated");
    private static readonly Counter<long> Waiting = Meter.CreateCounter<long>("ledger.audit.waiting");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("ledger.audit.conflicts");
    private static readonly Counter<long> ForgedPages = Meter.CreateCounter<long>("ledger.audit.forged-pages");

    private static readonly Counter<long> Cosignatures = Meter.CreateCounter<long>("ledger.audit.cosigned");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("ledger.audit.not-cosigned");
    private static readonly Counter<long> SetBack = Meter.CreateCounter<long>("ledger.audit.witness-went-back");

    public static void Cosigned(string witness) => Cosignatures.Add(1, new KeyValuePair<string, object?>("witness", witness));

    public static void NotCosigned(string witness) => Refusals.Add(1, new KeyValuePair<string, object?>("witness", witness));

    public static void WitnessWentBack(string witness) => SetBack.Add(1, new KeyValuePair<string, object?>("witness", witness));

    public static void Forged(string? account) => ForgedPages.Add(1, new KeyValuePair<string, object?>("account", account));

    public static void Record(string source, IntakePlan plan)
    {
        var tag = new KeyValuePair<string, object?>("source", source);
        Logged.Add(plan.Append.Count, tag);
        Repeated.Add(plan.Repeated, tag);
        Waiting.Add(plan.Wait.Count, tag);
        Conflicts.Add(plan.Conflicts.Count, tag);
    }
}
