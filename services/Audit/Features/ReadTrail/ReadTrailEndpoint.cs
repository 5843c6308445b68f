using Ledger.Audit.Log;
using Ledger.Audit.Trails;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Audit.Features;

internal static class ReadTrailEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/trail", Handle)
        .Produces<Trail>()
        .WithSummary("How an event, or the last event of a stream, came about: everything it rests on");

    private static async Task<IResult> Handle(
        [FromQuery(Name = "event")] Guid? eventId, Guid? stream, string? party, Reads reads, ReadRecords records, HttpContext http,
        CancellationToken ct)
    {
        if (eventId is null == stream is null) throw RequestRefused.Malformed("event", "give either an event or a stream");
        party = QueryText.Checked("party", party, ServiceDefaults.Limits.ReferenceLength);

        var caller = http.User.Caller();
        await records.BeforeAnswerAsync(caller, "trail", [("event", eventId), ("stream", stream), ("party", party)], ct);
        await using var session = await reads.OpenAsync(ct);
        var log = new LogReads(session, caller.Consortium);
        var start = eventId ?? await log.LastOfStreamAsync(stream!.Value, ct) ?? throw RequestRefused.NotFound();
        var trail = await TrailReader.ReadAsync(log, new TrailWalk(caller.Consortium, start, party), ct) ?? throw RequestRefused.NotFound();
        return Results.Ok(trail);
    }
}
