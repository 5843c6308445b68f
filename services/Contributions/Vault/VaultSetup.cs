using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Contributions.Vault;

/// <summary>
/// Puts the vault on <c>ConnectionStrings:Vault</c> and its master keys on <c>Vault:Transit</c>, <c>Vault:Key</c> or <c>Vault:KeyFile</c>. The service does
/// not start without them, and is not ready while the database does not answer.
/// </summary>
internal static class VaultSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddVault(this IServiceCollection services, IConfiguration configuration)
    {
        // Made when first needed: the migration job needs no keys.
        services.AddSingleton<IMasterKeys>(_ => configuration["Vault:Transit"] is { Length: > 0 } ? TransitMasterKeys.Read(configuration) : FileMasterKeys.Read(configuration));
        services.AddSingleton(_ => new VaultDatabase(configuration));
        services.AddSingleton<KeyStore>();
        services.AddSingleton<DisclosureStore>();
        services.AddSingleton<EscrowStore>();
        services.AddHostedService<FirstUse>();
        services.AddHealthChecks().AddCheck<Health>("vault", timeout: Timeout);
    }

    private sealed class FirstUse(VaultDatabase database, IMasterKeys masters) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await masters.FingerprintAsync("", "", cancellationToken);
            await database.ProbeAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Health(VaultDatabase database, IMasterKeys masters) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await database.ProbeAsync(cancellationToken);
                await masters.FingerprintAsync("", "", cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception failure)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
        }
    }
}
