using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Integration;

/// <summary>The journal in columns (<c>journal.sql</c>): a step of the <c>migrate</c> job.</summary>
internal static class JournalTables
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), EmbeddedSql.Read("Integration.journal.sql"), ct);
}
