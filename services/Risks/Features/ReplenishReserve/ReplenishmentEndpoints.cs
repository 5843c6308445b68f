using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Risks.Features;

/// <param name="AgreementId">Agreement whose reserve is filled up.</param>
/// <param name="Amount">The most to be called; left out for all that is missing.</param>
public sealed record ProposeReplenishmentRequest(string AgreementId, Money? Amount = null);

/// <param name="Calls">Whether the parties are called.</param>
/// <param name="Reason">Why not; left out when they are.</param>
public sealed record DecideReplenishmentRequest(bool Calls, Text? Reason = null);

internal static class ReplenishmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reserve/replenishments", ProposeAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Propose to call the parties to fill the reserve up to its target");
        routes.MapPost("/reserve/replenishments/{id:guid}/decision", DecideAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Call the parties as proposed, or refuse it");
        routes.MapGet("/reserve/replenishments", (string? agreement, string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<ReserveCall, ReserveCall>(
                    after, query => agreement is null ? query : query.Where(call => call.AgreementId == agreement), call => call, ct))
            .Produces<Page<ReserveCall>>()
            .WithSummary("Calls on the parties to fill the reserve up");
    }

    private static async Task<IResult> ProposeAsync(
        ProposeReplenishmentRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        // The number is taken by its stream: of two proposals at once the second meets the first.
        var no = await NextNoAsync(reads, body.AgreementId, ct);
        var stream = StreamId.For(context.Tenant, "reserve-call", $"{body.AgreementId}/{no}");
        var outcome = await commands.Handle(
            stream, context, ReserveCall.None(stream),
            async (state, session) => ReserveCallDecider.Decide(state, new ProposeReplenishment(
                body.AgreementId, body.Amount, await BasisAsync(session, body.AgreementId, no, context, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<int> NextNoAsync(Reads reads, string agreementId, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await session.Documents.Query<ReserveCall>().Where(call => call.AgreementId == agreementId).CountAsync(ct) + 1;
    }

    private static async Task<ReserveCallBasis> BasisAsync(IQuerySession reads, string agreementId, int no, CommandContext context, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(context.At.UtcDateTime);
        var agreement = await EventReader.InForceAsync(reads, agreementId, day, ct);
        var calls = await reads.Query<ReserveCall>().Where(call => call.AgreementId == agreementId).ToListAsync(ct);
        var statement = await ReserveReader.StatementAsync(reads, agreementId, day, day.AddYears(100), ct);
        var accepted = agreement is null ? new Dictionary<string, Money>(StringComparer.Ordinal) : (await EventReader.AcceptedAsync(reads, agreementId, day, ct))
            .GroupBy(value => value.Party, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Value), agreement.Document!.Currency), StringComparer.Ordinal);
        return new ReserveCallBasis(
            agreement, agreement?.Profile, statement?.Closing, await ReserveReader.OutstandingAsync(reads, agreementId, [.. calls], ct), accepted,
            calls.Any(call => call.Waits()), no);
    }

    private static async Task<IResult> DecideAsync(Guid id, DecideReplenishmentRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new DecideReplenishment(body.Calls, body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, ReserveCall.None(id), state => ReserveCallDecider.Decide(state, command), ct)).ToHttp();
    }
}
