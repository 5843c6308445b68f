namespace Ledger.Audit.Heads;

/// <summary>Registers what counts the consortia's entries.</summary>
internal static class HeadSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HeadCounts>();
        services.AddSingleton<HeadReads>();
        services.AddHostedService<HeadKeeper>();
    }
}
