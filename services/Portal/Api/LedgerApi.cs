using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Portal.Accounts;
using Ledger.Portal.Called;
using Ledger.Portal.Gateway;
using Ledger.Portal.Settings;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Portal.Api;

/// <summary>
/// The services' HTTP interfaces as the signed-in person, in the page's language. Paths are relative to
/// <c>/api/v1/consortia/{consortium}/</c>; the first segment says which service answers.
/// </summary>
public sealed class LedgerApi(IHttpClientFactory clients, PortalSettings settings, NameBooks names, IHttpContextAccessor accessor)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "services";

    // What a service does for whoever looks after it is no consortium's: services/{name}/operations/…
    private const string Operations = "services/";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Pages are rendered within a request.");

    /// <summary>Reads one thing.</summary>
    public Task<Answer<T>> GetAsync<T>(string path) => SendAsync<T>(HttpMethod.Get, path, null, null, null);

    /// <summary>Reads a list to its end, or to <see cref="Limits.ListPages"/>; then <c>Next</c> of the answer says that there is more.</summary>
    public async Task<Answer<Page<T>>> ListAsync<T>(string path)
    {
        var items = new List<T>();
        string? next = null;
        for (var page = 0; page < Limits.ListPages; page++)
        {
            var address = next is null ? path : path + (path.Contains('?') ? '&' : '?') + "after=" + Uri.EscapeDataString(next);
            var answer = await GetAsync<Page<T>>(address);
            if (answer.Value is not { } read) return answer;
            items.AddRange(read.Items);
            next = read.Next;
            if (next is null) break;
        }

        return new Answer<Page<T>>(new Page<T>(items, next), null, null);
    }

    /// <summary>Reads as much of a list as fits on a page; <c>Next</c> is the cursor of the next part (<see cref="ListPart"/>).</summary>
    public async Task<Answer<Page<T>>> PartAsync<T>(string path, string? after)
    {
        var part = ListPart.At(after);
        var answer = await GetAsync<Page<T>>(Address.Of(path, ("after", part.Cursor)));
        return answer.Value is { } page ? answer with { Value = part.Of(page) } : answer;
    }

    /// <summary>Sends a command.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="body">Its body.</param>
    /// <param name="key">Idempotency key of the form, the same when the form is sent again.</param>
    /// <param name="seen">Version that the reader saw; null for commands that change nothing that was read.</param>
    public Task<Answer<Receipt>> PostAsync(string path, JsonNode body, string key, long? seen = null) =>
        SendAsync<Receipt>(HttpMethod.Post, path, new StringContent(body.ToJsonString(Json), System.Text.Encoding.UTF8, "application/json"), key, seen);

    /// <summary>Asks a question whose answer is computed from a body and changes nothing (a preview), or sends a command with an answer of its own.</summary>
    public Task<Answer<T>> PostAsync<T>(string path, JsonNode body, string? key = null, long? seen = null) =>
        SendAsync<T>(HttpMethod.Post, path, new StringContent(body.ToJsonString(Json), System.Text.Encoding.UTF8, "application/json"), key, seen);

    /// <summary>Sends a file.</summary>
    public async Task<Answer<T>> UploadAsync<T>(string path, IFormFile file, string? mediaType, string? key = null)
    {
        await using var stream = file.OpenReadStream();
        var content = new StreamContent(stream);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(mediaType ?? file.ContentType, out var type) ? type : new("application/octet-stream");
        content.Headers.ContentLength = file.Length;
        return await SendAsync<T>(HttpMethod.Post, path, content, key, null);
    }

    /// <summary>Opens a file or an export for passing on; the caller disposes it.</summary>
    public async Task<Answer<HttpResponseMessage>> OpenAsync(string path, CancellationToken ct)
    {
        using var request = await RequestAsync(HttpMethod.Get, path);
        try
        {
            var answer = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.IsSuccessStatusCode) return new Answer<HttpResponseMessage>(answer, null, null);
            using (answer) return new Answer<HttpResponseMessage>(null, null, await FaultAsync(answer, Service(path)));
        }
        catch (Exception outage) when (outage is HttpRequestException || (outage is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new Answer<HttpResponseMessage>(null, null, Away(Service(path)));
        }
    }

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, HttpContent? content, string? key, long? seen)
    {
        using var request = await RequestAsync(method, path);
        request.Content = content;
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (seen is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(request, Http.RequestAborted);
            if (!answer.IsSuccessStatusCode) return new Answer<T>(default, null, await FaultAsync(answer, Service(path)));
            // Whoever founds, joins or signs brings names along.
            if (key is not null && Service(path).Name == "agreements") names.Forget(Account.Of(Http.User)!.Consortium);
            var value = await answer.Content.ReadFromJsonAsync<T>(Json, Http.RequestAborted);
            return new Answer<T>(value, Version(answer.Headers.ETag), null);
        }
        catch (Exception outage) when (outage is HttpRequestException or JsonException
            or TaskCanceledException && !Http.RequestAborted.IsCancellationRequested)
        {
            return new Answer<T>(default, null, Away(Service(path)));
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path)
    {
        var account = Account.Of(Http.User) ?? throw new InvalidOperationException("Nobody is signed in.");
        var addresses = settings.Services[Service(path).Name];
        // Any instance will do: none keeps anything of a caller.
        var address = addresses[Random.Shared.Next(addresses.Count)];
        var below = path.StartsWith(Operations, StringComparison.Ordinal) ? "" : $"consortia/{Uri.EscapeDataString(account.Consortium)}/";
        var request = new HttpRequestMessage(method, new Uri(address, $"/api/v1/{below}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Http.GetTokenAsync("access_token"));
        if (ReadingCase.Of(Http) is { } named) request.Headers.Add(ReadingCase.Header, Uri.EscapeDataString(named));
        request.Headers.AcceptLanguage.ParseAdd(Language.Of(Http) == Language.Zh ? "zh-CN" : "en");
        return request;
    }

    private static MemberService Service(string path)
    {
        var parts = path.Split('/', '?');
        if (path.StartsWith(Operations, StringComparison.Ordinal)) return ServiceCatalog.All.Single(service => service.Name == parts[1]);
        var segment = parts[0];
        return ServiceCatalog.All.FirstOrDefault(service => service.Segments.Contains(segment))
            ?? throw new InvalidOperationException($"No service answers '{segment}'.");
    }

    private static long? Version(EntityTagHeaderValue? tag) =>
        tag is not null && long.TryParse(tag.Tag.Trim('"'), CultureInfo.InvariantCulture, out var version) ? version : null;

    private Fault Away(MemberService service)
    {
        var language = Language.Of(Http);
        return new Fault(
            StatusCodes.Status503ServiceUnavailable, "service.unavailable",
            new Text($"{service.Title.En} does not answer at the moment. Nothing you typed is lost: send it again in a while.",
                $"“{service.Title.Zh}”暂时没有响应。您填写的内容不会丢失：请稍后重新提交。").In(language),
            null, System.Diagnostics.Activity.Current?.TraceId.ToString());
    }

    private async Task<Fault> FaultAsync(HttpResponseMessage answer, MemberService service)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound && answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return Missing();
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<ProblemBody>(Json, Http.RequestAborted);
            if (problem?.Code is { } code)
                return new Fault((int)answer.StatusCode, code, problem.Detail ?? problem.Title ?? code, problem.Field, problem.TraceId);
        }
        catch (JsonException)
        {
            // Not one of ours: a proxy's page, say.
        }

        return Away(service) with { Status = (int)answer.StatusCode };
    }

    private Fault Missing() => new(
        StatusCodes.Status404NotFound, "not-found",
        new Text("There is no such thing here, or it is not for you to see.", "此处没有该内容，或您无权查看。").In(Language.Of(Http)), null, null);

    private sealed record ProblemBody(string? Code, string? Title, string? Detail, string? Field, string? TraceId);
}
