namespace Ledger.Audit.Checkpoints;

/// <summary>Registers what signs the log. Without a key nothing is signed, which only Development allows.</summary>
internal static class CheckpointSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SealerState>();
        services.AddSingleton<TileReads>();
        services.AddSingleton(provider => SigningKeys.Open(provider.GetRequiredService<IConfiguration>())!);
        services.AddSingleton<KeyRotations>();
        services.AddSingleton(provider => new PublishedCheckpoint(File(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<Sealing>();
        services.AddHostedService<Sealer>();
        services.AddHealthChecks().AddCheck<SealHealth>("checkpoints", timeout: TimeSpan.FromSeconds(5));
    }

    // Beside the key, unless said otherwise: wherever the key is, no database is.
    private static string? File(IConfiguration configuration) =>
        configuration["Log:PublishedFile"] is { Length: > 0 } file ? file
        : configuration["Log:KeyFile"] is { Length: > 0 } key ? $"{key}.checkpoint"
        : null;
}
