using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using Marten;

namespace Ledger.Valuation.Features;

/// <param name="Commitment">
/// SHA-256, lower-case hex, of <c>appraisal|person|amount|currency|nonce</c> in UTF-8; the amount with the places of its currency.
/// </param>
public sealed record CommitQuoteRequest(string Commitment);

/// <param name="Amount">The quote.</param>
/// <param name="Nonce">32 to 128 lower-case hex digits.</param>
public sealed record RevealQuoteRequest(Money Amount, string Nonce);

/// <summary>What invited appraisers do.</summary>
internal static class QuoteEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/quotations/{id:guid}/commitment", async (Guid id, CommitQuoteRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
            {
                var outcome = await commands.Handle(id, context, Quotation.None(id), state => QuotationDecider.Decide(
                    state, new CommitQuote(body.Commitment, context.By, context.At)), ct);
                return outcome.ToHttp();
            })
            .RequireAuthorization(Roles.Valuer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Commit to a quote by its hash");
        routes.MapPost("/quotations/{id:guid}/reveal", RevealAsync)
            .RequireAuthorization(Roles.Valuer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Reveal amount and nonce; what does not count is on record and answered 409");
    }

    private static async Task<IResult> RevealAsync(
        Guid id, RevealQuoteRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        var reveal = new RevealQuote(body.Amount, body.Nonce, context.By, context.At);
        object? recorded = null;
        var outcome = await commands.Handle(
            id, context, Quotation.None(id),
            (Quotation state, IQuerySession session) =>
            {
                var decision = QuotationDecider.Decide(state, reveal);
                recorded = decision.Facts.SingleOrDefault();
                if (recorded is QuoteRevealed) QuoteEnvelopes.Keep(context.Tenant, state, reveal, session);
                return Task.FromResult(decision);
            },
            ct);
        if (outcome is not Outcome.Done) return outcome.ToHttp();
        return await VoidAsync(id, reveal, recorded, reads, ct) is { } why ? Problem.From(new RevealVoid(why)) : outcome.ToHttp();
    }

    // A void reveal is a fact, so the command is done, and a refusal to its sender. A repeated request decides nothing: then the record
    // says what became of the reveal.
    private static async Task<string?> VoidAsync(Guid id, RevealQuote reveal, object? recorded, Reads reads, CancellationToken ct)
    {
        if (recorded is not null) return (recorded as RevealVoided)?.Code;
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<Quotation>(id, ct);
        var said = QuotationDecider.Said(state!, reveal);
        if (state!.QuoteOf(reveal.By.Person) is { Revealed: true } quote && quote.Commitment == said) return null;
        return state.Voids.LastOrDefault(other => other.Person == reveal.By.Person && other.Commitment == said)?.Code;
    }
}
