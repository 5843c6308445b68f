using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contributions.Domain;
using Npgsql;

namespace Ledger.Contributions.Tests.Running;

/// <summary>What lies past the limits of imports.</summary>
[Collection(nameof(RunningContributions))]
public sealed class ImportLimitTests(RunningContributions running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // One import keeps the runner busy while the tries of the next are used up behind its back.
    [Fact]
    public async Task Errors_past_those_kept_are_counted_and_an_import_whose_tries_are_used_up_has_failed()
    {
        using var client = await running.AsAsync("E1", "taihu");
        const int Rows = ContributionLimits.ImportErrorsKept + 1;
        var many = "reference\r\n" + string.Concat(Enumerable.Range(1, Rows).Select(i => $"past-{i},too,many\r\n"));
        var good = "contribution,day,start,minutes\r\nnone,2025-03-03,08:00,60\r\n";
        var header = many.Replace("reference\r\n", "reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed\r\n", StringComparison.Ordinal);

        var (_, first) = await client.ImportAsync("kind=contributions&dryRun=true", header);
        var (_, second) = await client.ImportAsync("kind=use&dryRun=true", good);
        var id = second.GetProperty("id").GetGuid();
        Assert.Equal(1, await ExecuteAsync($"update import_queue set tries = {ContributionLimits.ImportTries} where id = '{id}'"));

        var busy = await client.EndOfAsync(first.GetProperty("id").GetString()!);
        Assert.Equal((Rows, Rows), (busy.Counts()[2], busy.GetProperty("errors").GetInt32()));
        var last = await client.GetFromJsonAsync<JsonElement>($"imports/{busy.GetProperty("id").GetString()}/errors?after={ContributionLimits.ImportErrorsKept - 1}", Ct);
        Assert.Equal(ContributionLimits.ImportErrorsKept + 1, Assert.Single(last.GetProperty("items").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.False(last.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String);

        var failed = await client.EndOfAsync(id.ToString());
        Assert.Equal("failed", failed.Outcome());
        Assert.Equal(["0 - import.fault"], await client.ErrorsAsync(failed));
    }

    [Fact]
    public async Task A_paper_beyond_the_last_that_a_row_can_cite_is_no_column()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var past = $"evidence {ContributionLimits.ImportEvidenceColumns + 1}: sha256";

        var import = await client.ImportedAsync("kind=contributions&dryRun=true", $"reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed,{past}\r\nr,a,cash,t,t,2025-01-01,S,CNY,1,x\r\n");

        Assert.Equal("refused", import.Outcome());
        Assert.Equal([$"1 {past} import.unknown-column"], await client.ErrorsAsync(import));
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(running.Database(vault: false));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Ct);
    }
}
