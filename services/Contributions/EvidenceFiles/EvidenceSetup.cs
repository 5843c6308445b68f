using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Puts the evidence store on <c>Evidence:Folder</c>. The service does not start when the folder cannot be used, and is not
/// ready while it cannot.
/// </summary>
internal static class EvidenceSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddEvidenceFolder(this IServiceCollection services, IConfiguration configuration)
    {
        // Read when it is first needed: the migration job has no use for it.
        services.AddSingleton(_ => new FolderEvidenceStore(configuration["Evidence:Folder"]
            ?? throw new InvalidOperationException("Evidence:Folder is not set.")));
        services.AddSingleton<IEvidenceStore>(provider => provider.GetRequiredService<FolderEvidenceStore>());
        services.AddHostedService<FirstUse>();
        services.AddHealthChecks().AddCheck<Health>("evidence", timeout: Timeout);
    }

    private sealed class FirstUse(FolderEvidenceStore store, TimeProvider time) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await store.ProbeAsync(cancellationToken);
            store.Sweep(time.GetUtcNow());
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Health(IEvidenceStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.ProbeAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception failure)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
        }
    }
}
