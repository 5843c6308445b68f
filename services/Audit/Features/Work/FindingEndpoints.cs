using Ledger.Audit.Desk;
using Ledger.Audit.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Audit.Features;

/// <param name="Reference">The auditor's own id of the finding.</param>
/// <param name="Case">Case it belongs to.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Description">What was found.</param>
/// <param name="Severity">How heavy it is.</param>
/// <param name="Responsible">Organisation that must answer.</param>
/// <param name="Due">Last day for the answer.</param>
/// <param name="Evidence">Events it rests on.</param>
public sealed record RaiseFindingRequest(
    string Reference, string Case, Text Title, string Description, FindingSeverity Severity, string Responsible, DateOnly Due, IReadOnlyList<Guid>? Evidence = null);

/// <param name="Response">What the organisation says and does.</param>
/// <param name="Evidence">Events it points to.</param>
public sealed record AnswerFindingRequest(string Response, IReadOnlyList<Guid>? Evidence = null);

/// <param name="Reason">Why.</param>
/// <param name="Due">Last day for the next answer.</param>
public sealed record ReturnAnswerRequest(string Reason, DateOnly Due);

/// <param name="Conclusion">How it was settled.</param>
public sealed record CloseFindingRequest(string Conclusion);

/// <summary>A finding as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Overdue">Whether its answer is overdue today.</param>
/// <param name="Due">Last day for the answer.</param>
/// <param name="Raised">What was found.</param>
/// <param name="Answers">Answers so far.</param>
/// <param name="Closed">How it was closed.</param>
public sealed record FindingView(
    Guid Id, FindingState State, bool Overdue, DateOnly Due, FindingRaised Raised, IReadOnlyList<FindingAnswered> Answers, FindingClosed? Closed);

internal static class FindingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Auditors(routes.MapPost("/audit/findings", RaiseAsync)).Produces<Outcome.Receipt>().WithSummary("Raise a finding that an organisation must answer by a day");
        routes.MapPost("/audit/findings/{id:guid}/answers", AnswerAsync).Produces<Outcome.Receipt>().WithSummary("Answer a finding, for the organisation that it names");
        Auditors(routes.MapPost("/audit/findings/{id:guid}/return", (Guid id, ReturnAnswerRequest body, CommandContext context, FindingAccess access, CancellationToken ct) =>
                access.DecideAsync(id, context, state => FindingDecider.Decide(state, new ReturnAnswer(body.Reason, body.Due, context.By, context.At)), ct)))
            .Produces<Outcome.Receipt>().WithSummary("Return an answer that does not do; another is due");
        Auditors(routes.MapPost("/audit/findings/{id:guid}/due", (Guid id, ReturnAnswerRequest body, CommandContext context, FindingAccess access, CancellationToken ct) =>
                access.DecideAsync(id, context, state => FindingDecider.Decide(state, new MoveDue(body.Due, body.Reason, context.By, context.At)), ct)))
            .Produces<Outcome.Receipt>().WithSummary("Move the day by which an answer is due");
        GrantEndpoints.Of(routes.MapPost("/audit/findings/{id:guid}/closing", (Guid id, CloseFindingRequest body, CommandContext context, FindingAccess access, CancellationToken ct) =>
                access.DecideAsync(id, context, state => FindingDecider.Decide(state, new CloseFinding(body.Conclusion, context.By, context.At)), ct)),
                Roles.Regulator, Roles.Administrator, Roles.Approver)
            .Produces<Outcome.Receipt>().WithSummary("Close an answered finding, as another person than who raised it");
        Auditors(routes.MapPost("/audit/findings/{id:guid}/withdrawal", (Guid id, EndGrantRequest body, CommandContext context, FindingAccess access, CancellationToken ct) =>
                access.DecideAsync(id, context, state => FindingDecider.Decide(state, new WithdrawFinding(body.Reason, context.By, context.At)), ct)))
            .Produces<Outcome.Receipt>().WithSummary("Withdraw a finding that was raised in error");
        routes.MapGet("/audit/findings", ListAsync).Produces<Page<FindingView>>()
            .WithSummary("Findings: all for administrators, approvers and own auditors, to a regulator under a grant those of its case, to others those of the own organisation; own=true asks for these alone");
    }

    private static RouteHandlerBuilder Auditors(RouteHandlerBuilder endpoint) => GrantEndpoints.Of(endpoint, Roles.Regulator, Roles.Administrator);

    private static async Task<IResult> RaiseAsync(
        RaiseFindingRequest body, HttpContext http, CommandContext context, Commands commands, DeskStates desk, LogConnections connections, CancellationToken ct)
    {
        var caller = http.User.Caller();
        if (caller.Roles.Contains(Roles.Regulator)) FindingAccess.Reach(await desk.StandsAsync(caller, body.Case, context.At, ct), body.Responsible);
        var evidence = await CitationsAsync(connections, caller, body.Evidence, ct);
        var raised = new FindingRaised(
            body.Reference, body.Case, body.Title, body.Description, body.Severity, body.Responsible, body.Due, evidence, context.By, context.At);
        var stream = StreamId.For(context.Tenant, "audit-finding", body.Reference);
        return (await commands.Handle(stream, context, Finding.None(stream), state => FindingDecider.Decide(state, raised), ct)).ToHttp();
    }

    private static async Task<IResult> AnswerAsync(
        Guid id, AnswerFindingRequest body, HttpContext http, CommandContext context, Commands commands, LogConnections connections, CancellationToken ct)
    {
        var evidence = await CitationsAsync(connections, http.User.Caller(), body.Evidence, ct);
        return (await commands.Handle(
            id, context, Finding.None(id), state => FindingDecider.Decide(state, new AnswerFinding(body.Response, evidence, context.By, context.At)), ct)).ToHttp();
    }

    // What is cited is what the log holds: with its hash, so that nothing else can be put in its place.
    private static async Task<IReadOnlyList<Citation>> CitationsAsync(LogConnections connections, Caller caller, IReadOnlyList<Guid>? events, CancellationToken ct)
    {
        if (events is null or []) return [];
        if (events.Count > AuditLimits.DeskList) throw RequestRefused.Malformed("evidence", $"at most {AuditLimits.DeskList} events");
        await using var connection = await connections.OpenAsync(caller.Consortium, caller.Roles.Contains(Roles.Regulator), ct);
        var log = new Log.LogReads(connection, caller.Consortium);
        var cited = new List<Citation>();
        foreach (var id in events.Distinct())
        {
            var said = await log.EnvelopeAsync(id, ct);
            if (said is null) throw new RequestRefusedException(new Problem(422, "finding.evidence-unknown", new FindingEvidenceUnknown(id).Message, "evidence"));
            cited.Add(new Citation(id, said.PayloadHash));
        }

        return cited;
    }

    private static async Task<IResult> ListAsync(
        string? after, string? state, string? party, bool? own, HttpContext http, Reads reads, Readings readings, TimeProvider clock, CancellationToken ct)
    {
        var caller = http.User.Caller();
        var wanted = state is null or "open" or "answered" or "closed" or "withdrawn" ? state : throw RequestRefused.Malformed("state", "the value is none of open, answered, closed, withdrawn");
        party = QueryText.Checked("party", party, AuditLimits.DeskIdentifier);
        var named = NamedCase.Of(http.Request);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // What an organisation must answer it reads as the one concerned, whoever else it is.
        if (own == true || !caller.Roles.Any(role => role is Roles.Administrator or Roles.Approver or Roles.Regulator))
            return Results.Ok(await PageAsync(caller.Actor.Organisation));
        // One question with the same rules for whoever looks into findings of others; only a regulator's is put on record.
        return await readings.AnswerAsync(http, "findings", [("after", after), ("state", state), ("party", party)], async reader =>
        {
            reader.Party(party);
            reader.Contents();
            var page = await PageAsync(party);
            return new Reply(page, page.Items.Count);
        }, ct);

        Task<Page<FindingView>> PageAsync(string? responsible) => reads.PageOfAsync<Finding, FindingView>(
            after, findings =>
            {
                if (responsible is not null) findings = findings.Where(finding => finding.Raised!.Responsible == responsible);
                if (named is not null) findings = findings.Where(finding => finding.Raised!.Case == named);
                return wanted is null ? findings : findings.Where(finding => finding.Standing == wanted);
            },
            finding => new FindingView(finding.Id, finding.State, finding.IsOverdue(today), finding.Due, finding.Raised!, finding.Answers, finding.Closed), ct);
    }
}
