using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// A quotation. Before the reveal ended the contributor sees neither quotes nor void reveals; amounts are in <c>result</c>, for nobody
/// before the quotes are opened. <c>evidence</c> holds them as inputs of the methods that take quotes.
/// </summary>
public sealed record QuotationView(
    Guid Id, string Reference, Guid Appraisal, string Party, QuotationState State, Text What, Currency Currency, DateOnly AsOf, QuoteRule Rule,
    int Least, int Round, QuoteWindow Window, IReadOnlyList<Invitee> Invited, IReadOnlyList<SealedQuote>? Quotes,
    IReadOnlyList<VoidReveal>? Voids, MethodResult? Result, IReadOnlyDictionary<string, JsonElement>? Evidence)
{
    internal static QuotationView For(Caller caller, Quotation quotation, DateTimeOffset now)
    {
        var hidden = caller.Actor.Organisation == quotation.Party && !quotation.RevealEnded(now);
        return new QuotationView(
            quotation.Id, quotation.Reference, quotation.Appraisal, quotation.Party, quotation.State, quotation.What, quotation.Currency!,
            quotation.AsOf, quotation.Rule, quotation.Least, quotation.Round, quotation.Window!, quotation.Invited,
            hidden ? null : quotation.Quotes, hidden ? null : quotation.Voids, quotation.Result,
            quotation.Result is null ? null : QuoteEvidence.For(quotation));
    }
}

internal static class ReadQuotationsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quotations/{id:guid}", (Guid id, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct) =>
                reads.OneAsync<Quotation, QuotationView>(id, quotation => QuotationView.For(http.User.Caller(), quotation, clock.GetUtcNow()), ct))
            .Produces<QuotationView>()
            .WithSummary("One quotation");
        routes.MapGet("/quotations", (Guid? appraisal, string? after, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct) =>
                reads.PageAsync<Quotation, QuotationView>(
                    after, query => appraisal is { } id ? query.Where(quotation => quotation.Appraisal == id) : query,
                    quotation => QuotationView.For(http.User.Caller(), quotation, clock.GetUtcNow()), ct))
            .Produces<ServiceDefaults.Hosting.Page<QuotationView>>()
            .WithSummary("Quotations of the consortium, by appraisal");
    }
}
