using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Microsoft.Net.Http.Headers;

namespace Ledger.Contributions.Features;

internal static class ReadEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/evidence/{sha256}", Handle)
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .WithSummary("Download one evidence file or a range of it, as an attachment");

    private static async Task<IResult> Handle(string sha256, HttpContext http, IEvidenceStore store, Reads reads, CancellationToken ct)
    {
        var tenant = http.User.Caller().Consortium;
        // Whatever a restored backup may have brought back.
        if (await ErasedFiles.FindAsync(sha256, tenant, reads, ct) is { } erased) throw EvidenceRefused.Erased(erased.At, erased.Ground!);
        var file = await store.FindAsync(tenant, sha256, ct) ?? throw EvidenceRefused.Unknown();
        Stream? content;
        try
        {
            content = await store.OpenAsync(tenant, sha256, ct);
        }
        catch (EvidenceDamagedException damaged)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReadEvidenceEndpoint))
                .LogCritical(damaged, "Evidence {Sha256} of {Consortium} is damaged", sha256, tenant);
            throw EvidenceRefused.Damaged();
        }

        // Files come from other organisations: a browser must neither guess their type nor show them inside our pages.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        var extension = EvidenceMediaType.Find(file.MediaType)!.Extension;
        return Results.Stream(content ?? throw EvidenceRefused.Unknown(), file.MediaType, sha256 + extension,
            entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
