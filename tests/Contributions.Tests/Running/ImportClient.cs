using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Ledger.Contributions.Tests.Running;

/// <summary>Hands files in and follows them.</summary>
internal static class ImportClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Hands a file in.</summary>
    public static async Task<(int Status, JsonElement Body)> ImportAsync(
        this HttpClient client, string query, string text, string? key = null, string mediaType = "text/csv")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"imports?{query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    /// <summary>Hands a file in and waits for its end.</summary>
    public static async Task<JsonElement> ImportedAsync(this HttpClient client, string query, string text, string mediaType = "text/csv")
    {
        var (status, body) = await client.ImportAsync(query, text, mediaType: mediaType);
        Assert.True(status == 202, body.ToString());
        return await client.EndOfAsync(body.GetProperty("id").GetString()!);
    }

    /// <summary>The import once it has ended.</summary>
    public static Task<JsonElement> EndOfAsync(this HttpClient client, string id) =>
        client.UntilAsync(id, import => import.GetProperty("stage").GetString() is "finished" or "cancelled");

    /// <summary>The import once it is so.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string id, Func<JsonElement, bool> so)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        late.CancelAfter(Patience);
        while (true)
        {
            using var answer = await client.GetAsync($"imports/{id}", late.Token);
            // Where a test cuts the service's connections, a read may be cut off too.
            if (answer.IsSuccessStatusCode)
            {
                var import = await answer.Content.ReadFromJsonAsync<JsonElement>(late.Token);
                if (so(import)) return import;
            }

            await Task.Delay(20, late.Token);
        }
    }

    /// <summary>Line, column and code of each error.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(this HttpClient client, JsonElement import)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"imports/{import.GetProperty("id").GetString()}/errors", Ct);
        return [.. page.GetProperty("items").EnumerateArray().Select(error =>
            $"{error.GetProperty("line").GetInt32()} {(error.TryGetProperty("column", out var column) ? column.GetString() : "-")} {error.GetProperty("code").GetString()}")];
    }

    /// <summary>Uploads a paper that rows can cite.</summary>
    public static async Task<string> PaperAsync(this HttpClient client, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var kept = await client.PostAsync("evidence", content, Ct);
        return (await kept.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("sha256").GetString()!;
    }

    /// <summary>rows, valid, refused, written, unchanged.</summary>
    public static int[] Counts(this JsonElement import) =>
        [.. new[] { "rows", "valid", "refused", "written", "unchanged" }.Select(name => import.GetProperty("counts").GetProperty(name).GetInt32())];

    public static string? Outcome(this JsonElement import) => import.GetProperty("outcome").GetString();
}
