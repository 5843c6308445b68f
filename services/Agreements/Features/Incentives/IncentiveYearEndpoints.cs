using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <summary>The enterprise's own people open, parameterise, close and reopen its years, and state listing and group.</summary>
internal static class IncentiveYearEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/incentives/{enterprise}").RequireAuthorization(Roles.Contributor);
        own.MapPost("/years", (string enterprise, OpenYearRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                IncentiveProfiles.Handle(context, commands, enterprise, body.Profile, body.Parameters, body.Year, _ => body.Currency, parameters => new OpenIncentiveYear(
                    body.Year, body.Currency, parameters, body.OpeningCarry, enterprise, context.By, context.At), ct))
            .WithSummary("Open the next year of the own incentive file: profile takes every parameter from an adopted region profile");
        own.MapPost("/years/{year:int}/parameters", (string enterprise, int year, ParametersRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                IncentiveProfiles.Handle(context, commands, enterprise, body.Profile, body.Parameters, year, file => file.Currency, parameters => new CorrectIncentiveParameters(
                    year, parameters, body.Reason, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Correct the parameters of an open year");
        own.MapPost("/years/{year:int}/due", (string enterprise, int year, DueRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new StateIncentiveDue(year, body.Due, body.Reason, enterprise, context.By, context.At), ct))
            .WithSummary("State the surcharges due of an open year, with the split if the taxpayer chooses it");
        own.MapPost("/years/{year:int}/closing", (string enterprise, int year, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new CloseIncentiveYear(year, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Close a year with its result; nothing in it changes from here on");
        own.MapPost("/years/{year:int}/reopening", (string enterprise, int year, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new ReopenIncentiveYear(year, body.Reason, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Open the last closed year again");
        own.MapPost("/listings", (string enterprise, ListingRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new StateIncentiveListing(body.Listing, body.Reason, enterprise, context.By, context.At), ct))
            .WithSummary("State when the enterprise stood on the list; the same first day again corrects the last one");
        own.MapPost("/members", (string enterprise, MemberRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new StateIncentiveMember(body.Member, body.Reason, enterprise, context.By, context.At), ct))
            .WithSummary("State that a group member is wholly owned or controlled, and when");
    }
}
