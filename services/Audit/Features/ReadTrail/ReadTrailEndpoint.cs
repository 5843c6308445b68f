using Ledger.Audit.Desk;
using Ledger.Audit.Trails;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>Trails: as a graph, as a table, as a picture.</summary>
internal static class ReadTrailEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/trail", ([AsParameters] TrailParameters given, Readings readings, HttpContext http, CancellationToken ct) =>
                AnswerAsync("trail", given, readings, http, trail => new Reply(trail, trail.Nodes.Count), ct))
            .Produces<Trail>()
            .WithSummary("How an event, the last event of a stream, or everything of a party came about, or what came of it: causes or effects, approvals, rules");
        routes.MapGet("/audit/trail/table", ([AsParameters] TrailParameters given, Readings readings, HttpContext http, CancellationToken ct) =>
                AnswerAsync("trail-table", given, readings, http, trail => new Reply(TrailTable.Of(trail), trail.Nodes.Count), ct))
            .Produces<IReadOnlyList<TrailTableRow>>()
            .WithSummary("The same as a table: one row an event with what it rests on, who acted, who approved, by which rule");
        routes.MapGet("/audit/trail/picture", ([AsParameters] TrailParameters given, Readings readings, HttpContext http, CancellationToken ct) =>
                AnswerAsync("trail-picture", given, readings, http, trail => Picture(trail, CallerLanguage.IsChinese(http.Request)), ct))
            .Produces<string>(contentType: "image/svg+xml")
            .WithSummary("The same as a picture (SVG) that says in words what it shows, in the language of Accept-Language");
    }

    private static Task<IResult> AnswerAsync(
        string resource, TrailParameters given, Readings readings, HttpContext http, Func<Trail, Reply> reply, CancellationToken ct)
    {
        var question = TrailQuestion.Of(given);
        return readings.AnswerAsync(http, resource, question.Said(given), async reader => reply(await question.ReadAsync(reader, ct)), ct);
    }

    private static Reply Picture(Trail trail, bool chinese)
    {
        if (trail.Nodes.Count > AuditLimits.PictureEvents) throw TooLarge(trail.Nodes.Count);
        return new Reply(TrailPicture.Draw(trail, chinese), trail.Nodes.Count, "image/svg+xml");
    }

    private static RequestRefusedException TooLarge(int events) => new(new Problem(422, "trail.picture-too-large", new Text(
        $"A picture shows at most {AuditLimits.PictureEvents} events, and this trail has {events}: ask for one party's side, or for the table.",
        $"图示最多 {AuditLimits.PictureEvents} 个事件，而该链条有 {events} 个：请只取一个成员的部分，或改用表格。")));
}
