using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Features;

/// <param name="Data">Supply and demand by field, with their sources.</param>
/// <param name="Reason">Why earlier data of the period are replaced; absent for the first.</param>
public sealed record RecordAlignmentRequest(AlignmentData Data, string? Reason = null);

/// <summary>An entry with the way to its index.</summary>
/// <param name="Entry">As entered last.</param>
/// <param name="Gaps">Supply less demand per field: above 0 is too many graduates.</param>
/// <param name="Steps">Every line of the calculation.</param>
public sealed record AlignmentView(AlignmentEntry Entry, IReadOnlyDictionary<string, Rational> Gaps, IReadOnlyList<Step> Steps);

/// <summary>The alignment of a region over time.</summary>
public sealed record AlignmentOverTime(string Region, IReadOnlyList<AlignmentView> Periods);

internal static class AlignmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/alignment/{region}", RecordAsync)
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Enter graduates and vacancies by field of a region and period, with their sources");
        routes.MapGet("/alignment/{region}", (string region, HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<AlignmentSeries, AlignmentOverTime>(Stream(http.User.Caller().Consortium, region), View, ct))
            .Produces<AlignmentOverTime>()
            .WithSummary("Alignment index of a region, period by period, with its steps");
    }

    private static async Task<IResult> RecordAsync(string region, RecordAlignmentRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = Stream(context.Tenant, region);
        var command = new RecordAlignment(region, body.Data, body.Reason, context.By, context.At);
        var outcome = await commands.Handle(stream, context, AlignmentSeries.None(stream), state => AlignmentDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    private static AlignmentOverTime View(AlignmentSeries series) => new(series.Region, [.. series.Entries.Select(entry =>
    {
        var figures = AlignmentDecider.Compute(entry.Data).Value!;
        return new AlignmentView(entry, figures.Gaps, figures.Steps);
    })]);

    private static Guid Stream(string tenant, string region) => StreamId.For(tenant, "alignment", region);
}
