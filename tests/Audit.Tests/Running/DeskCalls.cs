using System.Net.Http.Json;
using System.Text.Json;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Tests.Running;

/// <summary>Questions and commands at the desk, as its users send them.</summary>
internal static class DeskCalls
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Two persons of the consortium agree whose regulators read without a grant.</summary>
    public static async Task RuledAsync(RunningAudit audit, string consortium, params string[] standing)
    {
        using var admin = audit.As("ma", consortium, Roles.Administrator);
        await SendAsync(admin, "audit/desk-rules", new { standing, delayDays = 0 });
        var hash = (await JsonAsync(admin, "audit/desk-rules")).GetProperty("proposalHash").GetString();
        using var approver = audit.As("zhao", consortium, Roles.Approver);
        await SendAsync(approver, "audit/desk-rules/confirmation", new { proposalHash = hash });
    }

    /// <summary>Two persons of the consortium let an organisation read for a case.</summary>
    /// <returns>The grant's id.</returns>
    public static async Task<Guid> GrantedAsync(RunningAudit audit, string consortium, string @case, string reader, params string[] parties)
    {
        using var admin = audit.As("ma", consortium, Roles.Administrator);
        var id = (await SendAsync(admin, "audit/grants", new { @case, reader, legalBasis = "Law", reason = "Audit", until = DateTimeOffset.UtcNow.AddDays(5), parties })).GetProperty("id").GetGuid();
        var hash = (await JsonAsync(admin, "audit/grants")).GetProperty("items").EnumerateArray().Single(grant => grant.GetProperty("id").GetGuid() == id).GetProperty("proposalHash").GetString();
        using var approver = audit.As("zhao", consortium, Roles.Approver);
        await SendAsync(approver, $"audit/grants/{id}/issue", new { proposalHash = hash });
        return id;
    }

    public static async Task<JsonElement> JsonAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    public static async Task<(int Status, string? Code, string? Field)> ProblemAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Ct);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return ((int)answer.StatusCode, problem.TryGetProperty("code", out var code) ? code.GetString() : null, problem.TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    public static async Task<JsonElement> SendAsync(HttpClient client, string address, object body)
    {
        var answer = await PostAsync(client, address, body);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    public static async Task<string?> RefusedAsync(HttpClient client, string address, object body)
    {
        var answer = await PostAsync(client, address, body);
        Assert.False(answer.IsSuccessStatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, options: FactJson.Facts) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request, Ct);
    }

    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            var value = await read();
            if (holds(value) || attempt == 100) return value;
            await Task.Delay(50, Ct);
        }
    }
}
