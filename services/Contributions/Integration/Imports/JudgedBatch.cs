using Ledger.Contributions.Domain;
using Ledger.Contributions.Imports;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>What became of some rows.</summary>
/// <param name="Counts">By what became of them; written are those that <paramref name="Write"/> would write.</param>
/// <param name="Errors">Of the refused ones, in the order of lines.</param>
/// <param name="Write">Adds the facts of the good rows to a unit of work, of which the batch was judged.</param>
/// <param name="Keys">Keys that the good rows take, for the registry.</param>
/// <param name="Digests">Of the openings that the vault keeps for them: confirmed once they are committed.</param>
internal sealed record JudgedBatch(
    ImportCounts Counts, IReadOnlyList<LineError> Errors, Action<BulkUnit> Write, IReadOnlyList<(AssetKey Key, Guid Contribution)> Keys,
    IReadOnlyList<string>? Digests = null);

/// <summary>Holds rows to the rules of a single request, many at a time. It remembers what it has seen of the file.</summary>
internal interface IRowJudge
{
    /// <summary>Judges rows by what <paramref name="documents"/> sees and by the rows before them.</summary>
    Task<JudgedBatch> JudgeAsync(IReadOnlyList<ImportRow> rows, IDocumentSession documents, NpgsqlConnection connection, CancellationToken ct);

    /// <summary>Remembers a row that an earlier run has dealt with.</summary>
    void Recall(ImportRow row);
}
