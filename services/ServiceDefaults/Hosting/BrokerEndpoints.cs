using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>What an administrator does about queues: look at their depth, replay what failed.</summary>
internal static class BrokerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServiceName service)
    {
        var group = routes.MapGroup($"/api/v1/services/{service.Value}/operations").RequireAuthorization(Roles.Administrator);
        group.MapGet("/queues", async (IBrokerOperations broker, CancellationToken ct) => TypedResults.Ok(await broker.DepthsAsync(ct)))
            .WithSummary("Depth of this service's queues, with what failed");
        group.MapPost("/queues/{queue}/replay", async (string queue, IBrokerOperations broker, CancellationToken ct) =>
                await broker.ReplayAsync(queue, ct) is { } moved
                    ? Results.Ok(new Replayed(queue, moved))
                    : throw RequestRefused.NotFound())
            .WithSummary("Put failed messages back into the queue");
    }

    /// <summary>How many messages went back into the queue.</summary>
    internal sealed record Replayed(string Queue, int Moved);
}
