using Ledger.Audit.Bundles;
using Ledger.Audit.Desk;
using Ledger.Audit.Heads;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Npgsql;

namespace Ledger.Audit.Features;

/// <summary>
/// Everything of a consortium up to a count, or between two, in one bundle that proves that nothing is left out. Without an end the
/// entries are counted anew when the last count is not fresh.
/// </summary>
internal static class ReadCompleteBundleEndpoint
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/bundles/complete", Handle)
        .Produces<byte[]>(contentType: "application/json")
        .WithSummary("Evidence bundle of everything of the consortium up to now, or up to a count or a day's, from the beginning or from an earlier count: proves that nothing is left out");

    private static Task<IResult> Handle(
        string? asOf, string? from, string? to, Readings readings, ProvenTrees trees, HeadCounts counts, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (asOf is not null && to is not null) throw RequestRefused.Malformed("to", "asOf names the end already");
        var end = asOf is null ? CountAsked.Of("to", to) : new CountAsked(Until: QueryTime.Day("asOf", asOf));
        var asked = new Period(CountAsked.Of("from", from), from, end, to ?? asOf, to is null ? "asOf" : "to");
        if (!http.User.Caller().Roles.Contains(Roles.Regulator)) throw RegulatorsOnly();
        return readings.AnswerAsync(
            http, "complete-bundle", [("asOf", asOf), ("from", from), ("to", to)], reader => BundleAsync(asked, reader, trees, counts, clock, ct), ct);
    }

    private static async Task<Reply> BundleAsync(
        Period asked, ReadScope reader, ProvenTrees trees, HeadCounts counts, TimeProvider clock, CancellationToken ct)
    {
        reader.Whole();
        var (log, caller, session) = (reader.Log, reader.Caller, reader.Connection);
        if (!await log.AnyAsync(ct)) throw RequestRefused.NotFound();
        var proven = await NewestAsync(trees, session, caller.Consortium, asked.End, ct);
        if (asked.End.IsNewest && (proven?.Head is not { } head || clock.GetUtcNow() - head.Entry.Envelope.RecordedAt > AuditLimits.HeadFresh))
        {
            var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await counts.RecordAsync(Guid.CreateVersion7(), day, ct);
            proven = await FreshAsync(trees, session, caller.Consortium, clock, ct);
        }

        if (proven?.Head is not { } counted) throw asked.End.IsNewest ? ReadBundleEndpoint.NotSealed() : NotCounted(asked.EndText!, asked.EndName);
        if (asked.FromText is { } text)
        {
            var first = await trees.HeadAsync(proven.Tree, session, caller.Consortium, asked.From, ct) ?? throw NotCounted(text, "from");
            if (first.Size >= counted.Size) throw NotEarlier();
            proven = proven with { From = first };
        }

        var begin = proven.From?.Size ?? 0;
        var (entries, more) = await log.BetweenAsync(begin, counted.Size, AuditLimits.TrailEvents, AuditLimits.TrailCharacters, ct);
        if (more) throw TooLarge();
        if (entries.Count == 0) throw Nothing();
        var all = proven.From is null ? entries : await WithCausesAsync(log, entries, counted.Size, ct);
        var bundle = await trees.BundleAsync(caller.Consortium, entries[^1].Envelope.Event, all, proven, complete: true, ct);
        var name = proven.From is { } since ? $"{since.Size}-{counted.Size}" : $"{counted.Day:yyyy-MM-dd}";
        return new Reply(bundle.ToBytes(), all.Count, FileName: $"{caller.Consortium}-{name}.ledger-bundle.json");
    }

    // What the period rests on and came before it, so that its figures can be computed anew.
    private static async Task<IReadOnlyList<LoggedEntry>> WithCausesAsync(LogReads log, IReadOnlyList<LoggedEntry> entries, long below, CancellationToken ct)
    {
        var held = new SortedDictionary<long, LoggedEntry>(entries.ToDictionary(entry => entry.Index));
        var characters = AuditLimits.TrailCharacters - entries.Sum(Characters);
        IReadOnlyCollection<Guid> asked = [.. entries.Select(entry => entry.Envelope.Event), .. Cited(entries)];
        while (asked.Count > 0)
        {
            var (found, cut) = await log.WithStreamsAsync(asked, held.Keys, AuditLimits.TrailEvents - held.Count, characters, ct);
            if (cut) throw TooLarge();
            IReadOnlyList<LoggedEntry> earlier = [.. found.Where(entry => entry.Index < below)];
            foreach (var entry in earlier) held.Add(entry.Index, entry);
            characters -= earlier.Sum(Characters);
            var known = held.Values.Select(entry => entry.Envelope.Event).ToHashSet();
            asked = [.. Cited(earlier).Where(cited => !known.Contains(cited))];
        }

        return [.. held.Values];

        static int Characters(LoggedEntry entry) => entry.EnvelopeJson.GetRawText().Length + entry.Payload.GetRawText().Length;

        static IEnumerable<Guid> Cited(IReadOnlyList<LoggedEntry> of) => of.SelectMany(entry => entry.Envelope.References).Select(cited => cited.Event).Distinct();
    }

    // The count itself must be within the tree: of two trees the one that enough witnesses have seen, if it holds a count.
    private static async Task<ProvenTree?> NewestAsync(ProvenTrees trees, NpgsqlConnection session, string tenant, CountAsked asked, CancellationToken ct)
    {
        if (await trees.HoldingAsync(0, ct) is { } cosigned && await trees.OfAsync(cosigned, session, tenant, asked, ct) is { Head: not null } seen) return seen;
        return await trees.NewestAsync(ct) is { } newest ? await trees.OfAsync(newest, session, tenant, asked, ct) : null;
    }

    // The new count takes the way of every fact: outbox, log, signature.
    private static async Task<ProvenTree?> FreshAsync(ProvenTrees trees, NpgsqlConnection session, string tenant, TimeProvider clock, CancellationToken ct)
    {
        var (since, began) = (clock.GetTimestamp(), clock.GetUtcNow() - AuditLimits.HeadFresh);
        while (true)
        {
            var cosigned = await NewestAsync(trees, session, tenant, default, ct);
            if (cosigned?.Head?.Entry.Envelope.RecordedAt >= began) return cosigned;
            // Without enough witnesses in time, the newest signature: its reader sees who has not seen it.
            if (clock.GetElapsedTime(since) > AuditLimits.HeadWait)
                return await trees.NewestAsync(ct) is { } newest ? await trees.OfAsync(newest, session, tenant, default, ct) : null;
            await Task.Delay(Poll, clock, ct);
        }
    }

    private static RequestRefusedException RegulatorsOnly() => ReadBundleEndpoint.Refused(403, "bundle.regulators-only",
        "Only a regulator reads everything of a consortium in one bundle.", "仅监管方可一次性读取联合体的全部内容。");

    private static RequestRefusedException NotCounted(string asked, string field) => ReadBundleEndpoint.Refused(404, "bundle.not-counted",
        $"There is no count of the consortium's entries at {asked}, or of that day or earlier, under a signature.",
        $"没有已签署的、条目数为 {asked} 或该日及以前的条目清点。", field);

    private static RequestRefusedException NotEarlier() => ReadBundleEndpoint.Refused(422, "bundle.period-empty",
        "The count with which the period begins is not earlier than the one with which it ends.", "期间起点的清点不早于终点的清点。", "from");

    private static RequestRefusedException Nothing() => ReadBundleEndpoint.Refused(404, "bundle.nothing-between",
        "The two counts count the same entries of the consortium: nothing of it was logged between them.", "两次清点所计的联合体条目相同：其间没有任何记录。");

    private static RequestRefusedException TooLarge() => ReadBundleEndpoint.Refused(422, "bundle.too-large",
        $"The consortium has more than {AuditLimits.TrailEvents} entries up to that count, or too much text; ask for an earlier end, or for a period.",
        $"截至该次清点，联合体的条目超过 {AuditLimits.TrailEvents} 个或内容过多；请取更早的终点，或只取一段期间。");

    /// <param name="From">The count with which it begins.</param>
    /// <param name="FromText">As asked; null for the beginning of the log.</param>
    /// <param name="End">The count with which it ends.</param>
    /// <param name="EndText">As asked; null for now.</param>
    /// <param name="EndName">Name of the parameter that gave it.</param>
    private sealed record Period(CountAsked From, string? FromText, CountAsked End, string? EndText, string EndName);
}
