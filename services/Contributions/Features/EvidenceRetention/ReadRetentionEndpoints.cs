using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>What is known of a file's keeping.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="Stored">Whether its bytes are here.</param>
/// <param name="Uses">What cites it, and how long each use keeps it.</param>
/// <param name="KeptUntil">Last day of the longest use; absent when a use has no end, or nothing cites it.</param>
/// <param name="Hold">The hold on it, or absent.</param>
/// <param name="Request">The request for erasure that waits, or absent.</param>
/// <param name="Against">Code of what stands against erasing it now, or absent.</param>
/// <param name="ErasedAt">When it was erased, or absent.</param>
/// <param name="ErasedFor">Why it was erased.</param>
public sealed record FileRetention(
    string Sha256, bool Stored, IReadOnlyList<EvidenceUse> Uses, DateOnly? KeptUntil, LegalHold? Hold, ErasureRequest? Request, string? Against,
    DateTimeOffset? ErasedAt, Text? ErasedFor);

internal static class ReadRetentionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/{sha256}/retention", OneAsync)
            .Produces<FileRetention>()
            .WithSummary("How long a file is kept and why, what holds it, whether its erasure is asked for or done");
        routes.MapGet("/evidence/due", DueAsync)
            .Produces<Page<DueFile>>()
            .WithSummary("Files whose period is over on a day (today, if none is given), by hash");
    }

    private static async Task<IResult> OneAsync(
        string sha256, HttpContext http, Reads reads, IEvidenceStore store, TimeProvider time, CancellationToken ct)
    {
        if (!EvidenceFile.IsHash(sha256)) throw EvidenceRefused.Unknown();
        var tenant = http.User.Caller().Consortium;
        var stored = await store.FindAsync(tenant, sha256, ct) is not null;
        await using var session = await reads.OpenAsync(ct);
        var file = await RetentionStream.StandingAsync(sha256, stored, tenant, session.Documents, ct);
        if (!file.Known && file.Erased is null) throw EvidenceRefused.Unknown();
        var register = await RetentionStream.LoadAsync(tenant, session.Documents, ct);
        return Results.Ok(new FileRetention(
            sha256, stored, file.Uses, EvidenceUse.Longest(file.Uses)?.Kept?.Until, register.HoldOn(sha256, file.Uses),
            register.Requests.FirstOrDefault(request => request.Sha256 == sha256),
            file.Erased is null ? RetentionDecider.Against(register, file, time.GetUtcNow())?.Code : null,
            file.Erased?.At, file.Erased?.Ground));
    }

    private static async Task<IResult> DueAsync(
        DateOnly? on, string? after, HttpContext http, Reads reads, TimeProvider time, CancellationToken ct)
    {
        if (after is not null && !EvidenceFile.IsHash(after)) throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        var caller = http.User.Caller();
        await using var session = await reads.OpenAsync(ct);
        var agreements = await Agreements.OfAsync(session.Documents, ct);
        var due = new DueFiles(await RetentionStream.LoadAsync(caller.Consortium, session.Documents, ct));
        var found = new List<DueFile>();
        if (agreements.FewestYears() is { } fewest)
        {
            var day = on ?? RetentionPeriod.Today(time.GetUtcNow());
            await foreach (var file in SearchAsync(due, day, fewest, after ?? "", agreements, session.Documents, ct))
            {
                if (await ErasedFiles.FindAsync(file.Sha256, caller.Consortium, session.Documents, ct) is null) found.Add(file);
                if (found.Count > ServiceDefaults.Limits.PageSize) break;
            }
        }

        return Results.Ok(Page.Of(found, ServiceDefaults.Limits.PageSize, file => file.Sha256));
    }

    // What may be due by the fewest years of any class is found by columns; only that is judged by its own class. Drafts keep their papers
    // as well, and records of other services: a file is due only when nothing of the consortium keeps it.
    private static async IAsyncEnumerable<DueFile> SearchAsync(
        DueFiles due, DateOnly day, int fewest, string after, Agreements agreements, IQuerySession reads,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int Batch = ServiceDefaults.Limits.PageSize + 1;
        // Years are full calendar years after that of the last day: whose last day lies later cannot be over.
        if (day.Year <= fewest) yield break;
        var before = new DateOnly(day.Year - fewest, 1, 1);
        while (true)
        {
            var old = await EvidenceUses.OldAsync(before, after, Batch, reads, ct);
            var uses = await EvidenceUses.OfAsync([.. old], agreements, reads, ct);
            foreach (var sha256 in old)
            {
                if (due.On(sha256, [.. uses[sha256]], day) is { } file) yield return file;
            }

            if (old.Count < Batch) yield break;
            after = old[^1];
        }
    }
}
