using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The consortium's own id of the entry; sent again, it meets the first one.</param>
/// <param name="AgreementId">Under which agreement.</param>
/// <param name="Book">cash or in-kind.</param>
/// <param name="On">Valid date; not in closed books.</param>
/// <param name="Narrative">What a reader should know.</param>
/// <param name="Lines">At least two; debits equal credits. An amount in another currency than the agreement's needs a rate.</param>
/// <param name="ExpiresAt">Until when it waits to be posted; left out: two weeks.</param>
public sealed record BookEntryRequest(
    string Reference, string AgreementId, Book Book, DateOnly On, Text Narrative, IReadOnlyList<DraftLine> Lines, DateTimeOffset? ExpiresAt = null);

/// <param name="Reason">Why.</param>
public sealed record VoidEntryRequest(string Reason);

/// <param name="Reason">Why.</param>
/// <param name="On">Open day on which it is taken back.</param>
public sealed record ReverseEntryRequest(string Reason, DateOnly On);

/// <summary>Entries of persons.</summary>
internal static class BookEntryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/journal/entries", Prepare)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Prepare an entry; it holds what it takes until a second person posts it, or it runs out of time");
        routes.MapPost("/journal/entries/{id:guid}/posting", Post)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Post an entry that waits, as a second person");
        routes.MapPost("/journal/entries/{id:guid}/void", Void)
            .RequireAuthorization()
            .Produces<Outcome.Receipt>()
            .WithSummary("Give up an entry that waits");
        routes.MapPost("/journal/entries/{id:guid}/reversal", Reverse)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Prepare the mirror of a posted entry; a reversal is not reversed");
    }

    private static async Task<IResult> Prepare(BookEntryRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        for (var i = 0; i < body.Lines.Count; i++)
        {
            if (body.Lines[i] is null) return Problem.From(Problems.WrongType($"lines[{i}]", "an object", "对象"));
        }

        var draft = new EntryDraft(body.Reference, body.AgreementId, body.Book, body.On, body.Narrative, body.Lines);
        var stream = Streams.ManualEntry(context.Tenant, body.AgreementId, body.Reference);
        var until = body.ExpiresAt is { } given ? ServiceDefaults.Store.Timestamps.Truncate(given.ToUniversalTime()) : context.At.AddDays(DistributionLimits.PendingDaysByDefault);
        var outcome = await commands.Handle(
            stream, context, JournalEntry.None(stream),
            async (state, reads) => ManualEntryDecider.Decide(state, new PrepareEntry(
                draft, until, await BooksAsync(reads, draft.AgreementId, draft.On, draft.Lines.Where(line => line.Account is not null).Select(line => (line.Account, line.Side)), null, context.At, ct),
                context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Post(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, JournalEntry.None(id),
            async (state, reads) => ManualEntryDecider.Decide(state, new PostEntry(
                state.Pending is { Entry: { } entry }
                    ? await BooksAsync(reads, entry.AgreementId, entry.On, entry.Lines.Select(line => (line.Account, line.Side)), id, context.At, ct)
                    : new BooksNow(null, null, null, new Dictionary<string, Money>()),
                context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Void(
        Guid id, VoidEntryRequest body, CommandContext context, HttpContext http, Commands commands, CancellationToken ct)
    {
        var command = new VoidEntry(body.Reason, http.User.IsInRole(Roles.Approver), context.By, context.At);
        return (await commands.Handle(id, context, JournalEntry.None(id), state => ManualEntryDecider.Decide(state, command), ct)).ToHttp();
    }

    private static async Task<IResult> Reverse(Guid id, ReverseEntryRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var mirror = Streams.Mirror(id);
        var outcome = await commands.Handle(
            mirror, context, JournalEntry.None(mirror),
            async (state, reads) =>
            {
                var original = await reads.LoadAsync<JournalEntry>(id, ct);
                var books = original?.Posted is { } posted
                    ? await BooksAsync(reads, posted.AgreementId, body.On, posted.Lines.Select(line => (line.Account, line.Side.Other())), null, context.At, ct)
                    : new BooksNow(null, null, null, new Dictionary<string, Money>());
                return ManualEntryDecider.Decide(state, new ReverseEntry(
                    original, body.Reason, body.On, context.At.AddDays(DistributionLimits.PendingDaysByDefault), books, context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    private static async Task<BooksNow> BooksAsync(
        IQuerySession reads, string agreementId, DateOnly on, IEnumerable<(Account Account, Side Side)> moves, Guid? but, DateTimeOffset at, CancellationToken ct)
    {
        var agreement = await reads.InForceAsync(agreementId, on, ct);
        if (agreement?.Document is not { } document) return new BooksNow(null, null, null, new Dictionary<string, Money>());
        var (closed, left) = await reads.BooksAsync(agreementId, moves, document.Currency, but, at, ct);
        return new BooksNow(document, agreement.Source, closed, left);
    }
}
