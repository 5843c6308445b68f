using Ledger.Audit.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Audit.Features;

/// <param name="Case">Case for which it is read.</param>
/// <param name="Reader">Organisation that reads.</param>
/// <param name="LegalBasis">On which ground.</param>
/// <param name="Reason">What for.</param>
/// <param name="Until">From this moment on nothing may be read.</param>
/// <param name="Persons">Persons of it who may; absent for all.</param>
/// <param name="Parties">Organisations whose side may be read; absent for the whole consortium.</param>
/// <param name="Kinds">Event types at which a question may begin; absent for all.</param>
/// <param name="From">First day of recording at which a question may begin.</param>
/// <param name="To">Last day.</param>
/// <param name="Envelopes">Only who recorded what and when, without contents.</param>
public sealed record ProposeGrantRequest(
    string Case, string Reader, string LegalBasis, string Reason, DateTimeOffset Until, IReadOnlyList<string>? Persons = null,
    IReadOnlyList<string>? Parties = null, IReadOnlyList<string>? Kinds = null, DateOnly? From = null, DateOnly? To = null, bool Envelopes = false);

/// <param name="ProposalHash">Hash of the proposal that was seen.</param>
public sealed record IssueGrantRequest(string ProposalHash);

/// <param name="Reason">Why.</param>
public sealed record EndGrantRequest(string Reason);

/// <summary>A grant as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands; <c>expired</c> when time has ended it.</param>
/// <param name="Proposal">What was proposed.</param>
/// <param name="ProposalHash">Whoever issues it names this.</param>
/// <param name="IssuedBy">Who issued it.</param>
/// <param name="EndedBecause">Why it was refused or revoked.</param>
public sealed record GrantView(Guid Id, string State, GrantProposed Proposal, string ProposalHash, Rules.Actor? IssuedBy, string? EndedBecause);

internal static class GrantEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Of(routes.MapPost("/audit/grants", ProposeAsync), Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Propose that a regulator's organisation may read for a case; a second person issues it");
        Of(routes.MapPost("/audit/grants/{id:guid}/issue", IssueAsync), Roles.Approver, Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Issue a proposed grant, as another person than who proposed it");
        Of(routes.MapPost("/audit/grants/{id:guid}/refusal", RefuseAsync), Roles.Approver, Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Turn a proposed grant down");
        Of(routes.MapPost("/audit/grants/{id:guid}/revocation", RevokeAsync), Roles.Approver, Roles.Administrator, Roles.Regulator).Produces<Outcome.Receipt>()
            .WithSummary("End a grant; a regulator gives back that of the own organisation");
        routes.MapGet("/audit/grants", ListAsync).Produces<Page<GrantView>>()
            .WithSummary("Grants: all for administrators and approvers, to a regulator those of the own organisation");
        Of(routes.MapPost("/audit/desk-rules", ProposeRulesAsync), Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Propose whose regulators read without a grant, and after how many days organisations see it");
        Of(routes.MapPost("/audit/desk-rules/confirmation", ConfirmRulesAsync), Roles.Approver, Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Confirm proposed rules of the desk, as another person than who proposed them");
        routes.MapGet("/audit/desk-rules", ReadRulesAsync).Produces<DeskRulesView>()
            .WithSummary("The consortium's rules of the desk");
    }

    // The default policy checks the consortium; a policy built in place would not.
    internal static RouteHandlerBuilder Of(RouteHandlerBuilder endpoint, params string[] roles) =>
        endpoint.RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(roles));

    private static async Task<IResult> ProposeAsync(ProposeGrantRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var scope = new GrantScope(body.Parties ?? [], body.Kinds ?? [], body.From, body.To, body.Envelopes);
        var command = new ProposeGrant(
            body.Case, body.Reader, body.Persons ?? [], scope, body.LegalBasis, body.Reason, Timestamps.Truncate(body.Until), context.By, context.At);
        var stream = DeskStates.GrantId(context.Tenant, body.Case, body.Reader);
        return (await commands.Handle(stream, context, Grant.None(stream), state => GrantDecider.Decide(state, command), ct)).ToHttp();
    }

    private static async Task<IResult> IssueAsync(Guid id, IssueGrantRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Grant.None(id), state => GrantDecider.Decide(
            state, new IssueGrant(body.ProposalHash, Hash(state), context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> RefuseAsync(Guid id, EndGrantRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Grant.None(id), state => GrantDecider.Decide(state, new RefuseGrant(body.Reason, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> RevokeAsync(
        Guid id, EndGrantRequest body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct)
    {
        var all = Manages(http);
        return (await commands.Handle(id, context, Grant.None(id), state => !all && state.Proposed?.Reader != context.By.Organisation
            ? new GrantUnknown() : GrantDecider.Decide(state, new RevokeGrant(body.Reason, context.By, context.At)), ct)).ToHttp();
    }

    private static async Task<IResult> ListAsync(string? after, HttpContext http, Reads reads, TimeProvider clock, CancellationToken ct)
    {
        var caller = http.User.Caller();
        var all = Manages(http);
        if (!all && !caller.Roles.Contains(Roles.Regulator)) throw RequestRefused.Forbidden(null);
        return await reads.PageAsync<Grant, GrantView>(
            after, grants => all ? grants : grants.Where(grant => grant.Proposed!.Reader == caller.Actor.Organisation), grant => View(grant, clock.GetUtcNow()), ct);
    }

    private static async Task<IResult> ProposeRulesAsync(DeskRulesRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = DeskStates.RulesId(context.Tenant);
        var command = new ProposeDeskRules(body.Standing, body.DelayDays, context.By, context.At);
        return (await commands.Handle(stream, context, DeskRules.None(stream), state => DeskRulesDecider.Decide(state, command), ct)).ToHttp();
    }

    private static async Task<IResult> ConfirmRulesAsync(IssueGrantRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = DeskStates.RulesId(context.Tenant);
        return (await commands.Handle(stream, context, DeskRules.None(stream), state => DeskRulesDecider.Decide(state, new ConfirmDeskRules(
            body.ProposalHash, state.Waiting is { } waiting ? PayloadHash.Of(waiting) : null, context.By, context.At)), ct)).ToHttp();
    }

    private static async Task<IResult> ReadRulesAsync(HttpContext http, DeskStore store, DeskStates desk, CancellationToken ct)
    {
        var (rules, _) = await store.LoadAsync(http.User.Caller().Consortium, null, ct);
        return Results.Ok(new DeskRulesView(
            rules.Standing, rules.DelayDays, rules.Waiting, rules.Waiting is { } waiting ? PayloadHash.Of(waiting) : null, desk.IsOpen(rules)));
    }

    private static bool Manages(HttpContext http) => http.User.Caller().Roles.Any(role => role is Roles.Administrator or Roles.Approver);

    private static string Hash(Grant grant) => grant.Proposed is { } said ? PayloadHash.Of(said) : "";

    private static GrantView View(Grant grant, DateTimeOffset now) => new(
        grant.Id, grant.State == GrantState.Issued && !grant.Stands(now) ? "expired" : Rules.KebabCase.Name(grant.State), grant.Proposed!, Hash(grant),
        grant.IssuedBy, grant.EndedBecause);
}

/// <param name="Standing">Organisations whose regulators read without a grant.</param>
/// <param name="DelayDays">After how many days an organisation sees that it was read about.</param>
public sealed record DeskRulesRequest(IReadOnlyList<string> Standing, int DelayDays);

/// <summary>Rules of the desk as they are shown.</summary>
/// <param name="Standing">Organisations whose regulators read without a grant; absent while the consortium has no rules: <paramref name="OpenWithoutRules"/> says what holds then.</param>
/// <param name="DelayDays">After how many days an organisation sees that it was read about.</param>
/// <param name="Waiting">What waits for a second person.</param>
/// <param name="ProposalHash">Whoever confirms it names this.</param>
/// <param name="OpenWithoutRules">
/// Without rules: true where samples run, and every regulator of the consortium reads without a grant; false elsewhere, and none does.
/// Always false once there are rules.
/// </param>
public sealed record DeskRulesView(IReadOnlyList<string>? Standing, int DelayDays, DeskRulesProposed? Waiting, string? ProposalHash, bool OpenWithoutRules);
