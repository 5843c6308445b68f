using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="AgreementId">Whose books.</param>
/// <param name="UpTo">Last day to close; over by now.</param>
public sealed record CloseJournalRequest(string AgreementId, DateOnly UpTo);

internal static class CloseJournalEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/journal/closes", Handle)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Close an agreement's books up to a day, for good; later corrections are booked on open days");
        routes.MapGet("/journal/closes", (string agreement, Reads reads, CancellationToken ct) => Read(agreement, reads, ct))
            .Produces<IReadOnlyList<JournalClosed>>()
            .WithSummary("Closes of an agreement's books, oldest first");
    }

    private static async Task<IResult> Handle(CloseJournalRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = Streams.JournalClose(context.Tenant, body.AgreementId);
        var outcome = await commands.Handle(
            stream, context, JournalClose.None(stream),
            async (state, reads) => JournalCloseDecider.Decide(state, await CommandAsync(body, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<CloseJournal> CommandAsync(CloseJournalRequest body, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var known = await reads.Query<Rules.AdoptedAgreement>().AnyAsync(agreement => agreement.AgreementId == body.AgreementId, ct);
        var settled = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == body.AgreementId).ToListAsync(ct))
            .Select(settlement => settlement.PoolId).ToHashSet();
        var open = (await reads.PoolsOfAsync(body.AgreementId, ct))
            .Where(pool => pool.Period.To <= body.UpTo && pool.Holds && !settled.Contains(pool.Id)).MinBy(pool => pool.Period.To);
        var waiting = await reads.AdvancedSql.QueryAsync<Guid>(
            "select entry_id from journal_pending where tenant_id = ? and agreement = ? and effective_on <= ? and expires_at > ? order by expires_at limit 1",
            ct, reads.TenantId, body.AgreementId, body.UpTo, context.At);
        var pending = waiting.Count > 0 ? await reads.LoadAsync<JournalEntry>(waiting[0], ct) : null;
        return new CloseJournal(body.AgreementId, body.UpTo, known, open?.Reference, pending?.Pending?.Entry.Reference, context.By, context.At);
    }

    private static async Task<IResult> Read(string agreement, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var close = await session.Documents.LoadAsync<JournalClose>(Streams.JournalClose(session.Documents.TenantId, agreement), ct);
        return Results.Ok(close?.Closed ?? []);
    }
}
