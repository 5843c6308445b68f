using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>What a proposal would come to. Nothing is written.</summary>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Value">What would count once accepted; the method's own value where the claim is kept from the reader or is secret.</param>
/// <param name="Blind">Whether the claim is kept from the reader: then it caps nothing here.</param>
/// <param name="Grid">Adjustment grid; empty for a method without one.</param>
/// <param name="CrossChecks">Null for a method without.</param>
/// <param name="Interval">Null for a method without.</param>
/// <param name="Influences">What leaving one comparable out does.</param>
/// <param name="Flags">What a reviewer will look at.</param>
/// <param name="Evidence">References of the register's items that it would rest on.</param>
/// <param name="Indexes">Index vintages that it would rest on.</param>
/// <param name="Steps">Every line of the calculation.</param>
public sealed record ValuePreview(
    string Method, int MethodVersion, Money Value, bool Blind, IReadOnlyList<GridRow> Grid, CrossChecksView? CrossChecks, IntervalView? Interval,
    IReadOnlyList<Influence> Influences, IReadOnlyList<string> Flags, IReadOnlyList<string> Evidence, IReadOnlyList<UsedIndex> Indexes,
    IReadOnlyList<Step> Steps)
{
    internal static ValuePreview Of(Evaluated evaluated, bool disclosed, bool blind)
    {
        var result = evaluated.Result;
        var figures = GridView.Figures(result);
        var grid = figures as GridFigures;
        return new ValuePreview(
            result.RuleId, result.RuleVersion, evaluated.Value, blind, GridView.Of(result, evaluated.Basis),
            figures is null ? null : new CrossChecksView(figures.WeightedMean, grid?.TrimmedMean, grid?.Huber, grid?.HuberGap),
            figures is null ? null : new IntervalView(figures.Low, figures.High, figures.HalfWidth, figures.EffectiveCount, figures.Grade),
            grid?.Influences ?? [], grid?.Flags ?? [], [.. (evaluated.Basis?.Evidence ?? []).Select(used => used.Reference)],
            evaluated.Basis?.Indexes ?? [], disclosed ? result.Steps : WayToAccepted.WithoutClaim(result.Steps));
    }
}

internal static class PreviewValueEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/appraisals/{id:guid}/proposal/preview", (Guid id, ProposeValueRequest body, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct) =>
                Handle(id, body, counts: true, http, clock, reads, ct))
            .RequireAuthorization(Roles.Valuer)
            .Produces<ValuePreview>()
            .WithSummary("What a proposal would come to now; it is calculated and nothing is written");
        routes.MapPost("/appraisals/{id:guid}/alternatives/preview", (Guid id, ProposeValueRequest body, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct) =>
                Handle(id, body, counts: false, http, clock, reads, ct))
            .RequireAuthorization(Roles.Valuer)
            .Produces<ValuePreview>()
            .WithSummary("What a second method would come to now; the agreement need not allow it, since it does not count");
    }

    private static async Task<IResult> Handle(
        Guid id, ProposeValueRequest body, bool counts, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var caller = http.User.Caller();
        var state = await session.Documents.LoadAsync<Appraisal>(id, ct);
        if (state?.Subject is not { } subject) return Problem.From(new AppraisalUnknown());
        if (caller.Actor.Organisation == subject.Party) return Problem.From(new OwnAppraisal(subject.Party));
        if (state.Voided is not null) return Problem.From(new ContributionIsReversed());
        if (await InForce.ForAsync(state, session.Documents, ct) is not { Document: { } document })
            return Problem.From(new AgreementNotActive(subject.AgreementId, subject.EffectiveOn));
        if (counts && AssignmentRules.Refuses(state, document, body.Method, caller.Actor) is { } notHis) return Problem.From(notHis);
        if (!counts && state.Assignment is { } assignment && !assignment.IsValuer(caller.Actor.Person)) return Problem.From(new NotAssigned());

        // Who values blind would read the claim off a value that is capped at it.
        var blind = await Blindness.HidesAsync(caller, id, session.Documents, ct);
        if (blind) subject = subject with { Claimed = Money.Zero(subject.Claimed.Currency), ClaimUndisclosed = true };
        var evaluated = ProposalRules.Evaluate(subject, document, new Calculation(
            body.Method, body.Version, body.Inputs ?? default, body.Register,
            await RegisterReader.ReadAsync(body.Register, caller.Consortium, session.Documents, ct), body.Alternatives ?? [], counts, clock.GetUtcNow(), blind),
            state.Alternatives, out var refused);
        return evaluated is null ? Problem.From(refused!) : Results.Ok(ValuePreview.Of(evaluated, subject.Claim is not null, blind));
    }
}
