using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="CaseId">Case for which evidence is held: letters, digits, hyphens.</param>
/// <param name="Ground">Why; whoever asks for an erasure is told it.</param>
/// <param name="Contribution">The contribution whose papers are held, or</param>
/// <param name="Sha256">the one file that is held; neither: everything of the consortium.</param>
public sealed record PlaceHoldRequest(string CaseId, Text Ground, Guid? Contribution = null, string? Sha256 = null);

/// <param name="Ground">Why it is lifted.</param>
public sealed record LiftHoldRequest(Text Ground);

internal static class HoldEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Guarded(routes.MapPost("/evidence/holds", PlaceAsync))
            .Produces<Outcome.Receipt>()
            .WithSummary("Put evidence under a legal hold, for the regulator or the consortium");
        Guarded(routes.MapPost("/evidence/holds/{caseId}/lifting", LiftAsync))
            .Produces<Outcome.Receipt>()
            .WithSummary("Lift a legal hold; the regulator's only by a regulator");
        routes.MapGet("/evidence/holds", ListAsync)
            .Produces<IReadOnlyList<LegalHold>>()
            .WithSummary("Legal holds that stand");
    }

    // The default policy checks the consortium; a policy built in place would not.
    private static RouteHandlerBuilder Guarded(RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Regulator, Roles.Administrator));

    private static async Task<IResult> PlaceAsync(
        PlaceHoldRequest body, HttpContext http, CommandContext context, Commands commands, IEvidenceStore store, CancellationToken ct)
    {
        if (body.Sha256 is { } hash && !EvidenceFile.IsHash(hash)) return Problem.From(new EvidenceHashMalformed { Field = "sha256" });
        var stored = body.Sha256 is not null && await store.FindAsync(context.Tenant, body.Sha256, ct) is not null;
        var stream = RetentionStream.Of(context.Tenant);
        var outcome = await commands.Handle(
            stream, context, RetentionRegister.None(stream),
            async (state, reads) => RetentionDecider.Decide(state, new PlaceHold(
                body.CaseId, new HoldScope(body.Contribution, body.Sha256), await KnownAsync(body, stored, context.Tenant, reads, ct),
                body.Ground, Authority(http), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<bool> KnownAsync(
        PlaceHoldRequest body, bool stored, string tenant, IQuerySession reads, CancellationToken ct)
    {
        if (body.Contribution is { } id) return await reads.LoadAsync<Contribution>(id, ct) is { Particulars: not null };
        return body.Sha256 is not { } hash
            || (await RetentionStream.StandingAsync(hash, stored, tenant, reads, ct)) is { Known: true, Erased: null };
    }

    private static async Task<IResult> LiftAsync(
        string caseId, LiftHoldRequest body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = RetentionStream.Of(context.Tenant);
        var command = new LiftHold(caseId, body.Ground, Authority(http), context.By, context.At);
        var outcome = await commands.Handle(
            stream, context, RetentionRegister.None(stream), state => RetentionDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ListAsync(HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return Results.Ok((await RetentionStream.LoadAsync(http.User.Caller().Consortium, session.Documents, ct)).Holds);
    }

    private static HoldAuthority Authority(HttpContext http) =>
        http.User.Caller().Roles.Contains(Roles.Regulator) ? HoldAuthority.Regulator : HoldAuthority.Administrator;
}
