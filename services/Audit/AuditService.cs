using Ledger.Audit.Checkpoints;
using Ledger.Audit.Features;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Audit;

/// <summary>Keeps every event of every service in one gap-free order, and shows how each came about.</summary>
public static class AuditService
{
    public static LedgerService Create(string[] args) =>
        Compose(LedgerService.Create(args, "audit")).UseRabbitMq(bus => bus.On<AuditPage, WhenAuditPage>(ordered: true));

    /// <summary>Everything but the broker; tests put a broker of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service)
    {
        service.Services.AddSingleton<AuditLog>();
        service.Services.AddSingleton<LogStates>();
        service.Services.AddSingleton<ReadRecords>();
        service.Services.AddHealthChecks().AddCheck<IntakeHealth>("intake", timeout: TimeSpan.FromSeconds(5));
        CheckpointSetup.Add(service.Services);
        return service
            .Store(Facts.Register)
            .Migrate(LogSchema.ApplyAsync)
            .Endpoint(ReadEntriesEndpoint.Map)
            .Endpoint(ReadTrailEndpoint.Map)
            .Endpoint(ReadBundleEndpoint.Map)
            .Endpoint(ReadLogEndpoints.Map)
            .Endpoint(ReadStateEndpoint.Map);
    }
}
