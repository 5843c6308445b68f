using System.Globalization;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;

namespace Ledger.Valuation.Features;

/// <summary>
/// A run. <c>preview</c> counts what its lines would come to, <c>counts</c> what they came to so far; <c>remaining</c> lines wait to be
/// carried out. <c>totals</c> are of the preview, by currency, without the lines it refuses.
/// </summary>
public sealed record RunView(
    Guid Id, string Reference, RunStage Stage, RunOrder Order, string PreviewHash, int Lines, RunCounts Preview, IReadOnlyList<RunTotal> Totals,
    RunCounts Counts, int Remaining, Actor By, Actor? ConfirmedBy, DateTimeOffset PreviewedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? EndedAt,
    Text? Cancelled)
{
    internal static RunView Of(RevaluationRun run) => new(
        run.Id, run.Order!.Reference, run.Stage, run.Order, run.PreviewHash!, run.Preview.Lines, run.Preview, run.Totals, run.Counts,
        run.Stage == RunStage.Finished ? 0 : run.Preview.Replaced + run.Preview.Proposed - run.Counts.Lines, run.By!, run.ConfirmedBy, run.PreviewedAt!.Value,
        run.ConfirmedAt, run.EndedAt, run.Cancelled);
}

/// <summary>
/// A line of a run. <c>new</c>, <c>difference</c> and <c>proposalHash</c> are absent where the preview refuses it (<c>code</c>). <c>outcome</c> is
/// <c>replaced</c>, <c>proposed</c> (it needs approvals of its own) or <c>refused</c>; absent while it waits.
/// </summary>
public sealed record RunLineView(
    int Number, Guid Appraisal, string Reference, string Party, ContributionKind Kind, Money? Old, Money? New, Money? Difference, string? ProposalHash,
    bool TwoApprovals, string? Code, string? Field, Text? Message, string? Outcome)
{
    internal static RunLineView Of(KeptLine kept)
    {
        var line = kept.Line;
        return new RunLineView(
            line.Number, line.Appraisal, line.Reference, line.Party, line.Kind, line.Old, line.New, line.Difference, line.ProposalHash, line.TwoApprovals,
            kept.Code ?? line.Code, kept.Code is null ? line.Field : null, kept.Message ?? line.Message, kept.Outcome);
    }
}

internal static class ReadRunEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/revaluations", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<RevaluationRun, RunView>(after, runs => runs, RunView.Of, ct))
            .Produces<Page<RunView>>()
            .WithSummary("Portfolio re-valuations of the consortium");
        routes.MapGet("/revaluations/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<RevaluationRun, RunView>(id, RunView.Of, ct))
            .Produces<RunView>()
            .WithSummary("A portfolio re-valuation with its progress");
        routes.MapGet("/revaluations/{id:guid}/lines", LinesAsync)
            .Produces<Page<RunLineView>>()
            .WithSummary("Its lines: old value, new value, difference, or why it is refused; refused=true shows only those");
    }

    private static async Task<IResult> LinesAsync(Guid id, bool? refused, string? after, Reads reads, CancellationToken ct)
    {
        var seen = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out seen))
            throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        await using var session = await reads.OpenAsync(ct);
        if (await session.Documents.LoadAsync<RevaluationRun>(id, ct) is null) throw RequestRefused.NotFound();
        const int Size = ServiceDefaults.Limits.PageSize;
        var found = await RunTables.ReadAsync(session.Connection, session.Documents.TenantId, id, seen, Size + 1, refused, ct);
        var page = Page.Of(found, Size, kept => kept.Line.Number.ToString(CultureInfo.InvariantCulture));
        return Results.Ok(new Page<RunLineView>([.. page.Items.Select(RunLineView.Of)], page.Next));
    }
}
