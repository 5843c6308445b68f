using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using Marten;

namespace Ledger.Valuation.Features;

/// <param name="Reference">The consortium's own id of the quotation: letters, digits, dots, underscores, hyphens.</param>
/// <param name="Appraisal">The case.</param>
/// <param name="What">What is to be quoted, as of the valuation date.</param>
/// <param name="Invited">Persons on the panel.</param>
/// <param name="CommitUntil">Last moment to commit.</param>
/// <param name="RevealUntil">Last moment to reveal.</param>
/// <param name="Least">Fewest quotes that count; 3 when absent.</param>
/// <param name="Rule"><c>median</c> (when absent), <c>mean</c> or <c>lowest</c>.</param>
public sealed record InviteQuotesRequest(
    string Reference, Guid Appraisal, Text What, IReadOnlyList<string> Invited, DateTimeOffset CommitUntil, DateTimeOffset RevealUntil,
    int Least = 3, string Rule = "median");

/// <param name="CommitUntil">Last moment to commit in a second round, should too few quotes count.</param>
/// <param name="RevealUntil">Last moment to reveal in it.</param>
public sealed record CloseQuotationRequest(DateTimeOffset? CommitUntil = null, DateTimeOffset? RevealUntil = null);

/// <summary>What the administrator of a quotation does.</summary>
internal static class QuotationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/quotations", InviteAsync)
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Invite appraisers to quote under seal");
        routes.MapPost("/quotations/{id:guid}/opening", OpenAsync)
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Open the quotes after the reveal; too few are asked for once more, then the quotation fails");
    }

    private static async Task<IResult> InviteAsync(InviteQuotesRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        if (KebabCase.Find<QuoteRule>(body.Rule) is not { } rule)
            return Problem.From(Problems.UnknownValue("rule", body.Rule, KebabCase.Names<QuoteRule>()));
        if (body.Invited.Any(person => person is null)) return Problem.From(Problems.WrongType("invited", "a list of strings", "字符串列表"));
        var stream = StreamId.For(context.Tenant, "quotation", body.Reference);
        var outcome = await commands.Handle(
            stream, context, Quotation.None(stream),
            async (state, reads) =>
            {
                var appraisal = await reads.LoadAsync<Appraisal>(body.Appraisal, ct) ?? Appraisal.None(body.Appraisal);
                var agreement = await InForce.ForAsync(appraisal, reads, ct);
                return QuotationDecider.Decide(state, new InviteQuotes(
                    body.Reference, appraisal, body.What, rule, body.Least, body.Invited, Window(body.CommitUntil, body.RevealUntil), agreement,
                    await Knowledge.LoadAsync(context.Tenant, agreement, reads, ct), context.By, context.At));
            },
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> OpenAsync(
        Guid id, CloseQuotationRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var window = body is { CommitUntil: { } commit, RevealUntil: { } reveal } ? Window(commit, reveal) : null;
        var outcome = await commands.Handle(
            id, context, Quotation.None(id),
            async (Quotation state, IQuerySession reads) => QuotationDecider.Decide(state, new CloseQuotation(
                await QuoteEnvelopes.OpenAsync(context.Tenant, state, reads, ct), window, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static QuoteWindow Window(DateTimeOffset commitUntil, DateTimeOffset revealUntil) =>
        new(Timestamps.Truncate(commitUntil), Timestamps.Truncate(revealUntil));
}
