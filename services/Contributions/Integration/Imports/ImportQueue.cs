using Ledger.ServiceDefaults.Work;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>Imports that have not ended, of every consortium, and who works on which.</summary>
internal sealed class ImportQueue(NpgsqlDataSource source, IConfiguration configuration) : WorkQueue(source, configuration, "import_pending", "import")
{
    /// <summary>Counts a try.</summary>
    /// <returns>Its number, from 1; null when the import has ended meanwhile.</returns>
    public async Task<int?> TryAsync(Guid import, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select import_try($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = import });
        return await command.ExecuteScalarAsync(ct) as int?;
    }
}
