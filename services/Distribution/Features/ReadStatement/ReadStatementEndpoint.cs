using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

internal static class ReadStatementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/statements/{party}", Read)
        .Produces<Statement>()
        .WithSummary("What one party gets from one pool, line by line")
        .WithDescription("Taken from the run of the pool that is proposed, approved or settled; 404 while there is none, or when it has no line of the party.");

    private static async Task<IResult> Read(string party, Guid pool, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var standing = (await session.Documents.StagesOfAsync(pool, ct)).SingleOrDefault(run => run.Stands) ?? throw RequestRefused.NotFound();
        var run = await RunValues.WholeAsync(session.Documents, (await session.Documents.LoadAsync<Run>(standing.Id, ct))!, ct);
        return Results.Ok(Statements.Of(run, party) ?? throw RequestRefused.NotFound());
    }
}
