using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.ServiceDefaults.Operations;

/// <summary>
/// What an administrator looks at and does: health, the relay's lag, the queues with what failed, putting it back. The queues serve
/// all consortia: everybody sees their counts, and nobody anything of another consortium's messages.
/// </summary>
internal static class OperationsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServiceName service)
    {
        var group = routes.MapGroup($"/api/v1/services/{service.Value}/operations").RequireAuthorization(Roles.Administrator);
        group.MapGet("", StateAsync).Produces<ServiceState>()
            .WithSummary("How the service stands: its checks, the relay's lag, its queues with the first fault of each");
        group.MapGet("/queues", async (IBrokerOperations broker, CancellationToken ct) => TypedResults.Ok(await BrokerCalls.Of(() => broker.DepthsAsync(ct))))
            .WithSummary("Depth of this service's queues, with what failed");
        group.MapPost("/queues/{queue}/replay", OneAsync).Produces<Replayed>()
            .WithSummary("Put failed messages back into the queue; who did so is on record");
        group.MapPost("/replay", AllAsync).Produces<IReadOnlyList<Replayed>>()
            .WithSummary("The same for every queue of the service in which something failed");
    }

    private static async Task<IResult> StateAsync(
        ServiceName service, HealthCheckService health, RelayHealth relay, RelayLag lag, IBrokerOperations broker, HttpContext http, CancellationToken ct)
    {
        var report = await health.CheckHealthAsync(ct);
        var (waiting, since, seconds) = await lag.ReadAsync(ct);
        var (state, failure) = relay.Now;
        return Results.Ok(new ServiceState(
            service.Value, report.Status != HealthStatus.Unhealthy, report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
            new RelayState(state, failure?.GetType().Name, (failure as RelayStoppedException)?.SourceNo, waiting, since, seconds),
            await QueuesAsync(broker, http.User.Caller().Consortium, ct)));
    }

    // A service whose broker is away still says how its store and its relay stand.
    private static async Task<IReadOnlyList<QueueState>> QueuesAsync(IBrokerOperations broker, string tenant, CancellationToken ct)
    {
        try
        {
            var states = new List<QueueState>();
            foreach (var depth in await broker.DepthsAsync(ct))
            {
                var fault = depth.Errors + depth.DeadLetters == 0 ? null : await broker.FirstFaultAsync(depth, ct);
                states.Add(new QueueState(depth.Queue, depth.Ready, depth.Errors, depth.DeadLetters, fault is null ? null : Seen(fault, tenant)));
            }

            return states;
        }
        catch (BrokerAwayException)
        {
            return [];
        }
    }

    private static FirstFault Seen(QueueFault fault, string tenant)
    {
        var own = fault.Tenant == tenant;
        return new FirstFault(fault.Exception, own ? Shortened(fault.Text) : null, own ? fault.Event : null, fault.At, own);
    }

    private static string? Shortened(string? text) => text is { Length: > Limits.FaultText } ? text[..Limits.FaultText] : text;

    private static async Task<IResult> OneAsync(string queue, IBrokerOperations broker, QueueReplays replays, HttpContext http, CancellationToken ct)
    {
        if ((await BrokerCalls.Of(() => broker.DepthsAsync(ct))).All(depth => depth.Queue != queue))
        {
            throw new RequestRefusedException(new Problem(404, "queue.unknown", new Text(
                "This service has no such queue.", "该服务没有此队列。"), "queue"));
        }

        return Results.Ok(await replays.OneAsync(http.User.Caller(), queue, ct));
    }

    private static async Task<IResult> AllAsync(IBrokerOperations broker, QueueReplays replays, HttpContext http, CancellationToken ct)
    {
        var done = new List<Replayed>();
        foreach (var depth in (await BrokerCalls.Of(() => broker.DepthsAsync(ct))).Where(depth => depth.Errors + depth.DeadLetters > 0))
            done.Add(await replays.OneAsync(http.User.Caller(), depth.Queue, ct));
        return Results.Ok(done);
    }
}
