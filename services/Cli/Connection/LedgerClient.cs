using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Cli.Connection;

/// <summary>
/// The services' HTTP API through the gateway, as one person or another of a consortium. Every request is repeated as
/// <see cref="Patience"/> says; a command keeps its key and body while it is repeated.
/// Paths are relative to <c>/api/v1/consortia/{consortium}/</c>, or absolute with a leading slash.
/// </summary>
/// <param name="http">Follows no redirects and keeps no cookies.</param>
/// <param name="tokens">Tokens of the people.</param>
/// <param name="patience">How long to go on.</param>
/// <param name="gateway">Address of the gateway.</param>
/// <param name="consortium">Whose records are meant.</param>
/// <param name="notice">Told when something has to be repeated.</param>
public sealed class LedgerClient(
    HttpClient http, AccessTokens tokens, Patience patience, Uri gateway, string consortium, Action<string>? notice = null)
{
    private const int NoticeEvery = 10;

    // Members that this version does not know are left alone: a service may add some.
    private static readonly JsonSerializerOptions Answers = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The consortium whose records are read and written.</summary>
    public string Consortium => consortium;

    /// <summary>Sends a command.</summary>
    /// <param name="person">Id of the person in the consortium.</param>
    /// <param name="path">Where to.</param>
    /// <param name="key">Idempotency key: the same command sent again is answered as the first time.</param>
    /// <param name="body">Written as JSON, money with its currency.</param>
    /// <param name="seen">Version that the person has seen, for commands that change what was read.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException">A rule or an access check refused it.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public Task<Receipt> PostAsync(string person, string path, string key, object body, long? seen, CancellationToken cancel)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, RuleJson.Results);
        return SendAsync<Receipt>(person, HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            if (seen is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
            request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        }, cancel);
    }

    /// <summary>Sends a file, or nothing, to an address that is idempotent by itself.</summary>
    /// <param name="person">Id of the person in the consortium.</param>
    /// <param name="path">Where to.</param>
    /// <param name="content">The file.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="key">Idempotency key, where the address wants one.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public Task<T> UploadAsync<T>(string person, string path, byte[] content, string? mediaType, CancellationToken cancel, string? key = null) =>
        SendAsync<T>(person, HttpMethod.Post, path, request =>
        {
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            request.Content = new ByteArrayContent(content);
            if (mediaType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }, cancel);

    /// <summary>Reads one thing with its version.</summary>
    /// <exception cref="RefusedException">It is not there (404), or this person may not read it.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public async Task<Seen<T>> GetAsync<T>(string person, string path, CancellationToken cancel)
    {
        using var answer = await AnswerAsync(person, HttpMethod.Get, path, static _ => { }, cancel);
        return new Seen<T>(await ReadAsync<T>(answer, path, cancel), Version(answer));
    }

    /// <summary>Reads a file, byte for byte as it was sent.</summary>
    /// <exception cref="RefusedException">It is not there (404), or this person may not read it.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public async Task<byte[]> DownloadAsync(string person, string path, CancellationToken cancel)
    {
        using var answer = await AnswerAsync(person, HttpMethod.Get, path, static _ => { }, cancel);
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    }

    /// <summary>Reads one thing, or null while it is not there.</summary>
    /// <exception cref="RefusedException">This person may not read it.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public async Task<Seen<T>?> FindAsync<T>(string person, string path, CancellationToken cancel)
    {
        try
        {
            return await GetAsync<T>(person, path, cancel);
        }
        catch (RefusedException missing) when (missing.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Reads a whole list, page by page.</summary>
    /// <exception cref="RefusedException">This person may not read it.</exception>
    /// <exception cref="ConnectionException">No answer within the patience, or no sign-in.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string person, string path, CancellationToken cancel)
    {
        var items = new List<T>();
        for (string? after = null; ;)
        {
            var page = after is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString(after)}";
            var (read, _) = await GetAsync<Page<T>>(person, page, cancel);
            items.AddRange(read.Items);
            if (read.Next is null) return items;
            after = read.Next;
        }
    }

    private async Task<T> SendAsync<T>(string person, HttpMethod method, string path, Action<HttpRequestMessage> fill, CancellationToken cancel)
    {
        using var answer = await AnswerAsync(person, method, path, fill, cancel);
        return await ReadAsync<T>(answer, path, cancel);
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        string person, HttpMethod method, string path, Action<HttpRequestMessage> fill, CancellationToken cancel)
    {
        var name = $"{person}@{consortium}";
        var what = $"{method} {path}";
        var answer = await PatientAsync(what, name, async running =>
        {
            var token = await tokens.GetAsync(name, running);
            using var request = new HttpRequestMessage(method, Address(path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
            fill(request);
            var given = await http.SendAsync(request, running);
            if (given.StatusCode == HttpStatusCode.Unauthorized) tokens.Forget(name);
            return given;
        }, cancel);
        if (answer.IsSuccessStatusCode) return answer;

        using (answer)
            throw RefusedException.Of(what, name, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    private async Task<HttpResponseMessage> PatientAsync(
        string what, string name, Func<CancellationToken, Task<HttpResponseMessage>> attempt, CancellationToken cancel)
    {
        try
        {
            return await patience.SendAsync(attempt, (number, reason) =>
            {
                if (number % NoticeEvery == 1) notice?.Invoke($"{what} as {name}: {reason}; sent again");
            }, cancel);
        }
        catch (Exception failure) when (failure is HttpRequestException or Polly.Timeout.TimeoutRejectedException or IOException)
        {
            throw new ConnectionException($"{what} as {name}: no answer after {patience.Total.TotalSeconds:0} s: {failure.Message}", failure);
        }
    }

    private Uri Address(string path) =>
        new(gateway, path.StartsWith('/') ? path : $"/api/v1/consortia/{Uri.EscapeDataString(consortium)}/{path}");

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, string path, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await answer.Content.ReadAsByteArrayAsync(cancel), Answers)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException unreadable)
        {
            throw new ConnectionException($"{path} answers in a shape that this version does not know: {unreadable.Message}", unreadable);
        }
    }

    private static long? Version(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false, Tag: ['"', .. var inner, '"'] } && long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
}
