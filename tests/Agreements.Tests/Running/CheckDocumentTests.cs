using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Agreements.Tests.Running;

/// <summary>A document that nobody has stored: its faults, its tests, a trial.</summary>
public sealed class CheckDocumentTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    private const string Tenant = "writing";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_is_named_with_its_place_and_a_sound_document_is_tried()
    {
        using var administrator = await running.AdministratorAsync(Tenant);
        var document = JsonNode.Parse(TaihuAgreement.Json().GetRawText())!.AsObject();
        var broken = document.DeepClone().AsObject();
        broken["currency"] = "XYZ";
        broken["effective"]!["to"] = "2024-01-01";
        broken.Remove("title");
        var faults = (await CheckAsync(administrator, new JsonObject { ["document"] = broken })).GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).ToList();
        Assert.Contains("title", faults);
        Assert.Contains("currency", faults);
        Assert.Contains(faults, field => field!.StartsWith("effective", StringComparison.Ordinal));

        // Sample A by hand: a pool of 600,000.00 puts a tenth into the reserve; without accepted values and costs the whole rest is residual.
        document["tests"] = new JsonArray(Case("right", "60000.00"), Case("wrong", "60000.01"));
        var trial = new JsonObject { ["pool"] = "600000.00", ["accepted"] = new JsonObject { ["E1"] = "300000.00", ["E2"] = "100000.00", ["S"] = "100000.00" } };
        var check = await CheckAsync(administrator, new JsonObject { ["document"] = document.DeepClone(), ["simulation"] = trial.DeepClone() });
        Assert.Empty(check.GetProperty("faults").EnumerateArray());
        Assert.Equal(64, check.GetProperty("documentHash").GetString()!.Length);
        Assert.Equal(["right True", "wrong False"], check.GetProperty("tests").EnumerateArray().Select(test => $"{test.GetProperty("id").GetString()} {test.GetProperty("passed").GetBoolean()}"));
        Assert.Equal("60000.00", check.GetProperty("simulation").GetProperty("value").GetProperty("reserve").GetProperty("amount").GetString());

        trial["pool"] = "-1.00";
        var refused = await CheckAsync(administrator, new JsonObject { ["document"] = document.DeepClone(), ["simulation"] = trial });
        Assert.Equal("pool", refused.GetProperty("simulationFault").GetProperty("field").GetString());
        Assert.Equal("[]", (await administrator.GetFromJsonAsync<JsonElement>("agreements", Ct)).GetProperty("items").GetRawText());
    }

    // A question whose words stand in a body changes nothing and shows what is on record: a regulator's is a reading as well.
    [Fact]
    public async Task A_regulators_question_in_a_body_is_on_record_with_its_hash()
    {
        const string Consortium = "questions";
        using var regulator = await running.PersonAsync("li", "REG", Consortium, Roles.Regulator);
        using var signatory = await running.PersonAsync("lin", "E1", Consortium, Roles.Signatory);
        foreach (var client in new[] { regulator, signatory })
            Assert.Equal(200, (int)(await client.PostAsJsonAsync("agreements/check", new { document = new { } }, Ct)).StatusCode);
        // A command is none: it is refused for the role, and that is all.
        using var command = new HttpRequestMessage(HttpMethod.Post, "agreements") { Content = JsonContent.Create(new { document = new { } }) };
        command.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal(403, (int)(await regulator.SendAsync(command, Ct)).StatusCode);

        Assert.Contains("record_read.v1", await running.FactsAsync(Consortium));
        await using var session = await running.Services.GetRequiredService<TenantSessions>().OpenAsync(Consortium, Ct);
        await using var read = new NpgsqlCommand("select data::text from mt_events where tenant_id = $1 and type = 'record_read.v1'", session.Connection) { Parameters = { new() { Value = Consortium } } };
        await using var rows = await read.ExecuteReaderAsync(Ct);
        Assert.True(await rows.ReadAsync(Ct));
        var fact = JsonElement.Parse(rows.GetString(0));
        Assert.Equal(("agreements/agreements/check", "li"), (fact.GetProperty("resource").GetString(), fact.GetProperty("by").GetProperty("person").GetString()));
        Assert.Equal(64, fact.GetProperty("query").GetProperty("body").GetString()!.Length);
        Assert.False(await rows.ReadAsync(Ct));
    }

    // Shares of the case are those of the trial; only the reserve differs.
    private static JsonObject Case(string id, string reserve) => new()
    {
        ["id"] = id, ["pool"] = "600000.00", ["accepted"] = new JsonObject { ["E1"] = "300000.00", ["E2"] = "100000.00", ["S"] = "100000.00" },
        ["shares"] = Shares(), ["reserve"] = reserve,
    };

    // 540,000.00 left; preferred return 5 %: 15,000, 5,000, 5,000; residual 515,000: 60 % by value 3:1:1, 40 % by points 30:20:50.
    private static JsonObject Shares() => new() { ["E1"] = "262200.00", ["E2"] = "108000.00", ["S"] = "169800.00" };

    private static async Task<JsonElement> CheckAsync(HttpClient client, JsonObject body)
    {
        var answer = await client.PostAsJsonAsync("agreements/check", body, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
