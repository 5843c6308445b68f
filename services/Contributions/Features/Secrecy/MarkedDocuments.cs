using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>
/// Stands before the download of evidence: a file that a contribution marked is given only to whom the mark lets read it, and
/// only once that is on record. To everybody else the file is not there. Nor is a file of rows that another organisation imported.
/// </summary>
internal sealed class MarkedDocuments(SecretReader reader, TenantSessions sessions) : IEndpointFilter
{
    /// <summary>The routes with this guard before each.</summary>
    public static Action<IEndpointRouteBuilder> Guard(Action<IEndpointRouteBuilder> map) =>
        routes => map(routes.MapGroup("").AddEndpointFilter<MarkedDocuments>());

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var ct = http.RequestAborted;
        if (http.Request.RouteValues["sha256"] is not string sha256) return await next(context);
        var caller = http.User.Caller();
        var marks = await MarksAsync(sha256, caller, ct);
        if (marks.Count == 0)
        {
            await using var session = await sessions.OpenAsync(caller.Consortium, ct);
            if (await ImportedFile.IsOfOthersAsync(sha256, caller.Actor.Organisation, session.Documents, ct)) throw EvidenceRefused.Unknown();
            return await next(context);
        }

        if (marks.FirstOrDefault(mark => mark.Opened is not null) is not { Opened: { } opened } open) throw EvidenceRefused.Unknown();
        string? reason = http.Request.Query["reason"];
        if (OpenSecretsEndpoint.BrokenReason(reason) is { } broken) return Problem.From(broken);
        await reader.RecordAsync(open.Contribution, open.Owner, [opened], reason!, caller.Consortium, caller.Actor, ct);
        return await next(context);
    }

    private async Task<IReadOnlyList<(Guid Contribution, string? Owner, OpenedField? Opened)>> MarksAsync(string sha256, Caller caller, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(caller.Consortium, ct);
        var marked = await session.Documents.Query<MarkedDocument>().Where(document => document.Sha256 == sha256).ToListAsync(ct);
        var marks = new List<(Guid, string?, OpenedField?)>();
        foreach (var contribution in marked.Select(document => document.Contribution).Distinct())
        {
            var state = await session.Documents.LoadAsync<Contribution>(contribution, ct);
            if (state?.Said() is not { } said) continue;
            foreach (var secret in await reader.AccessAsync(said, contribution, session.Documents, caller, ct))
            {
                if (state.FileOf(secret.Field.Field) != sha256) continue;
                marks.Add((contribution, SaidByReceiver.Owns(secret.Field.Field) ? secret.Owner : null, secret.Access.Basis is { } basis
                    ? new OpenedField(secret.Field.Field, secret.Field.Digest!, basis, secret.Access.Until)
                    : await ReleasedAsync(secret, contribution, session.Documents, caller, ct)));
            }
        }

        return marks;
    }

    private async Task<OpenedField?> ReleasedAsync(AskedSecret secret, Guid contribution, IQuerySession reads, Caller caller, CancellationToken ct)
    {
        if (secret.Access.Refusal is SubjectErased) return null;
        var organisation = caller.Actor.Organisation;
        var released = await reads.Query<DisclosureRequest>()
            .Where(request => request.Asked!.Contribution == contribution && request.Asked.By.Organisation == organisation && request.Until != null)
            .ToListAsync(ct);
        return released.FirstOrDefault(request => request.Until > reader.Now && request.Asked!.Fields.Any(field => field.Field == secret.Field.Field)) is { } request
            ? new OpenedField(secret.Field.Field, secret.Field.Digest!, OpeningBasis.Disclosure, request.Until) : null;
    }
}
