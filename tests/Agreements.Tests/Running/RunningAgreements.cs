using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests.Running;

namespace Ledger.Agreements.Tests.Running;

/// <summary>The Agreements service over HTTP on a real PostgreSQL; it trusts the test authorities.</summary>
public sealed class RunningAgreements() : ServiceUnderTest("agreements", AgreementsService.Compose)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync() => await StartAsync();

    protected override IEnumerable<KeyValuePair<string, string>> MoreSettings() => Authority.Ids.SelectMany((id, i) => new[]
    {
        KeyValuePair.Create($"Profiles:Authorities:{i}:Id", id), KeyValuePair.Create($"Profiles:Authorities:{i}:PublicKey", Authority.PublicKey),
    });

    /// <summary>Reads whatever is answered.</summary>
    public static async Task<(int Status, JsonElement Body)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    /// <summary>Today plus so many days: the service decides by the clock.</summary>
    public static DateOnly Day(int offset) => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(offset);

    public static string Text(int offset) => $"{Day(offset):yyyy-MM-dd}";

    /// <summary>Drafts a document.</summary>
    /// <returns>Path of the version.</returns>
    public async Task<string> DraftAsync(string tenant, JsonElement document)
    {
        using var administrator = await AdministratorAsync(tenant);
        var (status, receipt) = await SendAsync(administrator, "agreements", new { Document = document });
        Assert.True(status == 201, receipt.ToString());
        return $"agreements/{receipt.GetProperty("id").GetString()}";
    }

    public Task<HttpClient> AdministratorAsync(string tenant) => PersonAsync("an", "OPS", tenant, "administrator");

    /// <summary>Signs for a party; answers status and code.</summary>
    public async Task<(int Status, string? Code)> SignAsync(string tenant, string path, string party, string? previewHash = null, string? person = null)
    {
        using var signatory = await PersonAsync(person ?? $"person-{party}", party, tenant, "signatory");
        var hash = (await signatory.GetFromJsonAsync<JsonElement>(path, Ct)).GetProperty("documentHash").GetString();
        return Told(await SendAsync(signatory, path + "/signatures", new { DocumentHash = hash, PreviewHash = previewHash }));
    }

    /// <summary>A command of the administrator on what it has just read; answers status and code.</summary>
    public async Task<(int Status, string? Code)> ChangeAsync(string tenant, string path, string act, object body)
    {
        using var administrator = await AdministratorAsync(tenant);
        return await ChangeAsync(administrator, path, path + act, body);
    }

    /// <summary>A command on what the caller has just read; answers status and code.</summary>
    public static async Task<(int Status, string? Code)> ChangeAsync(HttpClient client, string read, string path, object body)
    {
        using var seen = await client.GetAsync(read, Ct);
        var version = long.Parse(seen.Headers.ETag!.Tag.Trim('"'));
        return Told(await SendAsync(client, path, body, version));
    }

    public static (int Status, string? Code) Told((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.TryGetProperty("code", out var code) ? code.GetString() : null);
}
