using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Puts the evidence store on <c>Evidence:Folder</c> with its keys and its scanner. The service does not start when the folder
/// cannot be used or the keys are not there, and is not ready while the folder cannot be used.
/// </summary>
internal static class EvidenceSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddEvidenceFolder(this IServiceCollection services, IConfiguration configuration)
    {
        // Read when it is first needed: the migration job has no use for it.
        services.AddSingleton(_ => new FolderEvidenceStore(
            configuration["Evidence:Folder"] ?? throw new InvalidOperationException("Evidence:Folder is not set."),
            EvidenceKeys.Open(configuration)));
        services.AddSingleton<IEvidenceStore>(provider => provider.GetRequiredService<FolderEvidenceStore>());
        services.AddSingleton(provider => ScannerSetup.Read(configuration, provider.GetRequiredService<ILogger<IEvidenceScanner>>()));
        services.AddSingleton<EvidenceIntake>();
        services.AddHostedService<FirstUse>();
        services.AddHostedService<KeyRotation>();
        services.AddHealthChecks().AddCheck<Health>("evidence", timeout: Timeout);
        services.AddHealthChecks().AddCheck<ScannerHealth>("evidence-scanner", timeout: Timeout);
    }

    // Asks for the scanner too, so that a malformed setting is found now and not by the first upload.
    private sealed class FirstUse(FolderEvidenceStore store, EvidenceIntake intake, TimeProvider time) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(intake);
            await store.ProbeAsync(cancellationToken);
            store.Sweep(time.GetUtcNow());
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Brings every file under the current master key, so that old ones can be taken out of the settings.</summary>
    private sealed class KeyRotation(FolderEvidenceStore store, ILogger<KeyRotation> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            try
            {
                var (rewrapped, unreadable) = store.Rewrap(stoppingToken);
                if (rewrapped > 0) log.LogInformation("{Count} evidence files were brought under the current key", rewrapped);
                if (unreadable > 0) log.LogCritical("{Count} evidence files cannot be read: their key is not in the settings, or is damaged", unreadable);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                log.LogError(failure, "The rotation of evidence keys broke off; it goes on at the next start");
            }
        }
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

    // Without the scanner only uploads are refused: everything else goes on, so the service stays ready.
    private sealed class ScannerHealth(IEvidenceScanner scanner) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await scanner.AnswersAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The virus scanner does not answer.");
    }
}
