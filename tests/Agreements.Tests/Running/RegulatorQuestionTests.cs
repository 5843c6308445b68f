using System.Net.Http.Json;
using System.Text.Json;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Agreements.Tests.Running;

/// <summary>A question whose words stand in a body changes nothing and shows what is on record: a regulator's is a reading as well.</summary>
public sealed class RegulatorQuestionTests(RunningAgreements running)
{
    [Fact]
    public async Task A_regulators_question_in_a_body_is_on_record_with_its_hash()
    {
        const string Tenant = "questions";
        var ct = TestContext.Current.CancellationToken;
        using var regulator = await running.PersonAsync("li", "REG", Tenant, Roles.Regulator);
        using var signatory = await running.PersonAsync("lin", "E1", Tenant, Roles.Signatory);
        foreach (var client in new[] { regulator, signatory })
            Assert.Equal(200, (int)(await client.PostAsJsonAsync("agreements/check", new { document = new { } }, ct)).StatusCode);
        // A command is none: it is refused for the role, and that is all.
        using var command = new HttpRequestMessage(HttpMethod.Post, "agreements") { Content = JsonContent.Create(new { document = new { } }) };
        command.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal(403, (int)(await regulator.SendAsync(command, ct)).StatusCode);

        Assert.Contains("record_read.v1", await running.FactsAsync(Tenant));
        await using var session = await running.Services.GetRequiredService<TenantSessions>().OpenAsync(Tenant, ct);
        await using var read = new NpgsqlCommand("select data::text from mt_events where tenant_id = $1 and type = 'record_read.v1'", session.Connection) { Parameters = { new() { Value = Tenant } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        Assert.True(await rows.ReadAsync(ct));
        var fact = JsonElement.Parse(rows.GetString(0));
        Assert.Equal(("agreements/agreements/check", "li"), (fact.GetProperty("resource").GetString(), fact.GetProperty("by").GetProperty("person").GetString()));
        Assert.Equal(64, fact.GetProperty("query").GetProperty("body").GetString()!.Length);
        Assert.False(await rows.ReadAsync(ct));
    }
}
