using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Integration;

/// <summary>The columns by which the register is asked (<c>register.sql</c>): a step of the <c>migrate</c> job.</summary>
internal static class RegisterTable
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), EmbeddedSql.Read("Integration.register.sql"), ct);
}
