using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

/// <param name="Finding">What was found, when there is something to say.</param>
/// <param name="Location">Where it stands or was given.</param>
/// <param name="Tag">The receiver's inventory tag.</param>
/// <param name="PhotoSha256">A photograph, uploaded first.</param>
/// <param name="InspectedOn">Day of the inspection.</param>
/// <param name="Secrecy">Marks of it: <c>verification.finding</c>, <c>.location</c>, <c>.tag</c>, <c>.photo</c>.</param>
public sealed record VerifyContributionRequest(
    Text? Finding = null, string? Location = null, string? Tag = null, string? PhotoSha256 = null, DateOnly? InspectedOn = null,
    IReadOnlyList<FieldMark>? Secrecy = null);

internal static class VerifyContributionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions/{id:guid}/verification", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Confirm what the own organisation received")
        .WithDescription("With marks (secrecy) the answer also holds the digests of the hidden fields.");

    private static async Task<IResult> Handle(
        Guid id, VerifyContributionRequest body, CommandContext context, Commands commands, IEvidenceStore evidence, ReceiverSecrets secrets,
        Reads read, CancellationToken ct)
    {
        var photo = body.PhotoSha256 is { } hash ? new InspectionPhoto(hash, await evidence.FindAsync(context.Tenant, hash, ct)) : null;
        var command = new Domain.VerifyContribution(
            body.Finding, body.Location, context.By, context.At, body.Tag, photo, body.InspectedOn);
        var (prepared, refused) = await secrets.PrepareAsync(
            id, registration => new SaidByReceiver(registration, SaidByReceiver.Verification, body.Finding, body.Location, body.Tag, body.PhotoSha256),
            body.Secrecy, context, read, ct);
        if (refused is not null) return Problem.From(refused);
        var outcome = await commands.Handle(
            id, prepared?.Context(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"verify {body.InspectedOn:O}")) ?? context, Contribution.None(id),
            (state, reads) => ReceiverSecrets.DecideAsync(
                prepared, state, reads, secrecy => ContributionDecider.Decide(state, command with { Secrecy = secrecy }), ct),
            ct);
        return prepared is null ? outcome.ToHttp() : await prepared.AnswerAsync(outcome, read, ct);
    }
}
