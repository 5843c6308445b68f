using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

/// <param name="Evidence">Further pieces; each file is uploaded first.</param>
/// <param name="Reason">Why; required once the contribution is verified.</param>
/// <param name="Secrecy">Marks of these pieces, <c>evidence.REFERENCE</c>.</param>
public sealed record AddEvidenceRequest(IReadOnlyList<EvidenceItem> Evidence, Text? Reason = null, IReadOnlyList<FieldMark>? Secrecy = null);

internal static class AddEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions/{id:guid}/evidence", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Add evidence to a contribution")
        .WithDescription("With marks (secrecy) the answer also holds the digests of the hidden fields.");

    private static async Task<IResult> Handle(
        Guid id, AddEvidenceRequest body, CommandContext context, Commands commands, IEvidenceStore store, AssetClaims claims, SecretIntake intake,
        Reads read, CancellationToken ct)
    {
        for (var i = 0; i < body.Evidence.Count; i++)
        {
            if (body.Evidence[i] is null) return Problem.From(Problems.WrongType($"evidence[{i}]", "an object", "对象"));
        }

        if (RegisterContributionRequest.Malformed(body.Secrecy) is { } malformed) return Problem.From(malformed);
        var (secrets, refused) = await PrepareAsync(id, body, context, intake, read, ct);
        if (refused is not null) return Problem.From(refused);
        var files = await RegisterContributionEndpoint.FilesAsync(store, context.Tenant, body.Evidence, ct);
        var papers = AssetKey.OfPapers(body.Evidence);
        var outcome = await commands.Handle(
            id, secrets?.Context($"add-evidence {body.Reason?.En} {body.Reason?.Zh}") ?? context, Contribution.None(id),
            async (state, reads) =>
            {
                if (state.Said() is not { } said) return new ContributionUnknown();
                var (standing, elsewhere, keys) = await claims.LookAsync(papers, said, context.Tenant, id, reads, ct);
                var decision = LifeDecider.Decide(state, new AddEvidence(
                    body.Evidence, body.Reason, files, context.By, context.At, (await Agreements.OfAsync(reads, ct)).RetentionOf(state),
                    secrets is null ? null : await secrets.SecrecyAsync(said, ct), standing, elsewhere));
                if (decision.Facts.Count > 0)
                {
                    claims.Enter(papers, context.Tenant, id, reads);
                    decision = decision.AndStart(keys);
                }

                return secrets is null ? decision : await secrets.KeepWithAsync(decision, reads, ct);
            },
            ct);
        return secrets is null ? outcome.ToHttp() : await secrets.AnswerAsync(outcome, read, ct);
    }

    // Marks are of the pieces that come now and of nothing else; their keys are those of the contribution's own party.
    private static async Task<(PreparedSecrets? Secrets, Rejection? Refused)> PrepareAsync(
        Guid id, AddEvidenceRequest body, CommandContext context, SecretIntake intake, Reads read, CancellationToken ct)
    {
        if (body.Secrecy is not { Count: > 0 } marks) return (null, null);
        await using var session = await read.OpenAsync(ct);
        if (await session.Documents.LoadAsync<Contribution>(id, ct) is not { Particulars: { } said }) return (null, new ContributionUnknown());
        if (said.Party != context.By.Organisation) return (null, new MarksOfAnother(said.Party) { Field = "secrecy" });
        for (var i = 0; i < marks.Count; i++)
        {
            if (!body.Evidence.Any(item => "evidence." + item.Reference == marks[i].Field)) return (null, new MarkedFieldAbsent { Field = $"secrecy[{i}].field" });
        }

        return await intake.PrepareAsync(new SaidAtRegistration(said with { Evidence = body.Evidence, Secrecy = null }), marks, id, context, read, ct);
    }
}
