using Ledger.Contributions.Domain;
using Ledger.ServiceDefaults.Handling;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>Begins and ends an import within a unit of work.</summary>
internal static class ImportEnd
{
    /// <summary>Says that the import has begun, unless it was cancelled or has begun before.</summary>
    /// <returns>Whether there is something to do.</returns>
    public static async Task<bool> BeginAsync(BulkUnit unit, Guid import, DateTimeOffset at, CancellationToken ct)
    {
        var stream = await unit.Documents.Events.FetchForWriting<Import>(import, ct);
        switch (stream.Aggregate?.Stage)
        {
            case ImportStage.Running: return true;
            case ImportStage.Waiting:
                unit.Append(stream, [new ImportStarted(at)]);
                await unit.CommitAsync(ct);
                return true;
            default:
                await DequeueAsync(unit, import, ct);
                await unit.CommitAsync(ct);
                return false;
        }
    }

    /// <summary>Ends it; the caller commits.</summary>
    public static async Task AddAsync(
        BulkUnit unit, string tenant, Guid import, ImportOutcome outcome, ImportCounts counts, DateTimeOffset at, bool marked,
        CancellationToken ct)
    {
        var stream = await unit.Documents.Events.FetchForWriting<Import>(import, ct);
        if (stream.Aggregate is not { Stage: ImportStage.Running }) throw new ImportOvertakenException(import);
        unit.Append(stream, [new ImportFinished(outcome, counts, at, marked ? true : null)]);
        await unit.FlushAsync(ct);
        await ImportTables.SayEndAsync(unit.Connection, tenant, import, counts, ct);
        await DequeueAsync(unit, import, ct);
    }

    private static async Task DequeueAsync(BulkUnit unit, Guid import, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("call import_dequeue($1)", unit.Connection) { Parameters = { new() { Value = import } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
