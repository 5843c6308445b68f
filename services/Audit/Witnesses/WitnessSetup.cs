using Ledger.Audit.Checkpoints;

namespace Ledger.Audit.Witnesses;

/// <summary>Registers what shows checkpoints to witnesses.</summary>
internal static class WitnessSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => LogWitnesses.Open(provider.GetRequiredService<IConfiguration>(), provider.GetService<SigningKeys>()));
        services.AddSingleton<Cosignatures>();
        services.AddSingleton<CosigningState>();
        services.AddSingleton<Cosigning>();
        // A witness is asked where its address says and nowhere else; the time-out is the pipeline's.
        services.AddHttpClient(Cosigning.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddHealthChecks().AddCheck<CosigningState>("witnesses");
    }
}
