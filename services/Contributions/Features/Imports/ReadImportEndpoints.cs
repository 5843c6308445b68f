using System.Globalization;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

/// <summary>Imports are their organisation's own affair: what was refused is nobody else's to read.</summary>
internal static class ReadImportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports", (string? after, HttpContext http, Reads reads, CancellationToken ct) =>
            {
                var own = http.User.Caller().Actor.Organisation;
                return reads.PageAsync<Import, ImportView>(
                    after, imports => imports.Where(import => import.By!.Organisation == own), import => ImportView.Of(import, null), ct);
            })
            .Produces<Page<ImportView>>()
            .WithSummary("Imports of the own organisation");
        routes.MapGet("/imports/{id:guid}", OneAsync)
            .Produces<ImportView>()
            .WithSummary("An import with its progress");
        routes.MapGet("/imports/{id:guid}/errors", ErrorsAsync)
            .Produces<Page<LineError>>()
            .WithSummary("Its line errors, page by page");
        routes.MapPost("/imports/{id:guid}/cancellation", async (Guid id, CommandContext context, Commands commands, CancellationToken ct) =>
            {
                var outcome = await commands.Handle(
                    id, context, Import.None(id), state => ImportDecider.Decide(state, new CancelImport(context.By, context.At)), ct);
                return outcome.ToHttp();
            })
            .RequireAuthorization(Roles.Contributor)
            .Produces<Outcome.Receipt>()
            .WithSummary("Cancel an import that has not begun");
    }

    /// <summary>An import of the organisation, or null.</summary>
    internal static async Task<ImportView?> ViewAsync(Guid id, TenantSession session, string organisation, CancellationToken ct) =>
        await session.Documents.LoadAsync<Import>(id, ct) is { Order: not null } import && import.By!.Organisation == organisation
            ? ImportView.Of(import, await ImportTables.ReadAsync(session.Connection, session.Documents.TenantId, id, ct))
            : null;

    private static async Task<IResult> OneAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var view = await ViewAsync(id, session, http.User.Caller().Actor.Organisation, ct) ?? throw RequestRefused.NotFound();
        return Results.Ok(view);
    }

    private static async Task<IResult> ErrorsAsync(Guid id, string? after, HttpContext http, Reads reads, CancellationToken ct)
    {
        var seen = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out seen))
            throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        await using var session = await reads.OpenAsync(ct);
        if (await ViewAsync(id, session, http.User.Caller().Actor.Organisation, ct) is null) throw RequestRefused.NotFound();
        const int Size = ServiceDefaults.Limits.PageSize;
        var found = await ImportTables.ErrorsAsync(session.Connection, session.Documents.TenantId, id, seen, Size + 1, ct);
        return Results.Ok(Page.Of(found, Size, _ => (seen + Size).ToString(CultureInfo.InvariantCulture)));
    }
}
