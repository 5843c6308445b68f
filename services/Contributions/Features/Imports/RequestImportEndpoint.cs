using System.Security.Cryptography;
using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Ledger.Contributions.Features;

internal static class RequestImportEndpoint
{
    private const string JsonLines = "application/x-ndjson";

    private static readonly EvidenceMediaType Csv = EvidenceMediaType.Find("text/csv")!;

    private static readonly EvidenceMediaType Text = EvidenceMediaType.Find("text/plain")!;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/imports", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new RawBody(ContributionLimits.ImportFileBytes))
        .Produces<ImportView>(StatusCodes.Status202Accepted)
        .WithSummary("Hand in a file of contributions, use logs or time sheets")
        .WithDescription("The body is the file: text/csv with a header in English or Chinese (UTF-8 or GB18030; comma, semicolon or tab), or "
            + "application/x-ndjson with one request a line. Answers at once; GET the import to follow it. The same file with the same "
            + "kind and mode is the same import, until it came to nothing or was a dry run.")
        .AddOpenApiOperationTransformer(Describe);

    private static async Task<IResult> Handle(
        HttpContext http, string kind, string? mode, bool? dryRun, IEvidenceStore store, EvidenceIntake intake, Commands commands, Reads reads, ImportQueue queue, TenantSessions sessions,
        CancellationToken ct)
    {
        if (KebabCase.Find<ImportKind>(kind) is not { } rows)
            return Problem.From(Problems.UnknownValue("kind", kind, KebabCase.Names<ImportKind>()));
        if (KebabCase.Find<ImportMode>(mode ?? "all-or-nothing") is not { } way)
            return Problem.From(Problems.UnknownValue("mode", mode!, KebabCase.Names<ImportMode>()));
        if (FormatOf(http.Request.ContentType) is not { } format) throw EvidenceRefused.MediaType(http.Request.ContentType);
        // Before the file: a request without its key, or of nobody, keeps nothing.
        var context = CommandContext.Of(http, "");
        var file = await ReceiveAsync(http, format, store, intake, reads, ct);
        var order = new ImportOrder(rows, way, dryRun ?? false, format, file.Sha256, file.Size);
        context = context with { RequestHash = HashOf(context, order) };

        await using var session = await reads.OpenAsync(ct);
        var (id, attempt) = await AttemptAsync(context, order, session.Documents, ct);
        var outcome = await commands.Handle(id, context, Import.None(id), async (state, documents) =>
        {
            var open = await documents.Query<Import>().CountAsync(import => import.MatchesSql("d.data ->> 'stage' in ('waiting', 'running')"), ct);
            var decision = ImportDecider.Decide(state, new RequestImport(order, attempt, open, context.By, context.At));
            // The session that decisions read from is the unit of work that commits them.
            if (decision.Facts.Count > 0) ((IDocumentOperations)documents).QueueSqlCommand("call import_enqueue(?, ?)", id, context.Tenant);
            return decision;
        }, ct);
        if (outcome is not Outcome.Done done) return outcome.ToHttp();
        queue.Raise();
        var stored = System.Text.Json.JsonSerializer.Deserialize<Outcome.Receipt>(done.Body, FactJson.Facts)!.Id;
        // Handed in again after it was erased: it has ended, and the file has nothing to do here.
        if (await session.Documents.LoadAsync<Import>(stored, ct) is { Stage: ImportStage.Finished, Marked: true })
            await ImportedFile.ForgetAsync(file.Sha256, context.Tenant, sessions, store, ct);
        return await ReadImportEndpoints.ViewAsync(stored, session, context.By.Organisation, ct) is { } view
            ? Results.Accepted($"/api/v1/consortia/{context.Tenant}/imports/{stored}", view)
            : throw RequestRefused.NotFound();
    }

    // The newest attempt, or one more when that came to nothing.
    private static async Task<(Guid Id, int Attempt)> AttemptAsync(
        CommandContext context, ImportOrder order, IQuerySession reads, CancellationToken ct)
    {
        var name = order.NameFor(context.By.Organisation);
        var last = (await reads.Query<Import>().Where(import => import.Name == name).ToListAsync(ct)).MaxBy(import => import.Attempt);
        var attempt = last is null ? 1 : last.MayRepeat() ? last.Attempt + 1 : last.Attempt;
        return (StreamId.For(context.Tenant, "import", $"{name}#{attempt}"), attempt);
    }

    private static async Task<EvidenceFile> ReceiveAsync(
        HttpContext http, ImportFormat format, IEvidenceStore store, EvidenceIntake intake, Reads reads, CancellationToken ct)
    {
        const long Limit = ContributionLimits.ImportFileBytes;
        if (http.Request.ContentLength > Limit) throw EvidenceRefused.TooLarge(Limit);
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Limit;
        await using var draft = store.Begin(http.User.Caller().Consortium);
        // Lines of JSON are no JSON document: they are kept as text.
        var type = format == ImportFormat.Csv ? Csv : Text;
        return await intake.ReceiveAsync(http.Request.Body, type, draft, Limit, async (sha256, cancel) =>
        {
            if (await ErasedFiles.FindAsync(sha256, http.User.Caller().Consortium, reads, cancel) is { } erased)
                throw EvidenceRefused.ErasedBefore(erased.At);
        }, ct);
    }

    private static ImportFormat? FormatOf(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        ? type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" => ImportFormat.Csv,
            JsonLines => ImportFormat.JsonLines,
            _ => null,
        }
        : null;

    private static string HashOf(CommandContext context, ImportOrder order) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"POST {context.Tenant}/imports {order.NameFor(context.By.Organisation)}")));

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header, Required = true,
            Description = "Made by the client; a repetition with the same key has one effect.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new[] { "text/csv", JsonLines }.ToDictionary(
                type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } }, StringComparer.Ordinal),
        };
        return Task.CompletedTask;
    }
}
