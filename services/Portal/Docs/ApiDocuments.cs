using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Ledger.Portal.Gateway;
using Ledger.Portal.Settings;
using Ledger.Portal.Web;
using Scalar.AspNetCore;

namespace Ledger.Portal.Docs;

/// <summary>
/// <c>/openapi/{service}.json</c>: the service's own OpenAPI document with the gateway as its server, and <c>/docs</c>: a page to
/// browse all of them. The page's script comes from this process; nothing is loaded from elsewhere.
/// </summary>
public static class ApiDocuments
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "documents";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Maps the documents and the page.</summary>
    public static void MapApiDocuments(this IEndpointRouteBuilder routes)
    {
        foreach (var service in ServiceCatalog.All)
        {
            routes.MapGet($"/openapi/{service.Name}.json", (HttpContext http, IHttpClientFactory clients, PortalSettings settings) =>
                WriteAsync(http, clients, settings, service));
        }

        routes.MapScalarApiReference("/docs", options =>
        {
            // Everything that would send something to the component's makers, or offers to, is off.
            options.WithTitle("Ledger API").WithNonce().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
            options.HideClientButton = true;
            foreach (var service in ServiceCatalog.All)
            {
                options.AddDocument(service.Name, $"{service.Title.En} {service.Title.Zh}", $"/openapi/{service.Name}.json");
            }
        });
    }

    private static async Task WriteAsync(HttpContext http, IHttpClientFactory clients, PortalSettings settings, MemberService service)
    {
        try
        {
            var document = await ReadAsync(clients.CreateClient(Client), settings.Services[service.Name][0], http.RequestAborted);

            // The document names the address at which the service sees itself; clients reach it through the gateway only.
            document["servers"] = new JsonArray(new JsonObject { ["url"] = "/" });
            await Results.Text(document.ToJsonString(Json), "application/json").ExecuteAsync(http);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Ledger.Portal.Docs")
                .LogWarning("{Service} gave no OpenAPI document: {Reason}", service.Name, fault.Message);
            await Problem.Unavailable(service).WriteAsync(http);
        }
    }

    private static async Task<JsonObject> ReadAsync(HttpClient client, Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/openapi/v1.json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) as JsonObject ?? throw new JsonException("The document is no object.");
    }
}
