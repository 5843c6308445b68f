using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="Ground">What was not kept.</param>
/// <param name="NoticedOn">Day of the notice.</param>
/// <param name="CureDays">Days to cure; left out when a commitment is cited, whose agreement says it.</param>
/// <param name="Commitment">The overdue instalment it is about, if it is about one.</param>
public sealed record DefaultNoticeRequest(string Ground, DateOnly NoticedOn, int? CureDays = null, CommitmentReference? Commitment = null);

/// <param name="AgreementId">Id the parties use.</param>
/// <param name="Id">Id of the commitment in the agreement.</param>
/// <param name="Due">Day on which the instalment was due.</param>
public sealed record CommitmentReference(string AgreementId, string Id, DateOnly Due);

/// <param name="On">Day of the cure.</param>
/// <param name="Finding">What was found.</param>
public sealed record CureRequest(DateOnly On, string Finding);

/// <param name="Remedy">What the others chose.</param>
/// <param name="On">From which day; after the time to cure.</param>
/// <param name="Reason">Why.</param>
public sealed record RemedyRequest(Remedy Remedy, DateOnly On, string Reason);

internal static class DefaultEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consortium/parties/{party}/defaults", (string party, DefaultNoticeRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, async (state, session) => ConsortiumDecider.Decide(
                    state, new NoticeDefault(
                        party, body.Ground, body.NoticedOn, body.CureDays, context.By, context.At,
                        body.Commitment is { } cited ? await CommitmentReader.CitedAsync(session, cited, body.NoticedOn, ct) : null)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Tell a party that it is in default and by when it can cure");
        routes.MapPost("/consortium/parties/{party}/defaults/{no:int}/cure", (string party, int no, CureRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, async (state, session) => ConsortiumDecider.Decide(
                    state, new ConfirmCure(
                        party, no, body.On, body.Finding, context.By, context.At, await CommitmentReader.OfDefaultAsync(session, state, party, no, body.On, ct))), ct))
            .RequireAuthorization(Roles.Approver)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Confirm that another party's default is cured in time");
        routes.MapPost("/consortium/parties/{party}/defaults/{no:int}/remedy", (string party, int no, RemedyRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new ChooseRemedy(party, no, body.Remedy, body.On, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Record the remedy chosen after the time to cure");
    }
}
