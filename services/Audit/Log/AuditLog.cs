using Ledger.Audit.Search;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Hosting;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>
/// The log of every event of every service, in one gap-free order. Its one public entry: pages come in, each in one
/// transaction, and whatever comes again, too early or contradicting is told apart.
/// </summary>
public sealed class AuditLog(NpgsqlDataSource source, ILogger<AuditLog> log)
{
    /// <summary>How long to wait for another intake that holds the tree.</summary>
    internal TimeSpan Patience { get; init; } = AuditLimits.IntakeLock;

    /// <summary>
    /// Takes a page in. Entries that are in the log already are passed over; those whose turn has not come wait; one that
    /// contradicts the log puts its source into quarantine and changes nothing. Can be repeated after any failure.
    /// </summary>
    /// <exception cref="MalformedEntryException">The page is not what a relay sends; nothing was written.</exception>
    public async Task AppendAsync(AuditPage page, CancellationToken ct = default)
    {
        var verified = VerifiedPage.Verify(page);
        var waiting = await TakeAsync(verified, ct);
        Failpoints.Pass(Failpoint.IntakeCommitted);
        while (waiting)
        {
            waiting = await DrainAsync(ct);
            Failpoints.Pass(Failpoint.IntakeDrained);
        }
    }

    private Task<bool> TakeAsync(VerifiedPage page, CancellationToken ct) =>
        WithAsync(intake => CommitAsync(intake, page.Source, page.Entries, ct), ct);

    // What waited for the entries that just came in, of whatever source. A crash in between loses nothing: the message comes
    // again, and its entries are then passed over.
    private Task<bool> DrainAsync(CancellationToken ct) => WithAsync(async intake =>
    {
        var entries = await intake.ReadyAsync(ct);
        return entries.Count > 0 && await CommitAsync(intake, entries[0].Envelope.Source, entries, ct);
    }, ct);

    // Rows of the search are derived and prove nothing: whoever puts some there before their entry does not stop the log. fsck finds them.
    private async Task<bool> WithAsync(Func<IntakeTransaction, Task<bool>> work, CancellationToken ct)
    {
        try
        {
            return await OnceAsync(over: false);
        }
        catch (PostgresException planted) when (FoundRows.IsThere(planted))
        {
            log.LogError(planted, "The search holds rows of entries that are not in the log");
            return await OnceAsync(over: true);
        }

        async Task<bool> OnceAsync(bool over)
        {
            await using var intake = await IntakeTransaction.BeginAsync(source, Patience, over, ct);
            return await work(intake);
        }
    }

    private async Task<bool> CommitAsync(
        IntakeTransaction intake, string name, IReadOnlyList<VerifiedEntry> entries, CancellationToken ct)
    {
        Failpoints.Pass(Failpoint.IntakeLocked);
        var plan = Intake.Plan(await intake.KnownAsync(name, entries, ct), entries);
        Failpoints.Pass(Failpoint.IntakePlanned);
        var waiting = await intake.CommitAsync(name, plan, ct);
        AuditMetrics.Record(name, plan);
        if (plan.Conflicts is [var first, ..])
        {
            log.LogError(
                "Source {Source} contradicts the audit log and is quarantined: {Reason}, {Detail} ({Count} such entries in this page)",
                name, first.Reason, first.Detail, plan.Conflicts.Count);
        }

        return waiting;
    }
}
