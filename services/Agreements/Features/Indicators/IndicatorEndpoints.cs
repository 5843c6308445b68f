using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Features;

/// <param name="Catalogue">The indicators, taken from the official text; shape: contracts/schemas/indicators.schema.json.</param>
/// <param name="Reason">Why, when it replaces one.</param>
public sealed record CatalogueRequest(JsonElement Catalogue, string? Reason = null);

/// <param name="Reference">Unique in the workbook.</param>
/// <param name="Indicator">Which indicator.</param>
/// <param name="Year">Which year.</param>
/// <param name="Type">One of the indicator's types of evidence.</param>
/// <param name="Sha256">The file.</param>
/// <param name="Note">What it shows.</param>
public sealed record IndicatorLinkRequest(string Reference, string Indicator, int Year, string Type, string Sha256, string Note);

/// <param name="Indicator">A negative indicator.</param>
/// <param name="Year">Which year.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Sha256">The paper that shows it.</param>
public sealed record VetoRequest(string Indicator, int Year, string Finding, string Sha256);

/// <param name="Indicator">A negative indicator.</param>
/// <param name="Year">Which year.</param>
/// <param name="Reason">Why it no longer stands.</param>
public sealed record VetoLiftRequest(string Indicator, int Year, string Reason);

/// <summary>The consortium's indicator workbook.</summary>
internal static class IndicatorEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/indicators/catalogue", EnterAsync)
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Enter the catalogue of indicators, as the official text has it");
        routes.MapPost("/indicators/evidence", (IndicatorLinkRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(context, commands, state => IndicatorDecider.Decide(state, new LinkIndicatorEvidence(
                    body.Reference, body.Indicator, body.Year, body.Type, body.Sha256, body.Note, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Contributor)
            .WithSummary("Link evidence to an indicator for a year");
        routes.MapPost("/indicators/evidence/{reference}/removal", (string reference, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(context, commands, state => IndicatorDecider.Decide(
                    state, new StrikeIndicatorEvidence(reference, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Contributor)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Take an own link away");
        routes.MapPost("/indicators/vetoes", (VetoRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(context, commands, state => IndicatorDecider.Decide(
                    state, new RaiseIndicatorVeto(body.Indicator, body.Year, body.Finding, body.Sha256, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .WithSummary("Find a negative indicator fulfilled: a veto");
        routes.MapPost("/indicators/vetoes/lifting", (VetoLiftRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(context, commands, state => IndicatorDecider.Decide(
                    state, new LiftIndicatorVeto(body.Indicator, body.Year, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Lift a veto");
        routes.MapGet("/indicators", (int year, HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<IndicatorWorkbook, IndicatorYear>(Stream(http.User.Caller().Consortium), state => Show(state, year), ct))
            .Produces<IndicatorYear>()
            .WithSummary("The workbook of a year: evidence, what is missing, vetoes");
        routes.MapGet("/indicators/export", Export)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("The workbook of a year as a file: format=csv (headers=en or zh) or format=json");
    }

    private static Guid Stream(string tenant) => StreamId.For(tenant, "indicators", "workbook");

    private static IndicatorYear Show(IndicatorWorkbook state, int year) => IndicatorYear.Of(state, year) ?? throw RequestRefused.NotFound();

    private static async Task<IResult> EnterAsync(CatalogueRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var read = IndicatorCatalogue.Parse(body.Catalogue);
        if (read.Rejection is { } malformed) return Problem.From(malformed with { Field = JsonPath.Within("catalogue", malformed.Field) });
        return await Handle(context, commands, state => IndicatorDecider.Decide(
            state, new EnterIndicatorCatalogue(read.Value!, body.Reason, context.By, context.At)), ct);
    }

    private static async Task<IResult> Handle(
        CommandContext context, Commands commands, Func<IndicatorWorkbook, Decision> decide, CancellationToken ct)
    {
        var stream = Stream(context.Tenant);
        var outcome = await commands.Handle(stream, context, IndicatorWorkbook.None(stream), decide, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Export(int year, [AsParameters] ExportQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<IndicatorWorkbook>(Stream(http.User.Caller().Consortium), ct) ?? throw RequestRefused.NotFound();
        var shown = Show(state, year);
        return query.Answer($"indicators-{year}", shown, Rows(shown));
    }

    private static Table Rows(IndicatorYear year) => new(
        [
            new("indicator", "指标"), new("level 1", "一级指标"), new("level 2 (en)", "二级指标（英文）"), new("level 2 (zh)", "二级指标（中文）"),
            new("text (en)", "指标内容（英文）"), new("text (zh)", "指标内容（中文）"), new("evidence", "凭证编号"),
            new("missing", "缺少凭证类型"), new("veto", "否决认定"),
        ],
        [
            .. year.Lines.Select(line => (IReadOnlyList<string?>)
            [
                line.Indicator.Id, KebabCase.Name(line.Indicator.Level1), line.Indicator.Level2.En, line.Indicator.Level2.Zh, line.Indicator.Text.En, line.Indicator.Text.Zh,
                string.Join(' ', line.Links.Select(link => link.Reference)), string.Join(' ', line.Missing), line.Veto?.Finding,
            ]),
        ]);
}
