using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

/// <param name="Ground">Why: the right that asks for it, or that nothing asks for keeping it.</param>
public sealed record RequestErasureRequest(Text Ground);

/// <param name="CarryOut">Whether the file is erased; otherwise the request is dismissed.</param>
/// <param name="Reason">Why.</param>
public sealed record DecideErasureRequest(bool CarryOut, Text Reason);

internal static class ErasureEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/evidence/{sha256}/erasure", RequestAsync)
            .RequireAuthorization()
            .RequireAuthorization(policy => policy.RequireRole(Roles.Contributor, Roles.Administrator))
            .Produces<Outcome.Receipt>()
            .WithSummary("Ask for the erasure of a file; refused while a hold or its period stands against it");
        routes.MapPost("/evidence/{sha256}/erasure/decision", DecideAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Erase a file, or dismiss the request, for another organisation than the one that asked");
    }

    private static async Task<IResult> RequestAsync(
        string sha256, RequestErasureRequest body, CommandContext context, Commands commands, IEvidenceStore store, CancellationToken ct)
    {
        var outcome = await HandleAsync(
            sha256, context, commands, store,
            (state, file) => RetentionDecider.Decide(state, new RequestErasure(file, body.Ground, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> DecideAsync(
        string sha256, DecideErasureRequest body, HttpContext http, CommandContext context, Commands commands, IEvidenceStore store, CancellationToken ct)
    {
        var outcome = await HandleAsync(
            sha256, context, commands, store,
            (state, file) => RetentionDecider.Decide(state, new DecideErasure(
                file, body.CarryOut, body.Reason, ErasedFiles.StreamOf(context.Tenant, sha256), context.By, context.At)), ct);
        if (body.CarryOut && outcome is Outcome.Done) await DestroyAsync(sha256, context.Tenant, http, store);
        return outcome.ToHttp();
    }

    private static Task<Outcome> HandleAsync(
        string sha256, CommandContext context, Commands commands, IEvidenceStore store,
        Func<RetentionRegister, FileStanding, Decision> decide, CancellationToken ct)
    {
        var stream = RetentionStream.Of(context.Tenant);
        return commands.Handle(
            stream, context, RetentionRegister.None(stream),
            async (state, reads) =>
            {
                if (!EvidenceFile.IsHash(sha256)) return new FileUnknown();
                var stored = await store.FindAsync(context.Tenant, sha256, ct) is not null;
                return decide(state, await RetentionStream.StandingAsync(sha256, stored, context.Tenant, reads, ct));
            },
            ct);
    }

    // After it is on record: whoever repeats the request finishes what a crash left. A client that goes away does not stop it.
    private static async Task DestroyAsync(string sha256, string tenant, HttpContext http, IEvidenceStore store)
    {
        try
        {
            await store.EraseAsync(tenant, sha256, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErasureEndpoints))
                .LogCritical(failure, "Evidence {Sha256} of {Consortium} was erased on record but not on disk", sha256, tenant);
            throw EvidenceRefused.ErasureUnfinished();
        }
    }
}
