using Ledger.Audit.Bundles;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Desk;
using Ledger.Audit.Features;
using Ledger.Audit.Heads;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.Audit.Search;
using Ledger.Audit.Witnesses;
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
        service.Services.AddSingleton<LogConnections>();
        service.Services.AddSingleton<DeskStore>();
        service.Services.AddSingleton<DeskStates>();
        service.Services.AddSingleton<Readings>();
        service.Services.AddSingleton<FindingAccess>();
        service.Services.AddHostedService<FoundKeeper>();
        service.Services.AddHealthChecks().AddCheck<IntakeHealth>("intake", timeout: TimeSpan.FromSeconds(5));
        service.Services.AddSingleton<PlatformFacts>();
        service.Services.AddSingleton<PageSenders>();
        CheckpointSetup.Add(service.Services);
        WitnessSetup.Add(service.Services);
        HeadSetup.Add(service.Services);
        service.Services.AddScoped<ProvenTrees>();
        return service
            .KeepsTheDesk()
            .Store(Facts.Register)
            .Publishes(Outgoing.Map)
            .Migrate(LogSchema.ApplyAsync)
            .Endpoint(ReadEntriesEndpoint.Map)
            .Endpoint(ReadTrailEndpoint.Map)
            .Endpoint(SearchLogEndpoint.Map)
            .Endpoint(GrantEndpoints.Map)
            .Endpoint(AccessLogEndpoints.Map)
            .Endpoint(PopulationEndpoints.Map)
            .Endpoint(SampleEndpoints.Map)
            .Endpoint(ReportEndpoints.Map)
            .Endpoint(FindingEndpoints.Map)
            .Endpoint(RetentionEndpoint.Map)
            .Endpoint(ReadBundleEndpoint.Map)
            .Endpoint(ReadCompleteBundleEndpoint.Map)
            .Endpoint(ReadLogEndpoints.Map)
            .Endpoint(ReadStateEndpoint.Map)
            .Endpoint(ReadLogStatusEndpoint.Map);
    }
}
