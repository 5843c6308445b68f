using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Vintage">First-published or revised, kebab-case.</param>
/// <param name="PublishedOn">Day of publication.</param>
/// <param name="Months">The months that were published.</param>
/// <param name="Sha256">SHA-256 of the publication, lower-case hex.</param>
/// <param name="Base">Base period, where it is no longer the series'.</param>
public sealed record PublishVintageRequest(
    IndexVintage Vintage, DateOnly PublishedOn, IReadOnlyList<PublishedMonth> Months, string Sha256, string? Base = null);

/// <summary>A series in a list.</summary>
public sealed record IndexSeriesSummary(Guid Id, SeriesHeader Header, int Vintages, DateOnly? LastPublishedOn)
{
    internal static IndexSeriesSummary Of(PriceIndex index) => new(
        index.Id, index.Header!, index.Vintages.Count, index.Vintages.Count == 0 ? null : index.Vintages[^1].PublishedOn);
}

/// <summary>A series as it was known on a day: <c>release</c> vintages had been published; no <c>months</c> where none had.</summary>
public sealed record IndexSeriesView(
    Guid Id, SeriesHeader Header, DateOnly KnownOn, int Release, IReadOnlyList<IndexPoint> Months, IReadOnlyList<PublishedVintage> Vintages)
{
    internal static IndexSeriesView Of(PriceIndex index, DateOnly day)
    {
        var release = index.ReleaseOn(day);
        return new IndexSeriesView(
            index.Id, index.Header!, day, release, release == 0 ? [] : index.KnownAfter(release).Months, [.. index.Vintages.Take(release)]);
    }
}

internal static class PriceIndexEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/index-series", OpenAsync)
            .RequireAuthorization(Roles.Valuer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Enter a published price index");
        routes.MapPost("/index-series/{id:guid}/vintages", PublishAsync)
            .RequireAuthorization(Roles.Valuer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Record what was published of it on a day; a revision is a further vintage");
        routes.MapGet("/index-series", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<PriceIndex, IndexSeriesSummary>(after, query => query, IndexSeriesSummary.Of, ct))
            .Produces<Page<IndexSeriesSummary>>()
            .WithSummary("Price indexes of the register");
        routes.MapGet("/index-series/{id:guid}", (Guid id, DateOnly? knownOn, TimeProvider time, Reads reads, CancellationToken ct) =>
                reads.OneAsync<PriceIndex, IndexSeriesView>(
                    id, index => IndexSeriesView.Of(index, knownOn ?? EvidenceRules.Today(time.GetUtcNow())), ct))
            .Produces<IndexSeriesView>()
            .WithSummary("One price index with its vintages, as it was known on a day (knownOn, today when absent)");
    }

    private static async Task<IResult> OpenAsync(SeriesHeader body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = RegisterStreams.Series(context.Tenant, body.Series);
        var command = new OpenIndexSeries(body, context.By, context.At);
        var outcome = await commands.Handle(stream, context, PriceIndex.None(stream), state => PriceIndexDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> PublishAsync(Guid id, PublishVintageRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        // The serializer checks members of records for null, not entries of lists.
        for (var i = 0; i < body.Months.Count; i++)
        {
            if (body.Months[i] is null) return Problem.From(Problems.WrongType($"months[{i}]", "an object", "对象"));
        }

        var vintage = new PublishedVintage(body.Vintage, body.PublishedOn, body.Months, body.Sha256, body.Base);
        var command = new PublishVintages([vintage], context.By, context.At);
        var outcome = await commands.Handle(id, context, PriceIndex.None(id), state => PriceIndexDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
