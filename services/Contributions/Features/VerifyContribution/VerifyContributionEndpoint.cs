using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Contributions.Features;

/// <param name="Finding">What was found, when there is something to say.</param>
/// <param name="Location">Where it stands or was given.</param>
/// <param name="Tag">The receiver's inventory tag.</param>
/// <param name="PhotoSha256">A photograph, uploaded first.</param>
/// <param name="InspectedOn">Day of the inspection.</param>
public sealed record VerifyContributionRequest(
    Text? Finding = null, string? Location = null, string? Tag = null, string? PhotoSha256 = null, DateOnly? InspectedOn = null);

internal static class VerifyContributionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions/{id:guid}/verification", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Confirm what the own organisation received");

    private static async Task<IResult> Handle(
        Guid id, VerifyContributionRequest body, CommandContext context, Commands commands, IEvidenceStore evidence, CancellationToken ct)
    {
        var photo = body.PhotoSha256 is { } hash ? new InspectionPhoto(hash, await evidence.FindAsync(context.Tenant, hash, ct)) : null;
        var command = new Domain.VerifyContribution(
            body.Finding, body.Location, context.By, context.At, body.Tag, photo, body.InspectedOn);
        var outcome = await commands.Handle(
            id, context, Contribution.None(id), state => ContributionDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
