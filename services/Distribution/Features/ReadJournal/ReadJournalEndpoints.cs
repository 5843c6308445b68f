using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Distribution.Features;

internal static class ReadJournalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/journal", (string? book, string? agreement, string? after, Reads reads, CancellationToken ct) =>
                List(book, agreement, after, reads, ct))
            .Produces<Page<JournalEntryView>>()
            .WithSummary("Journal entries in the order in which they were recorded, by book and agreement");
        routes.MapGet("/journal/waiting", Waiting)
            .Produces<IReadOnlyList<JournalEntryView>>()
            .WithSummary("Entries that wait to be posted by a second person, the next to run out of time first; of an agreement (agreement=)");
        routes.MapGet("/journal/entries/{id:guid}", One)
            .Produces<JournalEntryView>()
            .WithSummary("One entry: waiting, posted or void");
        routes.MapGet("/journal/trial-balance", (string? book, string? agreement, DateOnly? on, DateTimeOffset? recordedAt, Reads reads, CancellationToken ct) =>
                Balance(book, agreement, on, recordedAt, reads, ct))
            .Produces<TrialBalanceView>()
            .WithSummary("Balance of every account and proof that debits equal credits, up to a valid date (on=) and a recorded time (recordedAt=)");
    }

    private static async Task<IResult> One(Guid id, Reads reads, HttpContext http, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var entry = await session.Documents.LoadAsync<JournalEntry>(id, ct);
        if (entry is not { Posted: not null } and not { Pending: not null }) throw RequestRefused.NotFound();
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        return Results.Ok(JournalEntryView.Of(entry));
    }

    // What is out of time holds nothing and cannot be posted: it waits no more.
    private static async Task<IResult> Waiting(string? agreement, Reads reads, TimeProvider clock, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var ids = await documents.AdvancedSql.QueryAsync<Guid>(
            "select entry_id from journal_pending where tenant_id = ? and expires_at > ? and (agreement = ? or ? = '') group by entry_id order by min(expires_at), entry_id limit ?",
            ct, documents.TenantId, clock.GetUtcNow(), agreement ?? "", agreement ?? "", Limits.PageSize);
        var entries = (await documents.LoadManyAsync<JournalEntry>(ct, [.. ids])).ToDictionary(entry => entry.Id);
        return Results.Ok(ids.Where(entries.ContainsKey).Select(id => JournalEntryView.Of(entries[id])).ToList());
    }

    private static async Task<IResult> List(string? book, string? agreement, string? after, Reads reads, CancellationToken ct)
    {
        if (UnknownBook(book) is { } unknown) return Problem.From(unknown);
        var cursor = JournalCursor.Read(after);
        await using var session = await reads.OpenAsync(ct);
        var query = Filter(session.Documents, book, agreement);
        // Recorded times are stored as text of one length, so text order is time order.
        if (cursor is not null)
            query = query.Where(entry => entry.MatchesSql("(d.data ->> 'at', d.id) > (?, ?)", cursor.At, cursor.Id));
        var found = await query.OrderBySql("d.data ->> 'at'").ThenBySql("d.id").Take(Limits.PageSize + 1).ToListAsync(ct);
        var page = Page.Of(found, Limits.PageSize, JournalCursor.Of);
        return Results.Ok(new Page<JournalEntryView>([.. page.Items.Select(JournalEntryView.Of)], page.Next));
    }

    private static async Task<IResult> Balance(
        string? book, string? agreement, DateOnly? on, DateTimeOffset? recordedAt, Reads reads, CancellationToken ct)
    {
        if (UnknownBook(book) is { } unknown) return Problem.From(unknown);
        await using var session = await reads.OpenAsync(ct);
        var accounts = await session.Documents.BalancesAsync(new BalanceQuery(agreement, book, null, null, on, recordedAt), ct);
        return Results.Ok(new TrialBalanceView(accounts, TrialBalance.TotalsOf(accounts)));
    }

    private static IQueryable<JournalEntry> Filter(IQuerySession session, string? book, string? agreement)
    {
        // A stream can hold a reversal that was heard of before the value: no entry yet.
        var query = session.Query<JournalEntry>().Where(entry => entry.Posted != null);
        if (agreement is not null) query = query.Where(entry => entry.AgreementId == agreement);
        // An enum is stored by its kebab-case name, which the query provider does not know.
        return book is null ? query : query.Where(entry => entry.MatchesSql("d.data ->> 'book' = ?", book));
    }

    private static InputRejection? UnknownBook(string? book) =>
        book is null || KebabCase.Find<Book>(book) is not null ? null : Problems.UnknownValue("book", book, KebabCase.Names<Book>());
}

/// <summary>Where a page of the journal ended: recorded time and id.</summary>
internal sealed record JournalCursor(string At, Guid Id)
{
    public static string Of(JournalEntry entry) => $"{Timestamps.Text(entry.At)}_{entry.Id}";

    /// <exception cref="RequestRefusedException">The cursor is not one of ours.</exception>
    public static JournalCursor? Read(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('_');
        return parts.Length == 2 && Guid.TryParseExact(parts[1], "D", out var id) && parts[0].Length == 27
            && DateTimeOffset.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var at) && Timestamps.Text(at) == parts[0]
            ? new JournalCursor(parts[0], id)
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
    }
}
