using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The consortium's own id of the batch: letters, digits, dots, underscores, hyphens.</param>
/// <param name="Run">The settled run whose payables are paid.</param>
/// <param name="ExecuteOn">Day on which the bank shall pay.</param>
/// <param name="Parties">Whom to pay; everybody to whom something is payable when left out.</param>
/// <param name="Payer">Bank account that pays; the one approved last when left out.</param>
public sealed record PreparePaymentsRequest(
    string Reference, Guid Run, DateOnly ExecuteOn, IReadOnlyList<string>? Parties = null, Guid? Payer = null);

/// <param name="BatchHash">Hash of the batch that the approver has seen.</param>
public sealed record ApprovePaymentsRequest(string BatchHash);

/// <param name="Reason">Why.</param>
public sealed record WithdrawPaymentsRequest(string Reason);

internal static class PaymentBatchEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/payments/batches", Prepare)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Prepare payments of what a settled run made payable");
        routes.MapPost("/payments/batches/{id:guid}/approval", Approve)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Approve exactly this batch, as a second person: its amounts are in transit, its file may be fetched");
        routes.MapPost("/payments/batches/{id:guid}/withdrawal", Withdraw)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.FinanceOfficer, Roles.Approver))
            .Produces<Outcome.Receipt>()
            .WithSummary("Take a batch back, once it is approved as a second person and before the bank has answered: its amounts are payable again");
    }

    private static async Task<IResult> Prepare(PreparePaymentsRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        if (body.Parties is { } named && named.Any(party => party is null)) return Problem.From(Problems.WrongType("parties", "a list of party ids", "成员编号列表"));
        var id = Streams.PaymentBatch(context.Tenant, body.Reference);
        var outcome = await commands.Handle(id, context, PaymentBatch.None(id), async (state, reads) =>
        {
            var turn = await reads.NextTurnAsync(context.Tenant, Streams.PaymentsOf(body.Run), ct);
            var run = await reads.LoadAsync<Run>(body.Run, ct);
            var accounts = await reads.Query<BankAccount>().ToListAsync(ct);
            var payables = run is null ? [] : await PayableAsync(reads, run, ct);
            var batches = await reads.Query<PaymentBatch>().Where(batch => batch.RunId == body.Run).ToListAsync(ct);
            var payer = body.Payer is { } given
                ? accounts.FirstOrDefault(account => account.Id == given)
                : payables.Count == 0 ? null : BankAccount.Current(accounts, BankAccountUse.Pay, party: null, payables[0].Amount.Currency);
            if (body.Payer is not null && payer is null) return new BankAccountUnknown { Field = "payer" };
            return PaymentBatchDecider.Decide(state, new PreparePaymentBatch(
                body.Reference, run, body.Parties, body.ExecuteOn, payer, payables, accounts,
                batches.FirstOrDefault(batch => batch.Id != id && batch.Stage == BatchStage.Prepared)?.Prepared!.Reference,
                Streams.Payments(id), turn, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Approve(Guid id, ApprovePaymentsRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, PaymentBatch.None(id), async (state, reads) =>
        {
            var turn = await reads.NextTurnAsync(context.Tenant, Streams.PaymentsOf(state.RunId), ct);
            var run = await reads.LoadAsync<Run>(state.RunId, ct);
            var accounts = await reads.LoadManyAsync<BankAccount>(
                ct, [.. (state.Prepared?.Lines ?? []).Select(line => line.AccountId), state.Prepared?.PayerAccountId ?? Guid.Empty]);
            var own = await reads.Events.FetchStreamAsync(id, token: ct);
            return PaymentBatchDecider.Decide(state, new ApprovePaymentBatch(
                body.BatchHash, state.Prepared is { } prepared ? PayloadHash.Of(prepared) : null, run?.PoolId ?? Guid.Empty,
                run is null ? [] : await PayableAsync(reads, run, ct), accounts.DistinctBy(account => account.Id).ToDictionary(account => account.Id),
                [.. own.Where(recorded => recorded.Data is PaymentBatchPrepared).Select(recorded => recorded.Cite())],
                await reads.ClosedUpToAsync(run?.AgreementId ?? "", ct),
                Streams.Payments(id), turn, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Withdraw(
        Guid id, WithdrawPaymentsRequest body, CommandContext context, HttpContext http, Commands commands, CancellationToken ct)
    {
        var approver = http.User.Caller().Roles.Contains(Roles.Approver);
        var outcome = await commands.Handle(id, context, PaymentBatch.None(id), async (state, reads) =>
        {
            var run = await reads.LoadAsync<Run>(state.RunId, ct);
            var ended = await reads.LoadManyAsync<EndedPayment>(ct, [.. (state.Prepared?.Lines ?? []).Select(line => Streams.FirstOutcome(line.PaymentId))]);
            return PaymentBatchDecider.Decide(state, new WithdrawPaymentBatch(
                body.Reason, run?.PoolId ?? Guid.Empty, ended.Count > 0, await reads.ClosedUpToAsync(run?.AgreementId ?? "", ct), approver, Streams.Payments(id), context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }

    // What the run made payable and is not paid yet; never more than is payable to the party in all, since a correction may have taken of it.
    private static async Task<IReadOnlyList<PartyPayable>> PayableAsync(IQuerySession reads, Run run, CancellationToken ct)
    {
        var payables = await reads.PayablesAsync(run.AgreementId, party: null, ct);
        return
        [
            .. payables.Where(payable => payable.RunId == run.Id).Select(payable => new PartyPayable(
                payable.Party,
                Money.Min(payable.Amount, Money.Sum(
                    payables.Where(other => other.Party == payable.Party && other.Amount.Currency == payable.Amount.Currency).Select(other => other.Amount),
                    payable.Amount.Currency)))),
        ];
    }
}
