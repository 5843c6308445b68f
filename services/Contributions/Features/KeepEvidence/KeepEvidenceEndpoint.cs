using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Contributions.Features;

// No Idempotency-Key: the same bytes are the same file, however often they are sent.
internal static class KeepEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/evidence", Handle)
        // Finance officers put papers behind benefits, pools and scores.
        .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Contributor, Roles.FinanceOfficer))
        .WithMetadata(new RawBody(ContributionLimits.EvidenceFileBytes))
        .Produces<EvidenceFile>()
        .WithSummary("Upload one evidence file")
        .WithDescription("The body is the file itself, at most 10 MB: whole, of its type, archives without bombs, links, passwords or macros, and "
            + "without a virus where a scanner is set. It is stored encrypted. Answers the SHA-256 under which a contribution names the file.")
        .AddOpenApiOperationTransformer(Describe);

    private static async Task<IResult> Handle(HttpContext http, IEvidenceStore store, EvidenceIntake intake, Reads reads, CancellationToken ct)
    {
        var type = EvidenceMediaType.Find(http.Request.ContentType) ?? throw EvidenceRefused.MediaType(http.Request.ContentType);
        var limit = http.GetEndpoint()!.Metadata.GetRequiredMetadata<RawBody>().LimitBytes;
        if (http.Request.ContentLength > limit) throw EvidenceRefused.TooLarge(limit);
        try
        {
            await using var draft = store.Begin(http.User.Caller().Consortium);
            return Results.Ok(await intake.ReceiveAsync(http.Request.Body, type, draft, limit, AdmitAsync, ct));
        }
        catch (Exception failure) when (StoreFailed(failure, ct))
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(KeepEvidenceEndpoint))
                .LogError(failure, "The evidence store failed to take a file");
            throw EvidenceRefused.Unavailable();
        }

        async Task AdmitAsync(string sha256, CancellationToken cancel)
        {
            if (await ErasedFiles.FindAsync(sha256, http.User.Caller().Consortium, reads, cancel) is { } erased)
                throw EvidenceRefused.ErasedBefore(erased.At);
        }
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = EvidenceMediaType.All.ToDictionary(
                type => type.Name,
                _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                StringComparer.Ordinal),
        };
        return Task.CompletedTask;
    }

    // A client that goes away or sends rubbish also shows as an IOException; that is not the store's fault.
    private static bool StoreFailed(Exception failure, CancellationToken ct) =>
        failure is UnauthorizedAccessException || (failure is IOException and not BadHttpRequestException && !ct.IsCancellationRequested);
}
