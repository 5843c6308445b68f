using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Outcome">paid, failed or returned.</param>
/// <param name="On">Day of the bank.</param>
/// <param name="Received">What arrived: of a paid one at the party, of a returned one here; zero for a failed one.</param>
/// <param name="Evidence">The bank's slip or letter.</param>
/// <param name="Reason">Why it is said by hand.</param>
/// <param name="Fee">What banks took; left out: nothing.</param>
/// <param name="PartyBearsFee">Whether the party gets less by the fee; left out: the consortium bears it, and what did not arrive stays payable.</param>
public sealed record ProposeOutcomeRequest(
    PaymentOutcome Outcome, DateOnly On, Money Received, PoolEvidence Evidence, string Reason, Money? Fee = null, bool PartyBearsFee = false);

/// <param name="Confirms">Whether it is booked.</param>
/// <param name="Hash">Hash of what was put forward, as the second person has read it.</param>
/// <param name="Reason">Why not; only of a refusal.</param>
public sealed record DecideOutcomeRequest(bool Confirms, string Hash, string? Reason = null);

/// <summary>An outcome of a payment by hand; the hash is what its decision names.</summary>
public sealed record ManualOutcomeView(Guid Id, string Hash, PaymentOutcomeProposed Proposed, PaymentOutcomeConfirmed? Confirmed, PaymentOutcomeRefused? Refused)
{
    internal static ManualOutcomeView Of(ManualOutcome outcome) =>
        new(outcome.Id, PayloadHash.Of(outcome.Proposed!), outcome.Proposed!, outcome.Confirmed, outcome.Refused);
}

/// <summary>Outcomes of payments by hand: put forward by one person with a paper, confirmed by another.</summary>
internal static class ManualOutcomeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/payments/{id:guid}/outcomes", Propose)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Say how a payment ended beside the bank's files, with amounts, fee and a paper; a second person confirms it");
        routes.MapPost("/payments/outcomes/{id:guid}/decision", Decide)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Confirm or refuse exactly what was said of a payment, as a second person");
        routes.MapGet("/payments/outcomes", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<ManualOutcome, ManualOutcomeView>(after, query => query, ManualOutcomeView.Of, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FinanceOfficer, Roles.Approver, Roles.Regulator))
            .Produces<Page<ManualOutcomeView>>()
            .WithSummary("Outcomes of payments by hand, decided ones too");
    }

    private static async Task<IResult> Propose(Guid id, ProposeOutcomeRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = Streams.ManualOutcome(id, body.Outcome);
        var draft = new ManualOutcomeDraft(
            id, body.Outcome, body.On, body.Received, body.Fee ?? Money.Zero(body.Received.Currency), body.PartyBearsFee, body.Evidence, body.Reason);
        var outcome = await commands.Handle(
            stream, context, ManualOutcome.None(stream),
            async (state, reads) => ManualOutcomeDecider.Decide(state, new ProposeOutcome(draft, (await KnownAsync(reads, id, context.At, ct))?.Known, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Decide(Guid id, DecideOutcomeRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, ManualOutcome.None(id),
            async (state, reads) =>
            {
                var known = state.Proposed is { } proposed ? await KnownAsync(reads, proposed.Draft.PaymentId, context.At, ct) : null;
                return ManualOutcomeDecider.Decide(state, new DecideOutcome(
                    body.Confirms, body.Hash, state.Proposed is { } said ? PayloadHash.Of(said) : null, body.Reason, known?.Known, known?.BankLeft,
                    Streams.Payments(Guid.Empty), context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    private static async Task<(KnownPayment Known, Money BankLeft)?> KnownAsync(IQuerySession reads, Guid id, DateTimeOffset at, CancellationToken ct)
    {
        if (await reads.LoadAsync<Payment>(id, ct) is not { Released: { } released }) return null;
        var ended = await ReadPaymentsEndpoints.EndedAsync(reads, [id], ct);
        var (closed, left) = await reads.BooksAsync(released.AgreementId, [(Account.Bank, Account.Bank.Never!.Value)], released.Amount.Currency, null, at, ct);
        return (
            new KnownPayment(id, released, ended.GetValueOrDefault(Streams.FirstOutcome(id))?.Ended, ended.GetValueOrDefault(Streams.SecondOutcome(id))?.Ended, closed),
            left[Account.Bank.Code]);
    }
}
