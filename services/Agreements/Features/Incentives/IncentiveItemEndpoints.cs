using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <summary>The enterprise's own people enter, correct, take out and decide what is in a year.</summary>
internal static class IncentiveItemEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var year = routes.MapGroup("/incentives/{enterprise}/years/{year:int}").RequireAuthorization(Roles.Contributor);
        year.MapPost("/items", (string enterprise, int year, IncentiveItem body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new EnterIncentiveItem(year, body, enterprise, context.By, context.At), ct))
            .WithSummary("Enter an investment with its papers");
        year.MapPost("/items/corrections", (string enterprise, int year, ItemCorrectionRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new CorrectIncentiveItem(year, body.Item, body.Reason, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("State an investment anew; a decision about it has to be made again");
        year.MapPost("/items/{reference}/removal", (string enterprise, int year, string reference, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new StrikeIncentiveItem(year, reference, body.Reason, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Take an investment out");
        year.MapPost("/items/{reference}/decision", (string enterprise, int year, string reference, ItemDecisionRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new DecideIncentiveItem(
                    year, reference, body.Treatment, body.Reason, body.Note, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Record whether an undecided item counts, after asking the tax office");
        year.MapPost("/reductions", (string enterprise, int year, IncentiveReduction body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new EnterIncentiveReduction(year, body, enterprise, context.By, context.At), ct))
            .WithSummary("Enter a transfer of shares or a withdrawal; one of a closed year goes to the open one");
        year.MapPost("/reductions/{reference}/removal", (string enterprise, int year, string reference, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(context, commands, new StrikeIncentiveReduction(year, reference, body.Reason, enterprise, context.By, context.At), ct))
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Take a transfer or withdrawal out");
    }
}
