using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="Name">Name of the consortium.</param>
/// <param name="Founders">Its first parties.</param>
/// <param name="On">Day of the founding.</param>
public sealed record FoundConsortiumRequest(Text Name, IReadOnlyList<PartyEntry> Founders, DateOnly On);

/// <param name="Party">Who joins.</param>
/// <param name="On">First day of membership.</param>
public sealed record AdmitPartyRequest(PartyEntry Party, DateOnly On);

/// <param name="NoticedOn">Day of the notice.</param>
/// <param name="LastDay">Last day of membership.</param>
/// <param name="Reason">Why.</param>
public sealed record WithdrawalNoticeRequest(DateOnly NoticedOn, DateOnly LastDay, string Reason);

internal static class MembershipEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consortium", (FoundConsortiumRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new FoundConsortium(body.Name, body.Founders, body.On, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Found the consortium with its first parties; legal identifiers are checked by their check digits");
        routes.MapPost("/consortium/parties", (AdmitPartyRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new AdmitParty(body.Party, body.On, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Take in a further party from a day on");
        routes.MapPost("/consortium/withdrawals", (WithdrawalNoticeRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new GiveWithdrawalNotice(body.NoticedOn, body.LastDay, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Signatory)
            .WithSummary("Give notice for the own organisation");
    }
}
