using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.Contributions.Imports;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.ServiceDefaults.Work;

namespace Ledger.Contributions.Integration;

/// <summary>
/// Works through the imports that wait; an import that was taken up <see cref="ContributionLimits.ImportTries"/> times in vain counts as
/// failed.
/// </summary>
internal sealed class ImportRunner(
    ImportQueue queue, TenantSessions sessions, BulkWrites bulk, IEvidenceStore evidence, AssetClaims claims, HiddenHours hidden, SecretIntake intake,
    DisclosureStore disclosures, TimeProvider time,
    ILogger<ImportRunner> log) : WorkRunner(queue, log)
{
    protected override async Task WorkAsync(Guid id, string tenant, CancellationToken ct)
    {
        if (await queue.TryAsync(id, ct) is not { } number) return;
        try
        {
            await RunAsync(id, tenant, number > ContributionLimits.ImportTries, ct);
        }
        catch (Exception race) when (race is ImportOvertakenException || BulkWrites.LostRace(race))
        {
            log.LogInformation("Import {Import} lost a race and is judged again", id);
            queue.Raise();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Import {Import} of {Consortium} was interrupted at try {Try}", id, tenant, number);
        }
    }

    private async Task RunAsync(Guid id, string tenant, bool giveUp, CancellationToken ct)
    {
        Import? import;
        await using (var session = await sessions.OpenAsync(tenant, ct)) import = await session.Documents.LoadAsync<Import>(id, ct);
        if (import?.Order is not { } order) throw new InvalidOperationException($"There is no import {id}.");
        await using (var unit = await bulk.BeginAsync(tenant, import.By!, id.ToString(), ct))
        {
            if (!await ImportEnd.BeginAsync(unit, id, Now(), ct)) return;
        }

        var passes = new ImportPasses(tenant, import, sessions, bulk, evidence, claims, hidden, intake, disclosures, time);
        try
        {
            if (giveUp) await RefuseAsync(tenant, import, ImportOutcome.Failed, [LineError.Of(0, null, ImportProblems.Fault())], passes, ct);
            else if (order.DryRun) await EndAsync(tenant, import, await passes.CheckAsync(ct), passes, ct);
            else if (order.Mode == ImportMode.AcceptGood) await EndAsync(tenant, import, await passes.WriteGoodAsync(ct), passes, ct);
            else await AllOrNothingAsync(tenant, import, passes, ct);
        }
        catch (ImportHeaderException header)
        {
            await RefuseAsync(tenant, import, ImportOutcome.Refused, header.Errors, passes, ct);
        }
        catch (ImportFileException file)
        {
            await RefuseAsync(tenant, import, ImportOutcome.Refused, [LineError.Of(file.Line, file.Column, file.Rejection)], passes, ct);
        }

        if (passes.Marked) await ImportedFile.ForgetAsync(order.Sha256, tenant, sessions, evidence, ct);
    }

    private async Task AllOrNothingAsync(string tenant, Import import, ImportPasses passes, CancellationToken ct)
    {
        var check = await passes.CheckAsync(ct);
        if (check.Refused > 0) await EndAsync(tenant, import, check, passes, ct);
        // The register may have changed since the check: then nothing is written, and the errors say why.
        else if (await passes.WriteAllAsync(check, ct) is { Count: > 0 } errors) await RefuseAsync(tenant, import, ImportOutcome.Refused, errors, passes, ct);
    }

    private async Task EndAsync(string tenant, Import import, ImportCounts counts, ImportPasses passes, CancellationToken ct)
    {
        await using var unit = await bulk.BeginAsync(tenant, import.By!, import.Id.ToString(), ct);
        await ImportEnd.AddAsync(unit, tenant, import.Id, ImportDecider.OutcomeOf(import.Order!, counts), counts, Now(), passes.Marked, ct);
        await unit.CommitAsync(ct);
    }

    // The file itself is refused, or the platform gave up: what was counted so far stays, and the reason joins the errors.
    private async Task RefuseAsync(
        string tenant, Import import, ImportOutcome outcome, IReadOnlyList<LineError> errors, ImportPasses passes, CancellationToken ct)
    {
        await using var unit = await bulk.BeginAsync(tenant, import.By!, import.Id.ToString(), ct);
        if (await ImportTables.ReadAsync(unit.Connection, tenant, import.Id, ct) is null)
            await ImportTables.BeginAsync(unit.Connection, tenant, import.Id, ImportProgress.Checking, ct);
        var counts = (await ImportTables.ReadAsync(unit.Connection, tenant, import.Id, ct))!.Counts;
        if (import.Order!.Mode == ImportMode.AllOrNothing || import.Order.DryRun) counts = counts with { Written = 0 };
        // What "accept-good" wrote before the file broke stands, and the outcome says so.
        else if (counts.Written > 0 && outcome == ImportOutcome.Refused) outcome = ImportOutcome.ImportedInPart;
        await ImportTables.AddAsync(unit.Connection, tenant, import.Id, counts.Rows, ImportCounts.Zero, errors, ct);
        await ImportEnd.AddAsync(unit, tenant, import.Id, outcome, counts, Now(), passes.Marked, ct);
        await unit.CommitAsync(ct);
    }

    private DateTimeOffset Now() => Timestamps.Truncate(time.GetUtcNow());
}
