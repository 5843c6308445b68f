using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

/// <param name="Evidence">Reference of the sale in the evidence register: an invoice, an award or a closed sale, after the valuation date.</param>
/// <param name="Of">"asset" or "comparable".</param>
/// <param name="TimeFactor">By which the price is brought to the valuation date and the appraised thing, 0.5 to 2; 1 when absent.</param>
/// <param name="Reason">Why that factor; required for any but 1.</param>
public sealed record RecordLaterSaleRequest(string Evidence, string Of, Rational? TimeFactor = null, Text? Reason = null);

/// <param name="Reason">Why it no longer counts.</param>
public sealed record WithdrawLaterSaleRequest(Text Reason);

/// <summary>A later sale of an appraised thing; <c>withdrawn</c> is absent while it counts.</summary>
public sealed record LaterSaleView(Guid Id, LaterSaleRecorded Sale, LaterSaleWithdrawn? Withdrawn)
{
    internal static LaterSaleView Of(LaterSale sale) => new(sale.Id, sale.Recorded!, sale.Withdrawn);
}

internal static class LaterSaleEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/appraisals/{id:guid}/later-sales", RecordAsync)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Approver, Roles.FinanceOfficer))
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Hold an accepted value against a later sale of the thing or of one like it; not by its valuer or its contributor");
        routes.MapPost("/appraisals/{id:guid}/later-sales/{sale:guid}/withdrawal", WithdrawAsync)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Approver, Roles.FinanceOfficer))
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Withdraw a later sale with a reason; it stays readable and no longer counts");
        routes.MapGet("/appraisals/{id:guid}/later-sales", (Guid id, string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<LaterSale, LaterSaleView>(
                    after, sales => sales.Where(sale => sale.MatchesSql("d.data -> 'recorded' ->> 'appraisal' = ?", id.ToString("D"))), LaterSaleView.Of, ct))
            .Produces<Page<LaterSaleView>>()
            .WithSummary("Later sales of an appraisal, withdrawn ones too");
    }

    private static async Task<IResult> RecordAsync(Guid id, RecordLaterSaleRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (KebabCase.Find<SaleOf>(body.Of) is not { } of) return Problem.From(Problems.UnknownValue("of", body.Of, KebabCase.Names<SaleOf>()));
        var stream = StreamId.For(context.Tenant, "later-sale", $"{id:D}:{body.Evidence}");
        var outcome = await commands.Handle(
            stream, context, LaterSale.None(stream),
            async (state, reads) => LaterSaleDecider.Decide(state, new RecordLaterSale(
                await reads.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound(), of,
                (await RegisterReader.ReadAsync(new RegisterChoice([new EvidenceChoice(body.Evidence)]), context.Tenant, reads, ct)).Evidence.GetValueOrDefault(body.Evidence),
                body.TimeFactor, body.Reason, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, Guid sale, WithdrawLaterSaleRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            sale, context, LaterSale.None(sale),
            async (state, reads) => state.Recorded is { } recorded && recorded.Appraisal != id
                ? new LaterSaleUnknown()
                : LaterSaleDecider.Decide(state, await reads.LoadAsync<Appraisal>(id, ct), new WithdrawLaterSale(body.Reason, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
