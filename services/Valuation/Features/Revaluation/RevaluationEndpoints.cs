using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;

namespace Ledger.Valuation.Features;

/// <param name="Method">Rule id that the agreement allows for the kind.</param>
/// <param name="On">New valuation date.</param>
/// <param name="Reason">Why it is valued anew.</param>
/// <param name="Inputs">The method's inputs, as for a first proposal; absent for a method that carries a value on.</param>
/// <param name="Version">Rule version; the newest when absent.</param>
/// <param name="Register">What is taken from the evidence register.</param>
/// <param name="Roll">revaluation.index: <c>series</c>; revaluation.depreciation: <c>curve</c>.</param>
/// <param name="Use">Lent equipment and staff time: value the months of use until a day, by the method and rates of the accepted value.</param>
public sealed record ProposeRevaluationRequest(
    string Method, DateOnly On, Text Reason, JsonElement? Inputs = null, int? Version = null, RegisterChoice? Register = null, RollChoice? Roll = null, UseChoice? Use = null);

/// <summary>
/// What falls due for one accepted value and the case that is open for it. <c>closed</c> is there once nothing falls due any longer;
/// <c>proposal</c> is absent while nobody proposed a new value.
/// </summary>
public sealed record RevaluationView(
    Guid Appraisal, string Reference, int Cases, bool Open, Money? Value, int? Number, DateOnly? ValuedOn, IReadOnlyList<DueReason> Due,
    RevaluationProposal? Proposal, IReadOnlyList<Approval> Approvals, DueReason? Closed)
{
    internal static RevaluationView Of(Appraisal appraisal)
    {
        var subject = appraisal.Subject ?? throw RequestRefused.NotFound();
        var again = appraisal.Revaluation ?? new Revaluation();
        return new RevaluationView(
            appraisal.Id, subject.Reference, again.Cases, again.IsOpen, appraisal.Standing?.Value, appraisal.Standing?.Number, appraisal.Standing?.ValidFrom,
            again.Due, again.Proposal, again.Approvals, again.Closed);
    }
}

internal static class RevaluationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}/revaluation", async (Guid id, HttpContext http, Reads reads, CancellationToken ct) =>
            {
                await using (var session = await reads.OpenAsync(ct))
                {
                    if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
                }

                return await reads.OneAsync<Appraisal, RevaluationView>(id, RevaluationView.Of, ct);
            })
            .Produces<RevaluationView>()
            .WithSummary("What falls due for an accepted value, and the new one that was proposed");
        routes.MapPost("/appraisals/{id:guid}/revaluation/proposal", ProposeAsync)
            .RequireAuthorization(Roles.Valuer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Propose a new value as of a later day; the accepted one stands until this is accepted");
        routes.MapPost("/appraisals/{id:guid}/revaluation/acceptance", AcceptAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Accept the proposed new value as a second person; where two approvals are needed, the second one accepts");
        routes.MapGet("/appraisals/{id:guid}/revaluation/snapshot", SnapshotAsync)
            .Produces<ValuationSnapshot>()
            .WithSummary("The frozen inputs and result of the proposed new value as canonical JSON");
    }

    private static async Task<IResult> ProposeAsync(Guid id, ProposeRevaluationRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) =>
            {
                var known = await RegisterReader.ReadAsync(body.Register, context.Tenant, reads, ct);
                if (body.Roll?.Series is { } series) known = known with { Series = await RegisterReader.SeriesAsync([series], context.Tenant, reads, ct) };
                return RevaluationDecider.Decide(state, new ProposeRevaluation(
                    body.Method, body.Version, body.On, body.Reason, body.Inputs ?? default, body.Register, body.Roll, known,
                    await InForce.ForAsync(state, body.On, reads, ct), context.By, context.At, body.Use,
                    body.Use is not null && state.Subject is { } subject ? await reads.LoadAsync<UseAccount>(WhenHoursRecorded.StreamOf(subject.ContributionId), ct) : null));
            },
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> AcceptAsync(Guid id, AcceptValueRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) => RevaluationDecider.Decide(state, new AcceptRevaluation(
                body.ProposalHash, await InForce.ForAsync(state, state.Revaluation?.Proposal?.On, reads, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> SnapshotAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var state = await session.Documents.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound();
        if (state is not { Subject: { } subject, Revaluation.Proposal: { } standing }) throw RequestRefused.NotFound();
        var agreement = await InForce.ForAsync(state, standing.On, session.Documents, ct);
        var proposal = standing.Proposal;
        return SnapshotEndpoints.Export(new ValuationSnapshot(
            ValuationSnapshot.FormatName, id, standing.Against + 1, proposal.ProposalHash, subject.Source,
            new SnapshotAgreement(subject.AgreementId, proposal.AgreementVersion, proposal.Agreement, agreement?.Document?.DocumentHash, agreement?.Document?.Terms.RegionProfile),
            proposal.Value, proposal.Result, proposal.Basis), http);
    }
}
