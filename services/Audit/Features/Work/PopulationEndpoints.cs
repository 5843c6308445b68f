using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Domain;
using Ledger.Audit.Work;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Features;

/// <summary>A population as it is exported.</summary>
/// <param name="Of">What it is; with its size of the log it can be asked for again.</param>
/// <param name="Totals">Control totals.</param>
/// <param name="Items">Its items.</param>
public sealed record PopulationView(PopulationOf Of, ControlTotals Totals, IReadOnlyList<AuditItem> Items);

/// <summary>What the checks of a population gave.</summary>
/// <param name="Of">The population.</param>
/// <param name="Totals">Its control totals.</param>
/// <param name="Checks">Duplicates, round amounts, splits, gaps: the result of audit.population-checks.</param>
/// <param name="Benford">First digits: the result of audit.benford, or null.</param>
/// <param name="BenfordRefused">Why there is none.</param>
/// <param name="NotProven">What these checks do not prove.</param>
public sealed record ChecksView(
    PopulationOf Of, ControlTotals Totals, MethodResult Checks, MethodResult? Benford, Text? BenfordRefused, IReadOnlyList<Text> NotProven);

internal static class PopulationEndpoints
{
    private static readonly Text[] Limits =
    [
        new("Equal amounts of one party within the days may be instalments.", "同一成员在期间内的等额可能是分期。"),
        new("Agreed prices are often round.", "约定价格常为整数。"),
        new("Several small deliveries below a threshold are no split by themselves.", "低于限额的多次交付本身并非拆分。"),
        new("A missing number may have been drawn and never used.", "缺号可能已取号而未使用。"),
        new("Agreed, capped and assigned amounts do not follow Benford's law, and made-up ones can.", "约定、封顶或指派的金额不服从本福特定律，虚构金额却可能服从。"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/populations", ExportAsync).Produces<PopulationView>()
            .WithSummary("Every amount of one kind of event (kind=run_settled.v1&path=lines[*].cash&currency=CNY) with control totals; format=csv for a table");
        routes.MapGet("/audit/reports/checks", ChecksAsync).Produces<ChecksView>()
            .WithSummary("Duplicates, round amounts, splits below a threshold, gaps in numbers and first digits of a population");
    }

    private static Task<IResult> ExportAsync(
        [AsParameters] PopulationParameters given, string? format, Readings readings, HttpContext http, CancellationToken ct)
    {
        var of = given.Read();
        if (format is not (null or "json" or "csv")) throw RequestRefused.Malformed("format", "the value is neither json nor csv");
        return readings.AnswerAsync(http, "population", [.. given.Said(), ("format", format)], async reader =>
        {
            reader.Whole();
            var population = await PopulationReader.ReadAsync(reader.Connection, reader.Caller.Consortium, of, ct);
            http.Response.Headers["Ledger-Population-Hash"] = population.Totals.Hash;
            return format == "csv"
                ? new Reply(Csv(population), population.Items.Count, "text/csv", "population.csv")
                : new Reply(new PopulationView(population.Of, population.Totals, population.Items), population.Items.Count);
        }, ct);
    }

    // The last line repeats the control totals, so that a cut file is seen to be cut.
    private static string Csv(Population population)
    {
        var text = new StringBuilder("\uFEFF").Append(CsvText.Line("item", "amount", "currency", "party", "day"));
        foreach (var item in population.Items)
            text.Append(CsvText.Line(item.Id, item.Amount.Amount, item.Amount.Currency.Code, item.Party, item.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var totals = population.Totals;
        return text.Append(CsvText.Line($"total of {totals.Count.ToString(CultureInfo.InvariantCulture)}", totals.Total.Amount, totals.Total.Currency.Code, totals.Hash, null)).ToString();
    }

    private static Task<IResult> ChecksAsync(
        [AsParameters] PopulationParameters given, int? days, string? roundTo, string? threshold, string? number, Readings readings, HttpContext http,
        CancellationToken ct)
    {
        var of = given.Read();
        if (days is < 0 or > RuleLimits.TermDays) throw RequestRefused.Malformed("days", $"the value is not between 0 and {RuleLimits.TermDays}");
        var series = number is null ? null : AmountPath.Parse(QueryText.Checked("number", number, AuditLimits.AskedText)!);
        var said = given.Said().Concat([("days", days), ("roundTo", roundTo), ("threshold", threshold), ("number", number)]);
        return readings.AnswerAsync(http, "checks", [.. said], async reader =>
        {
            reader.Whole();
            var population = await PopulationReader.ReadAsync(reader.Connection, reader.Caller.Consortium, of, ct);
            if (population.Items.Count == 0) throw Empty();
            var numbers = series is null ? [] : await NumbersAsync(reader, population.Of, series, ct);
            var items = PopulationReader.Inputs(population.Items);
            var checks = Evaluate("audit.population-checks", new
            {
                currency = of.Currency, items, days = days ?? 7, roundTo = roundTo ?? "1000", threshold,
                series = numbers.Count == 0 ? null : new[] { new { name = number, numbers } },
            });
            if (checks.Result is not { } found) throw Refused(checks.Rejection!);
            var benford = Evaluate("audit.benford", new { currency = of.Currency, items });
            return new Reply(new ChecksView(population.Of, population.Totals, Short(found), benford.Result is { } test ? Short(test) : null, benford.Rejection?.Message, Limits), population.Items.Count);
        }, ct);
    }

    // Without the population, which is exported by itself.
    private static MethodResult Short(MethodResult result) => result with { Inputs = JsonSerializer.SerializeToElement(new { }) };

    private static async Task<List<string>> NumbersAsync(ReadScope reader, PopulationOf of, AmountPath path, CancellationToken ct)
    {
        var (entries, more) = await reader.Log.EntriesAsync(null, AuditLimits.ReportEntries, new EntryFilterOf(of).Filter, ct, AuditLimits.ReportCharacters);
        if (more) throw new RequestRefusedException(new Problem(422, "population.too-large", new Text("There are too many entries to look for gaps in.", "条目过多，无法检查断号。")));
        return [.. entries.Where(entry => entry.Index < of.Size).SelectMany(entry => path.Find(entry.Payload))
            .Where(found => found.Value.ValueKind == JsonValueKind.Number && found.Value.TryGetInt32(out var no) && no >= 0)
            .Select(found => found.Value.GetInt32().ToString(CultureInfo.InvariantCulture))];
    }

    internal static Evaluation Evaluate(string method, object inputs) =>
        MethodCatalogue.Latest(method)!.Evaluate(JsonSerializer.SerializeToElement(inputs, FactJson.Facts));

    internal static RequestRefusedException Refused(InputRejection rejection) =>
        new(new Problem(422, rejection.Code, rejection.Message, rejection.Field));

    internal static RequestRefusedException Empty() => new(new Problem(422, "population.empty", new Text(
        "There is no such amount in the log.", "日志中没有此类金额。")));

    private sealed record EntryFilterOf(PopulationOf Of)
    {
        public Log.EntryFilter Filter => new(Of.Kind, From: Of.From, To: Of.To);
    }
}
