using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="AgreementId">Agreement.</param>
/// <param name="On">Open day on which it will be booked.</param>
public sealed record PrepareCorrectionRequest(string AgreementId, DateOnly On);

/// <param name="Hash">Hash of the items that the approver has read.</param>
public sealed record BookCorrectionRequest(string Hash);

/// <summary>
/// Corrections of what was settled: values that were replaced or reversed since, versions that rule retroactively, losses borne otherwise.
/// One command previews all of it; a second person approves exactly that; it is booked as reversal and rebill on an open day.
/// </summary>
internal static class CorrectSettlementsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/adjustments", Prepare)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Put together everything settled that would come out otherwise now, to be approved and booked on an open day");
        routes.MapGet("/adjustments/prepared", (string? agreement, string? after, Reads reads, CancellationToken ct) => reads.PageAsync<Correction, Correction>(
                after, query => agreement is null ? query.Where(correction => correction.Prepared != null)
                    : query.Where(correction => correction.Prepared != null && correction.AgreementId == agreement), correction => correction, ct))
            .Produces<Page<Correction>>()
            .WithSummary("Adjustments that were put together, of an agreement (agreement=): waiting, booked, given up");
        routes.MapGet("/adjustments/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<Correction>(id, ct))
            .Produces<Correction>()
            .WithSummary("One adjustment with every line as it was and would be");
        routes.MapPost("/adjustments/{id:guid}/booking", Book)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Approve an adjustment as a second person; it is booked as reversal and rebill");
        routes.MapPost("/adjustments/{id:guid}/withdrawal", Drop)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Give up an adjustment that is not booked");
    }

    private static async Task<IResult> Prepare(PrepareCorrectionRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var no = await NextNoAsync(reads, body.AgreementId, ct);
            var stream = Streams.Correction(context.Tenant, body.AgreementId, no);
            var outcome = await commands.Handle(
                stream, context, Correction.None(stream),
                async (state, session) =>
                {
                    var pending = await PendingCorrections.ReadAsync(session, body.AgreementId, ct);
                    return CorrectionDecider.Decide(state, new PrepareCorrection(
                        body.AgreementId, no, body.On, pending.Items, pending.Hash, await session.ClosedUpToAsync(body.AgreementId, ct), context.By, context.At));
                }, ct);
            if (outcome is not Outcome.Refused { Rejection: CorrectionNumberTaken } || attempt > Limits.Redecisions) return outcome.ToHttp();
        }
    }

    private static async Task<IResult> Book(Guid id, BookCorrectionRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Correction.None(id),
            async (state, reads) => state.Prepared is { } prepared
                ? CorrectionDecider.Decide(state, await CommandAsync(state, prepared, body, context, reads, ct))
                : new CorrectionUnknown(), ct);
        return outcome.ToHttp();
    }

    private static async Task<BookCorrection> CommandAsync(
        Correction state, CorrectionPrepared prepared, BookCorrectionRequest body, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        // Read before what it guards: two corrections of the same differences cannot both be booked.
        var turn = await reads.NextTurnAsync(context.Tenant, Turn.CorrectionsOf(prepared.AgreementId), ct);
        var pending = await PendingCorrections.ReadAsync(reads, prepared.AgreementId, ct);
        var accounts = prepared.Items.SelectMany(item => item.Lines).Select(line => Account.Payable(line.Party)).Append(Account.Reserve);
        var (closed, left) = await reads.BooksAsync(
            prepared.AgreementId, accounts.Select(account => (account, account.Never!.Value)), prepared.Items[0].ReserveWas.Currency, null, context.At, ct);
        var own = await reads.Events.FetchStreamAsync(state.Id, token: ct);
        return new BookCorrection(
            body.Hash, pending.Hash, left, closed,
            [.. prepared.Items.Select((_, i) => Streams.CorrectionEntries(state.Id, i))], Streams.CorrectionOwed(state.Id), turn,
            own.First(recorded => recorded.Data is CorrectionPrepared).Cite(), context.By, context.At);
    }

    private static async Task<IResult> Drop(Guid id, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Correction.None(id), state => CorrectionDecider.Decide(state, new DropCorrection(context.By, context.At)), ct)).ToHttp();

    private static async Task<int> NextNoAsync(Reads reads, string agreementId, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await session.Documents.Query<Correction>().Where(correction => correction.AgreementId == agreementId).CountAsync(ct) + 1;
    }
}
