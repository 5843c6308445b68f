using Ledger.ServiceDefaults.Store;

namespace Ledger.Valuation.Scoring;

/// <summary>The columns that scores are computed from (<c>scoring.sql</c>): a step of the <c>migrate</c> job, run by the owner.</summary>
internal static class ScoringSchema
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), Sql(), ct);

    private static string Sql()
    {
        using var stream = typeof(ScoringSchema).Assembly.GetManifestResourceStream("Ledger.Valuation.Scoring.scoring.sql")
            ?? throw new InvalidOperationException("scoring.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
