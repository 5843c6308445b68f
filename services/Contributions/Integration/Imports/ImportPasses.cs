using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.Contributions.Imports;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Integration;

/// <summary>
/// The ways through the rows of one import. Checking writes nothing but progress and starts anew when it is interrupted; writing
/// all or nothing is one transaction; writing what is good goes batch by batch, each with its progress, and is taken up where
/// the last batch ended.
/// </summary>
internal sealed class ImportPasses(
    string tenant, Import import, TenantSessions sessions, BulkWrites bulk, IEvidenceStore evidence, AssetClaims claims, HiddenHours hidden,
    TimeProvider time)
{
    private ImportFile File { get; } = new(import.Order!, async ct => await OpenAsync(evidence, tenant, import.Order!.Sha256, ct));

    /// <summary>Judges every row.</summary>
    public async Task<ImportCounts> CheckAsync(CancellationToken ct)
    {
        var judge = Judge(writes: false);
        var counts = ImportCounts.Zero;
        await using (var session = await sessions.OpenAsync(tenant, ct))
            await ImportTables.BeginAsync(session.Connection, tenant, import.Id, ImportProgress.Checking, ct);
        await foreach (var rows in BatchesAsync(0, judge, ct))
        {
            await using var session = await sessions.OpenAsync(tenant, ct);
            var judged = await judge.JudgeAsync(rows, session.Documents, session.Connection, ct);
            var more = judged.Counts with { Written = 0 };
            await ImportTables.AddAsync(session.Connection, tenant, import.Id, counts.Rows, more, judged.Errors, ct);
            counts += more;
        }

        return counts;
    }

    /// <summary>Writes every row in one transaction, which ends the import too. Nobody sees any of it before.</summary>
    /// <returns>Errors of rows that are no longer as they were when they were checked; nothing is written then.</returns>
    public async Task<IReadOnlyList<LineError>> WriteAllAsync(ImportCounts check, CancellationToken ct)
    {
        var judge = Judge(writes: true);
        var keys = new List<(AssetKey, Guid)>();
        var counts = check with { Written = 0, Unchanged = 0 };
        await using var unit = await bulk.BeginAsync(tenant, import.By!, import.Id.ToString(), ct);
        await foreach (var rows in BatchesAsync(0, judge, ct))
        {
            var judged = await judge.JudgeAsync(rows, unit.Documents, unit.Connection, ct);
            if (judged.Errors.Count > 0) return judged.Errors;
            judged.Write(unit);
            keys.AddRange(judged.Keys);
            await unit.FlushAsync(ct);
            counts = counts with { Written = counts.Written + judged.Counts.Written, Unchanged = counts.Unchanged + judged.Counts.Unchanged };
            // On a connection of its own: the transaction's progress is nobody's to see.
            await using var session = await sessions.OpenAsync(tenant, ct);
            await ImportTables.SayWritingAsync(session.Connection, tenant, import.Id, counts.Written, ct);
        }

        await ImportEnd.AddAsync(unit, tenant, import.Id, ImportOutcome.Imported, counts, Now(), ct);
        await claims.EnterAsync(keys, tenant, unit.Connection, ct);
        await unit.CommitAsync(ct);
        return [];
    }

    /// <summary>Writes the good rows batch by batch, from where an earlier run ended.</summary>
    public async Task<ImportCounts> WriteGoodAsync(CancellationToken ct)
    {
        var judge = Judge(writes: true);
        var counts = await ResumeAsync(ct);
        await foreach (var rows in BatchesAsync(counts.Rows, judge, ct))
        {
            await using var unit = await bulk.BeginAsync(tenant, import.By!, import.Id.ToString(), ct);
            var judged = await judge.JudgeAsync(rows, unit.Documents, unit.Connection, ct);
            judged.Write(unit);
            await ImportTables.AddAsync(unit.Connection, tenant, import.Id, counts.Rows, judged.Counts, judged.Errors, ct);
            await unit.FlushAsync(ct);
            await claims.EnterAsync(judged.Keys, tenant, unit.Connection, ct);
            await unit.CommitAsync(ct);
            counts += judged.Counts;
        }

        return counts;
    }

    private async Task<ImportCounts> ResumeAsync(CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(tenant, ct);
        if (await ImportTables.ReadAsync(session.Connection, tenant, import.Id, ct) is { } progress) return progress.Counts;
        await ImportTables.BeginAsync(session.Connection, tenant, import.Id, ImportProgress.Writing, ct);
        return ImportCounts.Zero;
    }

    private async IAsyncEnumerable<IReadOnlyList<ImportRow>> BatchesAsync(
        int done, IRowJudge judge, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<ImportRow>(ContributionLimits.ImportBatch);
        await foreach (var row in File.RowsAsync(ct))
        {
            if (done > 0)
            {
                done--;
                judge.Recall(row);
                continue;
            }

            batch.Add(row);
            if (batch.Count < ContributionLimits.ImportBatch) continue;
            yield return batch;
            batch = new List<ImportRow>(ContributionLimits.ImportBatch);
        }

        if (batch.Count > 0) yield return batch;
    }

    private IRowJudge Judge(bool writes) => import.Order!.Kind == ImportKind.Contributions
        ? new ContributionJudge(tenant, import.By!, Now(), evidence, claims)
        : new HoursJudge(tenant, import.Order.Kind, import.By!, Now(), hidden, writes);

    private DateTimeOffset Now() => Timestamps.Truncate(time.GetUtcNow());

    private static async Task<Stream> OpenAsync(IEvidenceStore evidence, string tenant, string sha256, CancellationToken ct)
    {
        try
        {
            return await evidence.OpenAsync(tenant, sha256, ct) ?? throw new ImportFileException(1, ImportProblems.FileMissing());
        }
        catch (EvidenceDamagedException)
        {
            throw new ImportFileException(1, ImportProblems.FileMissing());
        }
    }
}
