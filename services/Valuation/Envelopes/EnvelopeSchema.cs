using Ledger.ServiceDefaults.Store;

namespace Ledger.Valuation.Envelopes;

/// <summary>The table of revealed quotes that are not opened yet: a step of the <c>migrate</c> job, run by the owner.</summary>
internal static class EnvelopeSchema
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), Sql(), ct);

    private static string Sql()
    {
        using var stream = typeof(EnvelopeSchema).Assembly.GetManifestResourceStream("Ledger.Valuation.Envelopes.envelopes.sql")
            ?? throw new InvalidOperationException("envelopes.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
