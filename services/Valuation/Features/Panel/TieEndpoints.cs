using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Kind"><c>ownership</c>, <c>common-control</c>, <c>employment</c>, <c>family</c> or <c>income</c>.</param>
/// <param name="Organisation">A party, or an organisation outside.</param>
/// <param name="From">First day.</param>
/// <param name="Evidence">SHA-256 of the paper that shows it.</param>
/// <param name="LastDay">Last day; absent while it lasts.</param>
/// <param name="Share">Of the organisation owned, or of the income: "0.2".</param>
public sealed record DeclarationRequest(
    string Kind, string Organisation, DateOnly From, string Evidence, DateOnly? LastDay = null, Rational? Share = null);

/// <param name="Person">The appraiser.</param>
/// <param name="Kind">As in a declaration.</param>
/// <param name="Organisation">As in a declaration.</param>
/// <param name="From">As in a declaration.</param>
/// <param name="Evidence">As in a declaration.</param>
/// <param name="LastDay">As in a declaration.</param>
/// <param name="Share">As in a declaration.</param>
public sealed record TieRequest(
    string Person, string Kind, string Organisation, DateOnly From, string Evidence, DateOnly? LastDay = null, Rational? Share = null);

/// <param name="LastDay">Last day of the tie.</param>
/// <param name="Evidence">SHA-256 of the paper that shows it.</param>
public sealed record TieEndRequest(DateOnly LastDay, string Evidence);

internal static class TieEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/panel/declarations", (DeclarationRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Declare(context.By.Person, body, context, commands, ct))
            .RequireAuthorization(Roles.Valuer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Declare a tie of one's own to an organisation");
        routes.MapPost("/panel/ties", (TieRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Declare(body.Person, new DeclarationRequest(body.Kind, body.Organisation, body.From, body.Evidence, body.LastDay, body.Share), context, commands, ct))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Declare a tie of an appraiser to an organisation");
        routes.MapPost("/panel/ties/{no:int}/end", (int no, TieEndRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                PanelStream.Handle(context, commands, state => PanelDecider.Decide(
                    state, new EndTie(no, body.LastDay, body.Evidence, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("State the last day of a tie");
        routes.MapPost("/panel/ties/{no:int}/withdrawal", (int no, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                PanelStream.Handle(context, commands, state => PanelDecider.Decide(
                    state, new WithdrawTie(no, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Take back a tie that was declared in error; it stays on record");
    }

    private static Task<IResult> Declare(
        string person, DeclarationRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        KebabCase.Find<TieKind>(body.Kind) is { } kind
            ? PanelStream.Handle(context, commands, state => PanelDecider.Decide(state, new DeclareTie(
                kind, person, body.Organisation, body.From, body.LastDay, body.Share, body.Evidence, context.By, context.At)), ct)
            : Task.FromResult(Problem.From(Problems.UnknownValue("kind", body.Kind, KebabCase.Names<TieKind>())));
}
