using Ledger.ServiceDefaults.Store;

namespace Ledger.Valuation.Integration;

/// <summary>Tables beside Marten's for re-valuations and the evidence register: a step of the <c>migrate</c> job, run by the owner.</summary>
internal static class RevaluationSchema
{
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        foreach (var file in new[] { "revaluation.sql", "evidence-register.sql" })
            await Migration.ApplyAsync(configuration, Read($"Ledger.Valuation.Integration.Revaluation.{file}"), ct);
    }

    private static string Read(string name)
    {
        using var stream = typeof(RevaluationSchema).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
