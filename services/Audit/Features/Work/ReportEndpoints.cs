using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.Audit.Trails;
using Ledger.Audit.Work;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>A report of the desk by a method.</summary>
/// <param name="Result">What the method gave; its inputs are there to calculate it again.</param>
/// <param name="NotProven">What it does not prove.</param>
public sealed record ReportView(MethodResult Result, IReadOnlyList<Text> NotProven);

/// <summary>Reports over the whole consortium: duties that lay in one hand, and decisions between related organisations.</summary>
internal static class ReportEndpoints
{
    private static readonly string[] Ties = ["control_declared.v1", "tie_declared.v1"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/reports/duties", DutiesAsync).Produces<ReportView>()
            .WithSummary("Segregation of duties: who made and checked the same thing; organisations=true asks for different organisations too");
        routes.MapGet("/audit/reports/related-parties", RelatedAsync).Produces<ReportView>()
            .WithSummary("Decisions of an organisation or person about an organisation with which it is tied, directly or through others");
    }

    private static Task<IResult> DutiesAsync(
        string? from, string? to, bool? organisations, Readings readings, HttpContext http, CancellationToken ct)
    {
        var (first, last) = Days(from, to);
        return readings.AnswerAsync(http, "duties", [("from", from), ("to", to), ("organisations", organisations)], async reader =>
        {
            reader.Whole();
            string[] kinds = [.. Acts.Separate.SelectMany(pair => new[] { pair.Made, pair.Checked }).Distinct(StringComparer.Ordinal)];
            var entries = await EntriesAsync(reader, kinds, first, last, ct);
            var acts = entries.SelectMany(PersonActs.Of);
            var separate = Acts.Separate.Select(pair => new { made = pair.Made, @checked = pair.Checked });
            return Report(PopulationEndpoints.Evaluate("audit.separate-duties", new { acts, separate, organisations = organisations ?? false }), entries.Count,
                new Text("Persons are known by their accounts: two accounts of one human, or one shared by two, are not seen.", "以账号识别人员：一人两号或两人共用一号无法识别。"));
        }, ct);
    }

    private static Task<IResult> RelatedAsync(string? from, string? to, Readings readings, HttpContext http, CancellationToken ct)
    {
        var (first, last) = Days(from, to);
        return readings.AnswerAsync(http, "related-parties", [("from", from), ("to", to)], async reader =>
        {
            reader.Whole();
            var declared = await EntriesAsync(reader, Ties, null, null, ct);
            var ties = declared.Select(entry => entry.Envelope.Type == Ties[0]
                    ? (One: Text(entry.Payload, "controller"), Other: Text(entry.Payload, "controlled"))
                    : (One: Text(entry.Payload, "person"), Other: Text(entry.Payload, "organisation")))
                .Where(tie => tie is { One: not null, Other: not null })
                .Select(tie => new { one = PopulationReader.Named(tie.One), other = PopulationReader.Named(tie.Other) }).Distinct();
            var openings = await EntriesAsync(reader, [.. Dealings.Openings], null, null, ct);
            var decided = await EntriesAsync(reader, [.. Dealings.Kinds], first, last, ct);
            var dealings = Dealings.Of(decided, openings).Select(deal => new { id = deal.Id, by = PopulationReader.Named(deal.By), about = PopulationReader.Named(deal.About) });
            return Report(PopulationEndpoints.Evaluate("audit.related-parties", new { ties, dealings }), decided.Count,
                new Text("Only declared ties are known, ended ones included: nothing found is no independence, and a tie is no misdeed.", "仅依据已申报的关联（含已终止的）：未发现不等于独立，有关联亦非违规。"));
        }, ct);
    }

    private static (DateOnly? From, DateOnly? To) Days(string? from, string? to)
    {
        var (first, last) = (QueryTime.Day("from", from), QueryTime.Day("to", to));
        return first > last ? throw RequestRefused.Malformed("to", "the last day is before the first") : (first, last);
    }

    private static async Task<IReadOnlyList<LoggedEntry>> EntriesAsync(ReadScope reader, string[] kinds, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (entries, more) = await reader.Log.EntriesAsync(null, AuditLimits.ReportEntries, new EntryFilter(Kinds: kinds, From: from, To: to), ct, AuditLimits.ReportCharacters);
        return more
            ? throw new RequestRefusedException(new Problem(422, "report.too-large", new Text(
                $"There are more than {AuditLimits.ReportEntries} entries to look at, or too much text: ask for fewer days.", $"需查看的条目超过 {AuditLimits.ReportEntries} 个或内容过多：请缩短期间。")))
            : entries;
    }

    private static Reply Report(Evaluation evaluation, int count, params IReadOnlyList<Text> notProven) => evaluation.Result is { } result
        ? new Reply(new ReportView(result, notProven), count)
        : throw PopulationEndpoints.Refused(evaluation.Rejection!);

    private static string? Text(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
