using System.Globalization;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.Audit.Search;
using Ledger.Audit.Trails;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Audit.Features;

/// <summary>What is looked for; everything that is given must hold.</summary>
internal sealed record SearchParameters(
    [FromQuery(Name = "party")] string? Party, [FromQuery(Name = "person")] string? Person, [FromQuery(Name = "kind")] string? Kind,
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "days")] string? Days,
    [FromQuery(Name = "currency")] string? Currency, [FromQuery(Name = "least")] string? Least, [FromQuery(Name = "most")] string? Most,
    [FromQuery(Name = "text")] string? Text, [FromQuery(Name = "known")] string? Known, [FromQuery(Name = "after")] string? After,
    [FromQuery(Name = "limit")] int? Limit);

/// <summary>One event that was found.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Event">Event id.</param>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="Service">Service that recorded it.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="ValidOn">Day on which it takes effect.</param>
/// <param name="Person">Who acted.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Title">Title of what it concerns.</param>
/// <param name="Parties">Organisations it names.</param>
public sealed record FoundEvent(
    long Index, Guid Event, string Type, string Service, Guid Stream, long Version, DateTimeOffset RecordedAt, DateOnly ValidOn,
    string? Person, string? Organisation, Text? Title, IReadOnlyList<string> Parties);

internal static class SearchLogEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/search", Handle)
        .Produces<Page<FoundEvent>>()
        .WithSummary("Events by party, person, kind, days (days=valid for those on which they take effect), amounts and words in English or Chinese; newest first");

    private static Task<IResult> Handle([AsParameters] SearchParameters given, Readings readings, HttpContext http, CancellationToken ct)
    {
        var question = Question(given);
        var size = given.Limit ?? AuditLimits.SearchPage;
        if (size is < 1 or > AuditLimits.SearchPage) throw RequestRefused.Malformed("limit", $"the value is not between 1 and {AuditLimits.SearchPage}");
        long? before = given.After is null ? null
            : long.TryParse(given.After, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        return readings.AnswerAsync(http, "search",
        [
            ("party", given.Party), ("person", given.Person), ("kind", given.Kind), ("from", given.From), ("to", given.To), ("days", given.Days),
            ("currency", given.Currency), ("least", given.Least), ("most", given.Most), ("text", given.Text), ("known", given.Known),
            ("after", given.After), ("limit", given.Limit),
        ],
        async reader =>
        {
            reader.Party(question.Party);
            // What is asked of contents is answered by them: a guess that finds something has read it.
            if ((question.Words ?? (object?)question.Currency) is not null) reader.Contents();
            var narrowed = Narrowed(question, reader);
            if (narrowed is null) return new Reply(new Page<FoundEvent>([], null), 0);
            var found = await new LogSearch(reader.Connection, reader.Caller.Consortium).FindAsync(narrowed, before, size, ct);
            var entries = await reader.Log.AtAsync([.. found.Take(size)], ct);
            return new Reply(new Page<FoundEvent>(
                [.. entries.Select(entry => View(entry, reader.Scope.Envelopes))],
                found.Count > size ? entries[^1].Index.ToString(CultureInfo.InvariantCulture) : null), entries.Count);
        }, ct);
    }

    private static LogQuestion Question(SearchParameters given)
    {
        var text = QueryText.Checked("text", given.Text, AuditLimits.AskedText);
        var words = text is null ? null : Words.Asked(text);
        if (words is { Count: 0 }) throw RequestRefused.Malformed("text", "the text holds no word of two letters or digits and no Chinese character");
        if (words is { Count: > AuditLimits.AskedWords }) throw RequestRefused.Malformed("text", $"the text holds more than {AuditLimits.AskedWords} words");
        var currency = QueryText.Checked("currency", given.Currency, 3);
        var (least, most) = (QueryTime.Amount("least", given.Least), QueryTime.Amount("most", given.Most));
        if (currency is null && (least ?? most) is not null) throw RequestRefused.Malformed("currency", "an amount needs its currency");
        if (least > most) throw RequestRefused.Malformed("most", "the largest amount is below the smallest");
        var (from, to) = (QueryTime.Day("from", given.From), QueryTime.Day("to", given.To));
        if (from > to) throw RequestRefused.Malformed("to", "the last day is before the first");
        if (given.Days is not (null or "recorded" or "valid")) throw RequestRefused.Malformed("days", "the value is neither recorded nor valid");
        var kind = QueryText.Checked("kind", given.Kind, AuditLimits.TypeLength);
        return new LogQuestion(
            QueryText.Checked("party", given.Party, ServiceDefaults.Limits.ReferenceLength),
            QueryText.Checked("person", given.Person, ServiceDefaults.Limits.ReferenceLength), kind is null ? null : [kind], from,
            to == DateOnly.MaxValue ? null : to, given.Days == "valid", currency, least, most, words, QueryTime.Moment("known", given.Known));
    }

    // What the grant leaves of the question; null when nothing.
    private static LogQuestion? Narrowed(LogQuestion question, ReadScope reader)
    {
        var scope = reader.Scope;
        if (scope.Kinds.Count > 0)
        {
            question = question with { Kinds = question.Kinds is null ? scope.Kinds : [.. question.Kinds.Intersect(scope.Kinds, StringComparer.Ordinal)] };
            if (question.Kinds!.Count == 0) return null;
        }

        if (scope is { From: null, To: null }) return question;
        if (question.Valid) reader.Whole();
        var (from, to) = (Later(question.From, scope.From), Earlier(question.To, scope.To));
        return from > to ? null : question with { From = from, To = to };
    }

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a > b ? a : b;

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a < b ? a : b;

    private static FoundEvent View(LoggedEntry entry, bool envelopes)
    {
        var (said, node) = (entry.Envelope, TrailNodes.Of(entry));
        var found = Findable.Of(said, entry.Payload);
        return new FoundEvent(
            entry.Index, said.Event, said.Type, said.Source, said.Stream, said.Version, said.RecordedAt, found.ValidOn, node.Person, node.Organisation,
            envelopes ? null : node.Title,
            envelopes ? [] : [.. found.Terms.Where(term => term.Field == Findable.Party).Select(term => term.Term).Order(StringComparer.Ordinal)]);
    }
}
