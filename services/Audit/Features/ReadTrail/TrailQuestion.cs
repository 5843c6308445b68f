using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Search;
using Ledger.Audit.Trails;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Audit.Features;

/// <summary>Parameters of a question for a trail.</summary>
/// <param name="Event">Event at which it begins, or</param>
/// <param name="Stream">stream at whose last event (forward: first) it begins, or neither: everything that names the party.</param>
/// <param name="Party">Party whose side is followed.</param>
/// <param name="Direction"><c>back</c> to the causes (the default) or <c>forward</c> to the effects.</param>
/// <param name="AsOf">Only what had taken effect by this day.</param>
/// <param name="Known">Only what was recorded by this day or moment.</param>
/// <param name="Figure">A figure of it: a path in a payload (<c>lines[0].cash</c>) or the id of a line of a calculation (<c>residual/accepted-value/E1</c>).</param>
internal sealed record TrailParameters(
    [FromQuery(Name = "event")] Guid? Event, [FromQuery(Name = "stream")] Guid? Stream, [FromQuery(Name = "party")] string? Party,
    [FromQuery(Name = "direction")] string? Direction, [FromQuery(Name = "asOf")] string? AsOf, [FromQuery(Name = "known")] string? Known,
    [FromQuery(Name = "figure")] string? Figure);

/// <summary>A checked question for a trail, and how it is answered.</summary>
internal sealed record TrailQuestion(Guid? Event, Guid? Stream, string? Party, TrailDirection Direction, AsOf AsOf, string? Figure)
{
    /// <exception cref="RequestRefusedException">Something is malformed.</exception>
    public static TrailQuestion Of(TrailParameters given)
    {
        var party = QueryText.Checked("party", given.Party, ServiceDefaults.Limits.ReferenceLength);
        if ((given.Event is not null && given.Stream is not null) || (given.Event is null && given.Stream is null && party is null))
            throw RequestRefused.Malformed("event", "give either an event or a stream, or a party alone");
        var direction = given.Direction switch
        {
            null or "back" => TrailDirection.Back,
            "forward" => TrailDirection.Forward,
            _ => throw RequestRefused.Malformed("direction", "the value is neither back nor forward"),
        };
        return new TrailQuestion(
            given.Event, given.Stream, party, direction, new AsOf(QueryTime.Day("asOf", given.AsOf), QueryTime.Moment("known", given.Known)),
            QueryText.Checked("figure", given.Figure, AuditLimits.AskedText));
    }

    /// <summary>The parameters for the record.</summary>
    public IReadOnlyList<(string Name, object? Value)> Said(TrailParameters given) =>
    [
        ("event", Event), ("stream", Stream), ("party", Party), ("direction", given.Direction), ("asOf", given.AsOf), ("known", given.Known), ("figure", Figure),
    ];

    /// <summary>The trail.</summary>
    /// <exception cref="RequestRefusedException">There is none, or it may not be seen.</exception>
    public async Task<Trail> ReadAsync(ReadScope reader, CancellationToken ct)
    {
        reader.Party(Party);
        if (Figure is not null) reader.Contents();
        var log = reader.Log;
        var (starts, more) = await StartsAsync(reader, ct);
        var (tenant, side) = (reader.Caller.Consortium, Event is null && Stream is null ? null : Party);
        var trail = Direction == TrailDirection.Forward
            ? await TrailReader.ReadAsync(log, new ForwardWalk(tenant, starts, side, AsOf), ct)
            : await TrailReader.ReadAsync(log, new TrailWalk(tenant, starts, side, AsOf), ct);
        if (trail is null) throw RequestRefused.NotFound();
        if (more) trail = trail with { Complete = false };
        if (Figure is { } figure) trail = trail with { Figure = TrailFigures.Find(trail, figure) ?? throw NoSuchFigure() };
        return reader.Scope.Envelopes
            ? trail with { Figure = null, Nodes = [.. trail.Nodes.Select(node => node with { Payload = null, Values = null, Title = null })] }
            : trail;
    }

    // A party's trail begins with what names it, newest first.
    private async Task<(IReadOnlyList<Guid> Starts, bool More)> StartsAsync(ReadScope reader, CancellationToken ct)
    {
        var (log, tenant) = (reader.Log, reader.Caller.Consortium);
        if (Event is null && Stream is null)
        {
            var question = new LogQuestion(Party: Party, Known: AsOf.Known, Kinds: reader.Scope.Kinds.Count > 0 ? reader.Scope.Kinds : null, From: reader.Scope.From, To: reader.Scope.To);
            var found = await new LogSearch(reader.Connection, tenant).FindAsync(question, null, AuditLimits.TrailStarts, ct);
            var entries = (await log.AtAsync([.. found.Take(AuditLimits.TrailStarts)], ct)).Where(AsOf.Holds).ToList();
            if (entries.Count == 0) throw RequestRefused.NotFound();
            return ([.. entries.Select(entry => entry.Envelope.Event)], found.Count > AuditLimits.TrailStarts);
        }

        var start = Event ?? (Direction == TrailDirection.Forward
            ? await log.FirstOfStreamAsync(Stream!.Value, ct)
            : await log.LastOfStreamAsync(Stream!.Value, AsOf.Known, ct));
        if (start is not { } id) throw RequestRefused.NotFound();
        if (!reader.Scope.IsWhole) reader.Start(await log.EnvelopeAsync(id, ct) ?? throw RequestRefused.NotFound());
        return ([id], false);
    }

    private static RequestRefusedException NoSuchFigure() => new(new Problem(404, "trail.no-such-figure", new Text(
        "Neither a payload of this trail has a value at that path, nor does a calculation in it have such a line.",
        "该链条的内容中没有此路径，其计算中也没有此行。"), "figure"));
}

/// <summary>Finds a figure in a trail.</summary>
internal static class TrailFigures
{
    /// <summary>In the event asked for, else in the latest event that has it; null when there is none.</summary>
    public static TrailFigure? Find(Trail trail, string figure)
    {
        foreach (var node in trail.Nodes.Where(node => node.Payload is not null).OrderByDescending(node => node.Event == trail.Start).ThenByDescending(node => node.Index))
        {
            if (At(node.Payload!.Value, figure) is { } value) return new TrailFigure(node.Event, figure, value);
            if (Line(node.Payload.Value, figure, "") is { } line) return new TrailFigure(node.Event, line.Path, line.Value);
        }

        return null;
    }

    private static JsonElement? At(JsonElement value, string path)
    {
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is ['[', .. var place, ']'])
            {
                if (value.ValueKind != JsonValueKind.Array || !int.TryParse(place, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at)
                    || at >= value.GetArrayLength()) return null;
                value = value[at];
            }
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
            {
                return null;
            }
        }

        return value;
    }

    private static (string Path, JsonElement Value)? Line(JsonElement value, string id, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.TryGetProperty("id", out var own) && own.ValueKind == JsonValueKind.String && own.GetString() == id) return (path, value);
                foreach (var member in value.EnumerateObject())
                {
                    if (Line(member.Value, id, path.Length == 0 ? member.Name : $"{path}.{member.Name}") is { } found) return found;
                }

                return null;
            case JsonValueKind.Array:
                var place = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (Line(item, id, $"{path}[{place++}]") is { } found) return found;
                }

                return null;
            default:
                return null;
        }
    }
}
