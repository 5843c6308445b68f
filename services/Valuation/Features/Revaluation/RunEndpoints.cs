using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using Marten;

namespace Ledger.Valuation.Features;

/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind, kebab-case.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="References">The contributors' own ids.</param>
/// <param name="DueOnly">Only what is due.</param>
public sealed record RunFilterRequest(
    string? Party = null, string? Kind = null, string? AgreementId = null, IReadOnlyList<string>? References = null, bool? DueOnly = null);

/// <param name="Reference">The consortium's own id of the run.</param>
/// <param name="Method"><c>revaluation.index</c> or <c>revaluation.depreciation</c>.</param>
/// <param name="On">New valuation date.</param>
/// <param name="Reason">Why, for everybody to read.</param>
/// <param name="Filter">For which contributions; all with a standing value when absent.</param>
/// <param name="Version">Rule version; the newest when absent.</param>
/// <param name="Series">revaluation.index: id of a registered series.</param>
/// <param name="KnownOn">Index date: the series as it was known then; today when absent.</param>
/// <param name="Curve">revaluation.depreciation: the curve.</param>
public sealed record OrderRunRequest(
    string Reference, string Method, DateOnly On, Text Reason, RunFilterRequest? Filter = null, int? Version = null, string? Series = null,
    DateOnly? KnownOn = null, DepreciationCurve? Curve = null);

/// <param name="PreviewHash">Of the preview that was read.</param>
public sealed record ConfirmRunRequest(string PreviewHash);

/// <param name="Reason">Why.</param>
public sealed record CancelRunRequest(Text Reason);

internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/revaluations", OrderAsync)
            .RequireAuthorization(Roles.Valuer)
            .Produces<RunView>(StatusCodes.Status201Created)
            .WithSummary("Preview a re-valuation of many contributions: no value is touched")
            .WithDescription("Its lines (GET …/lines) hold old value, new value and difference, or why the contribution is refused. A second person confirms the preview by its hash; then it is carried out.");
        routes.MapPost("/revaluations/{id:guid}/confirmation", ConfirmAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Confirm a preview by its hash: the one approval of every value below the agreement's threshold");
        routes.MapPost("/revaluations/{id:guid}/cancellation", CancelAsync)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Approver))
            .Produces<Outcome.Receipt>()
            .WithSummary("Stop a run; batches that were carried out stay");
    }

    private static async Task<IResult> OrderAsync(OrderRunRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        if (Read(body, context.At, out var refused) is not { } filter) return Problem.From(refused!);
        var stream = StreamId.For(context.Tenant, "revaluation-run", body.Reference);
        var outcome = await commands.Handle(
            stream, context, RevaluationRun.None(stream),
            async (state, session) =>
            {
                var (known, index, unread) = await IndexAsync(body, context, session, ct);
                if (unread is not null) return unread;
                var order = new RunOrder(
                    body.Reference, filter, body.Method, RollRules.Method(body.Method, body.Version)!.Version, body.On, new RollChoice(body.Series, body.Curve), index, body.Reason);
                var preview = await PreviewAsync(order, context.By, known, context.At, session, ct);
                var decision = RunDecider.Decide(state, new OrderRun(order, preview, context.By, context.At));
                if (decision.Facts.Count > 0) RunTables.Keep(context.Tenant, stream, preview.Lines, session);
                return decision;
            },
            ct);
        if (outcome is not Outcome.Done done) return outcome.ToHttp();
        await using var read = await reads.OpenAsync(ct);
        var run = await read.Documents.LoadAsync<RevaluationRun>(stream, ct) ?? throw RequestRefused.NotFound();
        return Results.Json(RunView.Of(run), statusCode: done.Status);
    }

    private static async Task<IResult> ConfirmAsync(
        Guid id, ConfirmRunRequest body, CommandContext context, Commands commands, RunQueue queue, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RevaluationRun.None(id),
            async (state, session) =>
            {
                var fresh = "";
                if (state is { Stage: RunStage.Previewed, Order: { } order, By: { } maker } && body.PreviewHash == state.PreviewHash)
                {
                    var known = order.Index is { } index ? (await RegisterReader.SeriesAsync([index.Series], context.Tenant, session, ct)).GetValueOrDefault(index.Series) : null;
                    fresh = (await PreviewAsync(order, maker, known, context.At, session, ct)).Hash;
                }

                var decision = RunDecider.Decide(state, new ConfirmRun(body.PreviewHash, fresh, context.By, context.At));
                // The session that decisions read from is the unit of work that commits them.
                if (decision.Facts.Count > 0) ((IDocumentOperations)session).QueueSqlCommand("call revaluation_enqueue(?, ?)", id, context.Tenant);
                return decision;
            },
            ct);
        queue.Raise();
        return outcome.ToHttp();
    }

    private static async Task<IResult> CancelAsync(Guid id, CancelRunRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RevaluationRun.None(id), state => RunDecider.Decide(state, new CancelRun(body.Reason, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    /// <summary>Calculates what a run would do on what the session sees.</summary>
    internal static async Task<RunPreview> PreviewAsync(
        RunOrder order, Actor maker, KnownIndex? known, DateTimeOffset at, IQuerySession reads, CancellationToken ct)
    {
        var preview = new RunPreview(order, maker, known, at);
        var agreements = await AgreementVersions.OfAsync(reads, ct);
        await foreach (var appraisal in AppraisalPages.AllAsync(reads, order.Filter, ct))
        {
            if (!preview.Add(appraisal, agreements.InForce(appraisal.Subject!.AgreementId, order.On))) break;
        }

        return preview;
    }

    private static async Task<(KnownIndex? Known, UsedIndex? Index, Rejection? Refused)> IndexAsync(
        OrderRunRequest body, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        if (body.Series is not { } series) return (null, null, null);
        var known = (await RegisterReader.SeriesAsync([series], context.Tenant, reads, ct)).GetValueOrDefault(series);
        var index = Rollforward.Freeze(series, known, body.KnownOn ?? EvidenceRules.Today(context.At), "series", out var refused);
        return (known, index, refused);
    }

    private static RunFilter? Read(OrderRunRequest body, DateTimeOffset at, out Rejection? refused)
    {
        var filter = body.Filter ?? new RunFilterRequest();
        ContributionKind? kind = filter.Kind is null ? null : KebabCase.Find<ContributionKind>(filter.Kind);
        refused = References.Check(body.Reference)
            ?? (Rollforward.Is(body.Method) ? null : new MethodTakesNoRoll(body.Method) { Field = "method" })
            ?? (RollRules.Method(body.Method, body.Version) is null ? new MethodVersionUnknown(body.Method, body.Version ?? 0) { Field = "version" } : null)
            ?? Rolled(Rollforward.Broken(body.Method, new RollChoice(body.Series, body.Curve), ""))
            ?? (body.On > EvidenceRules.Today(at) ? new RevaluationInFuture(body.On) { Field = "on" } : null)
            ?? (body.KnownOn is { } known && known > EvidenceRules.Today(at) ? new IndexKnownInFuture(known) { Field = "knownOn" } : (Rejection?)null)
            ?? (filter.Kind is not null && kind is null ? Problems.UnknownValue("filter.kind", filter.Kind, KebabCase.Names<ContributionKind>()) : null)
            ?? (filter.References is { Count: > ValuationLimits.RunReferences } ? Problems.TooMany("filter.references", ValuationLimits.RunReferences) : null)
            ?? (filter.References is { Count: 0 } ? Problems.Empty("filter.references") : null);
        for (var i = 0; i < (filter.References?.Count ?? 0) && refused is null; i++)
        {
            var here = JsonPath.Item("filter.references", i);
            refused = filter.References![i] is { } reference ? References.Check(reference, here) : Problems.WrongType(here, "a string", "字符串");
        }

        return refused is null ? new RunFilter(filter.Party, kind, filter.AgreementId, filter.References, filter.DueOnly ?? false) : null;
    }

    // Series and curve stand at the top of the order, not under a member.
    private static Rejection? Rolled(Rejection? broken) => broken is null ? null : broken with { Field = broken.Field?.TrimStart('.') };
}
