using Ledger.Audit.Bundles;
using Ledger.Audit.Desk;
using Ledger.Audit.Heads;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Npgsql;

namespace Ledger.Audit.Features;

/// <summary>
/// Everything of a consortium up to a count, in one bundle that proves that nothing is left out. Without a day the entries are
/// counted anew when the last count is not fresh.
/// </summary>
internal static class ReadCompleteBundleEndpoint
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/bundles/complete", Handle)
        .Produces<byte[]>(contentType: "application/json")
        .WithSummary("Evidence bundle of everything of the consortium up to now, or up to the count of a day: proves that nothing is left out");

    private static Task<IResult> Handle(
        string? asOf, Readings readings, ProvenTrees trees, HeadCounts counts, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var until = QueryTime.Day("asOf", asOf);
        if (!http.User.Caller().Roles.Contains(Roles.Regulator)) throw RegulatorsOnly();
        return readings.AnswerAsync(
            http, "complete-bundle", [("asOf", asOf)], reader => BundleAsync(until, asOf, reader, trees, counts, clock, ct), ct);
    }

    private static async Task<Reply> BundleAsync(
        DateOnly? until, string? asOf, ReadScope reader, ProvenTrees trees, HeadCounts counts, TimeProvider clock, CancellationToken ct)
    {
        reader.Whole();
        var (log, caller, session) = (reader.Log, reader.Caller, reader.Connection);
        if (!await log.AnyAsync(ct)) throw RequestRefused.NotFound();
        var proven = await NewestAsync(trees, session, caller.Consortium, until, ct);
        if (until is null && (proven?.Head is not { } head || clock.GetUtcNow() - head.Entry.Envelope.RecordedAt > AuditLimits.HeadFresh))
        {
            var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await counts.RecordAsync(Guid.CreateVersion7(), day, ct);
            proven = await FreshAsync(trees, session, caller.Consortium, clock, ct);
        }

        if (proven?.Head is not { } counted) throw until is null ? ReadBundleEndpoint.NotSealed() : NotCounted(asOf!);
        var (entries, more) = await log.BelowAsync(counted.Size, AuditLimits.TrailEvents, AuditLimits.TrailCharacters, ct);
        if (more) throw TooLarge();
        var bundle = await trees.BundleAsync(caller.Consortium, entries[^1].Envelope.Event, entries, proven, complete: true, ct);
        return new Reply(bundle.ToBytes(), entries.Count, FileName: $"{caller.Consortium}-{counted.Day:yyyy-MM-dd}.ledger-bundle.json");
    }

    // The count itself must be within the tree: of two trees the one that enough witnesses have seen, if it holds a count.
    private static async Task<ProvenTree?> NewestAsync(ProvenTrees trees, NpgsqlConnection session, string tenant, DateOnly? until, CancellationToken ct)
    {
        if (await trees.HoldingAsync(0, ct) is { } cosigned && await trees.OfAsync(cosigned, session, tenant, until, ct) is { Head: not null } seen) return seen;
        return await trees.NewestAsync(ct) is { } newest ? await trees.OfAsync(newest, session, tenant, until, ct) : null;
    }

    // The new count takes the way of every fact: outbox, log, signature.
    private static async Task<ProvenTree?> FreshAsync(ProvenTrees trees, NpgsqlConnection session, string tenant, TimeProvider clock, CancellationToken ct)
    {
        var (since, began) = (clock.GetTimestamp(), clock.GetUtcNow() - AuditLimits.HeadFresh);
        while (true)
        {
            var cosigned = await NewestAsync(trees, session, tenant, null, ct);
            if (cosigned?.Head?.Entry.Envelope.RecordedAt >= began) return cosigned;
            // Without enough witnesses in time, the newest signature: its reader sees who has not seen it.
            if (clock.GetElapsedTime(since) > AuditLimits.HeadWait)
                return await trees.NewestAsync(ct) is { } newest ? await trees.OfAsync(newest, session, tenant, null, ct) : null;
            await Task.Delay(Poll, clock, ct);
        }
    }

    private static RequestRefusedException RegulatorsOnly() => ReadBundleEndpoint.Refused(403, "bundle.regulators-only",
        "Only a regulator reads everything of a consortium in one bundle.", "仅监管方可一次性读取联合体的全部内容。");

    private static RequestRefusedException NotCounted(string day) => ReadBundleEndpoint.Refused(404, "bundle.not-counted",
        $"There is no count of the consortium's entries of {day} or earlier.", $"没有 {day} 或更早的条目清点。");

    private static RequestRefusedException TooLarge() => ReadBundleEndpoint.Refused(422, "bundle.too-large",
        $"The consortium has more than {AuditLimits.TrailEvents} entries up to that count, or too much text; ask for an earlier day.",
        $"截至该次清点，联合体的条目超过 {AuditLimits.TrailEvents} 个或内容过多；请取更早的日期。");
}
