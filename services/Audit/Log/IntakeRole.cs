using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>
/// Tells the database that a transaction is the intake's: the row-level policies then let it read and append for every
/// consortium. Nothing that answers a request about entries may use it.
/// </summary>
internal static class IntakeRole
{
    /// <summary>For this transaction only.</summary>
    public static NpgsqlBatchCommand Enter() => new("select set_config('app.intake', 'on', true)");
}
