using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

/// <summary>A value that is due again: whose it is, why and since when; the value stands until it is replaced.</summary>
public sealed record DueView(
    Guid Appraisal, string Reference, string Party, ContributionKind Kind, Text Title, int Case, Money Value, int Number, DateOnly ValuedOn, DateOnly Since,
    IReadOnlyList<DueReason> Reasons, string? ProposalHash)
{
    internal static DueView Of(Appraisal appraisal)
    {
        var (subject, standing, again) = (appraisal.Subject!, appraisal.Standing!, appraisal.Revaluation!);
        return new DueView(
            appraisal.Id, subject.Reference, subject.Party, subject.Kind, subject.Title, again.Cases, standing.Value, standing.Number, standing.ValidFrom,
            again.Due.Min(due => due.Since), again.Due, again.Proposal?.Proposal.ProposalHash);
    }
}

/// <param name="AsOf">The day to judge; today when absent.</param>
public sealed record SweepRequest(DateOnly? AsOf = null);

internal static class DueEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/revaluations/due", ListAsync)
            .Produces<Page<DueView>>()
            .WithSummary("Accepted values that are due again, by party, kind and trigger");
        routes.MapPost("/revaluations/sweep", SweepAsync)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Administrator))
            .Produces<SweepResult>()
            .WithSummary("Judge every accepted value as of a day; what the service does by itself once a day")
            .WithDescription("Done twice it changes nothing. `unjudged` names values whose index could not be read.");
    }

    private static async Task<IResult> ListAsync(
        string? party, string? kind, string? trigger, string? after, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (kind is not null && KebabCase.Find<ContributionKind>(kind) is null) return Problem.From(Problems.UnknownValue("kind", kind, KebabCase.Names<ContributionKind>()));
        if (trigger is not null && KebabCase.Find<RevaluationTrigger>(trigger) is null)
            return Problem.From(Problems.UnknownValue("trigger", trigger, KebabCase.Names<RevaluationTrigger>()));
        var tenant = http.User.Caller().Consortium;
        return await reads.PageAsync<Appraisal, DueView>(after, Narrow, DueView.Of, ct);

        IQueryable<Appraisal> Narrow(IQueryable<Appraisal> appraisals)
        {
            var query = appraisals.Where(appraisal => appraisal.MatchesSql(
                "d.id in (select r.id from appraisal_register r where r.tenant_id = ? and r.due_since is not null and (?::text is null or r.party = ?) and (?::text is null or r.kind = ?))",
                tenant, party!, party!, kind!, kind!));
            return trigger is null ? query : query.Where(appraisal => appraisal.MatchesSql(
                "d.data -> 'revaluation' -> 'due' @> ?::jsonb", $"[{{\"trigger\":\"{trigger}\"}}]"));
        }
    }

    private static async Task<IResult> SweepAsync(SweepRequest body, CommandContext context, RevaluationSweep sweep, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(context.At.UtcDateTime);
        var day = body.AsOf ?? today;
        return day > EvidenceRules.Today(context.At)
            ? Problem.From(new RevaluationInFuture(day) { Field = "asOf" })
            : Results.Ok(await sweep.RunAsync(context.Tenant, context.By, context.IdempotencyKey, day, context.At, ct));
    }
}
