using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Integration;

/// <summary>Tables beside Marten's (<c>books.sql</c>): a step of the <c>migrate</c> job.</summary>
internal static class BooksTable
{
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var stream = typeof(BooksTable).Assembly.GetManifestResourceStream("Ledger.Distribution.Integration.books.sql")
            ?? throw new InvalidOperationException("books.sql is not embedded.");
        using var reader = new StreamReader(stream);
        await Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), await reader.ReadToEndAsync(ct), ct);
    }
}
