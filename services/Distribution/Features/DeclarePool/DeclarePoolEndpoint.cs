using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The consortium's own id: letters, digits, dots, underscores, hyphens.</param>
/// <param name="AgreementId">Agreement under which the pool is shared.</param>
/// <param name="Period">When the benefits arose; over by now, and after the periods of earlier pools of the agreement.</param>
/// <param name="Amount">What is shared, in the agreement's currency, above zero.</param>
/// <param name="Title">What it is.</param>
/// <param name="Kind">Kind of benefit: revenue, licence-income, savings, subsidy, bonus.</param>
/// <param name="Evidence">Papers behind the amount, by the hash under which the file is stored.</param>
/// <param name="Coalition">The project whose parties share it; left out: all participants.</param>
public sealed record DeclarePoolRequest(
    string Reference, string AgreementId, Period Period, Money Amount, Text Title, string? Kind = null, IReadOnlyList<PoolEvidence>? Evidence = null,
    Coalition? Coalition = null);

internal static class DeclarePoolEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/pools", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .WithSummary("Declare a benefit pool");

    private static async Task<IResult> Handle(DeclarePoolRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        var evidence = body.Evidence ?? [];
        // The serializer checks members of records for null, not entries of lists.
        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i] is null) return Problem.From(Problems.WrongType($"evidence[{i}]", "an object", "对象"));
        }

        var said = new PoolDeclaration(body.Reference, body.AgreementId, body.Period, body.Amount, body.Title, body.Kind, evidence, body.Coalition);
        var stream = Streams.Pool(context.Tenant, said.Reference);
        var outcome = await commands.Handle(
            stream, context, Pool.None(stream),
            async (state, reads) => PoolDecider.Decide(state, await CommandAsync(said, stream, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<DeclarePool> CommandAsync(
        PoolDeclaration said, Guid stream, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var turn = await reads.NextTurnAsync(context.Tenant, Turn.PoolsOf(said.AgreementId), ct);
        var others = await reads.PoolsOfAsync(said.AgreementId, ct);
        return new DeclarePool(
            said, await reads.InForceAsync(said.AgreementId, said.Period.From, ct), await reads.InForceAsync(said.AgreementId, said.Period.To, ct),
            [.. others.Select(pool => pool.Place)], turn, Streams.PoolEntry(stream), context.By, context.At,
            await reads.ClosedUpToAsync(said.AgreementId, ct));
    }
}
