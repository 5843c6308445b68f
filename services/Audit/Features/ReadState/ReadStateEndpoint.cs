using Ledger.Audit.Log;

namespace Ledger.Audit.Features;

internal static class ReadStateEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/state", async (LogStates states, CancellationToken ct) => TypedResults.Ok(await states.ReadAsync(ct)))
        .WithSummary("How far the audit log has come: size, root, and every source");
}
