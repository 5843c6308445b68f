using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Integration;

/// <summary>
/// The columns by which the register is asked (<c>register.sql</c>) and by which a file's uses are found (<c>evidence-use.sql</c>): steps
/// of the <c>migrate</c> job.
/// </summary>
internal static class RegisterTable
{
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        await Migration.ApplyAsync(configuration, EmbeddedSql.Read("Integration.register.sql"), ct);
        await Migration.ApplyAsync(configuration, EmbeddedSql.Read("Integration.evidence-use.sql"), ct);
    }
}
