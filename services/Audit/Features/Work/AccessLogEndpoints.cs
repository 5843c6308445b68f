using System.Globalization;
using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Domain;
using Ledger.Audit.Log;
using Ledger.Audit.Search;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Features;

/// <summary>One reading by a regulator, of the log or of a service's own data.</summary>
/// <param name="Event">Its event in the log.</param>
/// <param name="At">When.</param>
/// <param name="By">Who read.</param>
/// <param name="Case">For which case.</param>
/// <param name="Resource">What was read.</param>
/// <param name="Query">What was asked; only for whoever manages the desk.</param>
/// <param name="Concerns">Organisations that were asked about; <c>*</c> for all.</param>
/// <param name="Answer">How it was answered; null when it never was.</param>
public sealed record ReadingView(
    Guid Event, DateTimeOffset At, Actor By, string? Case, string Resource, IReadOnlyDictionary<string, string>? Query, IReadOnlyList<string> Concerns,
    ReadingAnswered? Answer);

/// <summary>Readings counted.</summary>
/// <param name="Readings">All.</param>
/// <param name="Refused">Refused ones.</param>
/// <param name="Unanswered">Never answered: something broke in between.</param>
/// <param name="Entries">Entries, nodes and lines that were given out.</param>
/// <param name="Groups">By organisation, person, case and resource.</param>
public sealed record AccessReport(int Readings, int Refused, int Unanswered, long Entries, IReadOnlyList<AccessGroup> Groups);

/// <param name="Organisation">Who read.</param>
/// <param name="Person">Its person.</param>
/// <param name="Case">For which case.</param>
/// <param name="Resource">What.</param>
/// <param name="Readings">How often.</param>
/// <param name="Entries">How much was given out.</param>
public sealed record AccessGroup(string Organisation, string Person, string? Case, string Resource, int Readings, long Entries);

/// <summary>Who read about whom. An organisation sees what concerns itself or everybody, after the delay of the consortium's rules.</summary>
internal static class AccessLogEndpoints
{
    // Of the log here, and of the other services' own data: the same members under two names.
    private static readonly string[] Kinds = ["trail_read.v1", "record_read.v1"];
    private static readonly string[] AnswerKinds = ["reading_answered.v1", "record_read_answered.v1"];

    private const string Everybody = "*";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/readings", ListAsync).Produces<Page<ReadingView>>()
            .WithSummary("Readings of the log and of the services' own data by regulators, newest first: all for administrators and approvers, to others those that concern their organisation");
        GrantEndpoints.Of(routes.MapGet("/audit/reports/access", ReportAsync), Roles.Administrator, Roles.Approver).Produces<AccessReport>()
            .WithSummary("Readings of a span of days by organisation, person, case and resource");
    }

    private static async Task<IResult> ListAsync(
        string? after, HttpContext http, LogConnections connections, DeskStore store, TimeProvider clock, CancellationToken ct)
    {
        var caller = http.User.Caller();
        long? before = after is null ? null : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        var all = caller.Roles.Any(role => role is Roles.Administrator or Roles.Approver);
        var (rules, _) = await store.LoadAsync(caller.Consortium, null, ct);
        await using var connection = await connections.OpenAsync(caller.Consortium, regulator: false, ct);
        var search = new LogSearch(connection, caller.Consortium);
        var question = new LogQuestion(Kinds: Kinds, Known: all ? null : clock.GetUtcNow().AddDays(-rules.DelayDays));
        List<long> found;
        if (all)
        {
            found = [.. await search.FindAsync(question, before, AuditLimits.SearchPage, ct)];
        }
        else
        {
            var own = await search.FindAsync(question with { Party = caller.Actor.Organisation }, before, AuditLimits.SearchPage, ct);
            var everybody = await search.FindAsync(question with { Party = Everybody }, before, AuditLimits.SearchPage, ct);
            found = [.. own.Concat(everybody).Distinct().OrderDescending().Take(AuditLimits.SearchPage + 1)];
        }

        var entries = await new LogReads(connection, caller.Consortium).AtAsync([.. found.Take(AuditLimits.SearchPage)], ct);
        var answers = await AnswersAsync(connection, caller.Consortium, entries, ct);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new Page<ReadingView>(
            [.. entries.Select(entry => View(entry, answers, all))],
            found.Count > AuditLimits.SearchPage ? entries[^1].Index.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> ReportAsync(string? from, string? to, HttpContext http, LogConnections connections, CancellationToken ct)
    {
        var (first, last) = (QueryTime.Day("from", from), QueryTime.Day("to", to));
        if (first > last) throw RequestRefused.Malformed("to", "the last day is before the first");
        var tenant = http.User.Caller().Consortium;
        await using var connection = await connections.OpenAsync(tenant, regulator: false, ct);
        var (entries, more) = await new LogReads(connection, tenant).EntriesAsync(
            null, AuditLimits.ReportEntries, new EntryFilter(Kinds: Kinds, From: first, To: last), ct, AuditLimits.ReportCharacters);
        if (more)
        {
            throw new RequestRefusedException(new Problem(422, "report.too-large", new Text(
                $"There are more than {AuditLimits.ReportEntries} readings: ask for fewer days.", $"查阅记录超过 {AuditLimits.ReportEntries} 条：请缩短期间。")));
        }

        var answers = await AnswersAsync(connection, tenant, entries, ct);
        var readings = entries.Select(entry => View(entry, answers, true)).ToList();
        return Results.Ok(new AccessReport(
            readings.Count, readings.Count(reading => reading.Answer is { Status: >= 400 }), readings.Count(reading => reading.Answer is null),
            readings.Sum(reading => (long)(reading.Answer?.Count ?? 0)),
            [.. readings.GroupBy(reading => (reading.By.Organisation, reading.By.Person, reading.Case, reading.Resource))
                .OrderBy(group => group.Key.Organisation, StringComparer.Ordinal).ThenBy(group => group.Key.Person, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Case, StringComparer.Ordinal).ThenBy(group => group.Key.Resource, StringComparer.Ordinal)
                .Select(group => new AccessGroup(group.Key.Organisation, group.Key.Person, group.Key.Case, group.Key.Resource, group.Count(), group.Sum(reading => (long)(reading.Answer?.Count ?? 0))))]));
    }

    private static async Task<Dictionary<Guid, ReadingAnswered>> AnswersAsync(
        Npgsql.NpgsqlConnection connection, string tenant, IReadOnlyList<LoggedEntry> readings, CancellationToken ct)
    {
        await using var command = new Npgsql.NpgsqlCommand(
            "select stream_id, canonical from audit_log where tenant_id = $1 and stream_id = any($2) and stream_version = 2 and event_type = any($3::varchar[])", connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = readings.Select(entry => entry.Envelope.Stream).ToArray() }, new() { Value = AnswerKinds } },
        };
        var answers = new Dictionary<Guid, ReadingAnswered>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) answers[reader.GetGuid(0)] = JsonSerializer.Deserialize<ReadingAnswered>(reader.GetString(1), FactJson.Facts)!;
        return answers;
    }

    private static ReadingView View(LoggedEntry entry, Dictionary<Guid, ReadingAnswered> answers, bool all)
    {
        var read = entry.Payload.Deserialize<TrailRead>(FactJson.Facts)!;
        return new ReadingView(
            entry.Envelope.Event, read.At, read.By, read.Case, read.Resource, all ? read.Query : null, read.Concerns ?? [Everybody],
            answers.GetValueOrDefault(entry.Envelope.Stream));
    }
}
