using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>A row of an imported file: one month of one vintage.</summary>
internal sealed record VintageRow(
    string Vintage, DateOnly PublishedOn, string Month, Rational Value, bool Provisional = false, string? Base = null, string? Sha256 = null);

internal static class ImportVintagesEndpoint
{
    private static readonly IReadOnlyList<CsvColumn> Columns =
    [
        new("publishedOn", "公布日"), new("vintage", "版本"), new("month", "月份"), new("value", "数值"), new("provisional", "暂定", CsvForm.YesNo),
        new("base", "基期"), new("sha256", "文件哈希"),
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/index-series/{id:guid}/vintages/import", Handle)
        .RequireAuthorization(Roles.Valuer)
        .Accepts<string>("text/csv")
        .Produces<Outcome.Receipt>()
        .Produces<ImportReport>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithSummary("Import vintages of a series as CSV, all rows or none; with dryRun=true only report")
        .WithDescription("Columns publishedOn, vintage, month, value, and where needed provisional, base, sha256 (of the publication; the file's own where absent). Rows of one publication stand together, publications in their order.");

    private static async Task<IResult> Handle(
        Guid id, HttpContext http, bool? dryRun, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        var body = await ImportAnswers.BodyAsync(http, ct);
        var hash = ImportAnswers.HashOf(body);
        var file = CsvFile.Read(body, Columns);
        var unreadable = new List<LineError>(file.Errors);
        var groups = Groups(file, hash, unreadable);
        if (dryRun ?? false)
        {
            await using var session = await reads.OpenAsync(ct);
            var state = await session.Documents.LoadAsync<PriceIndex>(id, ct) ?? throw RequestRefused.NotFound();
            return Results.Ok(new ImportReport(hash, file.Rows.Count, Errors(state, groups, unreadable, context)));
        }

        List<LineError> errors = [];
        var outcome = await commands.Handle(
            id, context, PriceIndex.None(id),
            state =>
            {
                if (state.Header is null) return new SeriesUnknown();
                errors = Errors(state, groups, unreadable, context);
                return errors.Count > 0
                    ? new ImportRefused(errors.Count, errors[0])
                    : PriceIndexDecider.Decide(state, new PublishVintages([.. groups.Select(group => group.Vintage)], context.By, context.At));
            },
            ct);
        return outcome is Outcome.Refused { Rejection: ImportRefused } ? ImportAnswers.Refused(errors, http) : outcome.ToHttp();
    }

    private static List<(PublishedVintage Vintage, IReadOnlyList<int> Lines)> Groups(CsvFile file, string hash, List<LineError> unreadable)
    {
        var groups = new List<(PublishedVintage Vintage, IReadOnlyList<int> Lines)>();
        foreach (var row in file.Rows)
        {
            if (CsvJson.Read<VintageRow>(file, row, out var error) is not { } read) unreadable.Add(error!);
            else if (KebabCase.Find<IndexVintage>(read.Vintage) is not { } vintage)
                unreadable.Add(LineError.Of(row.Line, Problems.UnknownValue("vintage", read.Vintage, KebabCase.Names<IndexVintage>())));
            else Add(groups, new PublishedVintage(vintage, read.PublishedOn, [new PublishedMonth(read.Month, read.Value, read.Provisional)], read.Sha256 ?? hash, read.Base), row.Line);
        }

        return groups;
    }

    private static void Add(List<(PublishedVintage Vintage, IReadOnlyList<int> Lines)> groups, PublishedVintage one, int line)
    {
        if (groups.Count > 0 && groups[^1].Vintage is var last && (last.Vintage, last.PublishedOn, last.Sha256, last.Base) == (one.Vintage, one.PublishedOn, one.Sha256, one.Base))
            groups[^1] = (last with { Months = [.. last.Months, .. one.Months] }, [.. groups[^1].Lines, line]);
        else
            groups.Add((one, [line]));
    }

    // Each publication is judged on the series as it stands after those before it.
    private static List<LineError> Errors(
        PriceIndex state, List<(PublishedVintage Vintage, IReadOnlyList<int> Lines)> groups, List<LineError> unreadable, CommandContext context)
    {
        var errors = new List<LineError>(unreadable);
        foreach (var (vintage, lines) in groups)
        {
            var decision = PriceIndexDecider.Decide(state, new PublishVintages([vintage], context.By, context.At));
            if (decision.Rejection is { } broken) errors.Add(LineError.Of(LineOf(broken, lines), broken));
            state = decision.Facts.Aggregate(state, PriceIndexDecider.Evolve);
        }

        return [.. errors.OrderBy(error => error.Line)];
    }

    // "months[3].value" is said of the fourth row of the publication.
    private static int LineOf(Rejection broken, IReadOnlyList<int> lines) =>
        broken.Field is { } field && field.StartsWith("months[", StringComparison.Ordinal)
        && int.TryParse(field.AsSpan(7, Math.Max(0, field.IndexOf(']') - 7)), System.Globalization.CultureInfo.InvariantCulture, out var index) && index < lines.Count
            ? lines[index]
            : lines[0];
}
