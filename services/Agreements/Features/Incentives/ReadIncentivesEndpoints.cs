using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

/// <summary>A year in the list of a file's years.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Closed">Whether it is closed.</param>
/// <param name="Base">Line 5; null when something stands in the way of figures.</param>
/// <param name="Credit">Credit used; null likewise.</param>
/// <param name="CarriedForward">Line 7; null likewise.</param>
/// <param name="Repay">To be paid back; null likewise.</param>
public sealed record IncentiveYearSummary(int Year, bool Closed, Money? Base, Money? Credit, Money? CarriedForward, Money? Repay);

/// <summary>An incentive file with its years.</summary>
public sealed record IncentiveFileSummary(
    string Enterprise, Currency? Currency, IReadOnlyList<IncentiveListing> Listings, IReadOnlyList<IncentiveMember> Members,
    IReadOnlyList<IncentiveYearSummary> Years)
{
    public static IncentiveFileSummary Of(IncentiveFile file) => new(
        file.Enterprise, file.Currency, file.Listings, file.Members,
        [.. IncentiveClaim.All(file).Select(claim => Of(claim.Year, claim.Figures))]);

    private static IncentiveYearSummary Of(IncentiveYear year, TaxCreditFigures? figures) => new(
        year.Year, year.Closing is not null, figures?.Base, figures?.Credit, figures?.CarriedForward, figures?.Repay);
}

internal static class ReadIncentivesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/incentives/{enterprise}", (string enterprise, HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<IncentiveFile, IncentiveFileSummary>(
                    EnterpriseFiles.Incentives(EnterpriseFiles.Reader(http, enterprise).Consortium, enterprise), IncentiveFileSummary.Of, ct))
            .Produces<IncentiveFileSummary>()
            .WithSummary("An enterprise's incentive file: its years with base, credit and carry");
        routes.MapGet("/incentives/{enterprise}/years/{year:int}", (string enterprise, int year, HttpContext http, Reads reads, CancellationToken ct) =>
                AnswerAsync(enterprise, year, http, reads, Results.Ok, ct))
            .Produces<IncentiveAnswer>()
            .WithSummary("A year with base, credit, split, carry, repayment, form lines 5 to 7, support list and every step of the rule");
        routes.MapGet("/incentives/{enterprise}/years/{year:int}/export", Export)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("The year as a file: format=csv (part=form, listing, parameters, support or steps; headers=en or zh) or format=json")
            .WithDescription("Cells that a spreadsheet would run as a formula begin with an apostrophe.");
    }

    private static Task<IResult> Export(
        string enterprise, int year, string? part, [AsParameters] ExportQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Task.FromResult(Problem.From(broken));
        if (IncentiveTables.Find(part ?? "form") is not { } table)
            return Task.FromResult(Problem.From(Problems.UnknownValue("part", part!, IncentiveTables.Parts)));
        return AnswerAsync(
            enterprise, year, http, reads, answer => query.Answer($"incentive-{enterprise}-{year}-{part ?? "form"}", answer, table(answer)), ct);
    }

    private static async Task<IResult> AnswerAsync(
        string enterprise, int year, HttpContext http, Reads reads, Func<IncentiveAnswer, IResult> show, CancellationToken ct)
    {
        var stream = EnterpriseFiles.Incentives(EnterpriseFiles.Reader(http, enterprise).Consortium, enterprise);
        await using var session = await reads.OpenAsync(ct);
        var file = await session.Documents.LoadAsync<IncentiveFile>(stream, ct) ?? throw RequestRefused.NotFound();
        var state = await session.Documents.Events.FetchStreamStateAsync(stream, ct) ?? throw RequestRefused.NotFound();
        var deliveries = await EnterpriseFiles.DeliveriesAsync(session.Documents, enterprise, ct);
        http.Response.Headers.ETag = ETags.Of(state.Version);
        return EnterpriseFiles.Exactly(() => show(IncentiveAnswer.Of(file, year, deliveries) ?? throw RequestRefused.NotFound()));
    }
}
