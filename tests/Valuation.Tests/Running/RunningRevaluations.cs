using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.Tests;
using Ledger.Tests.Running;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Ledger.Valuation.Integration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// The Valuation service over HTTP on a real PostgreSQL; every test has a consortium of its own, under an agreement that says when values
/// are due again.
/// </summary>
public sealed class RunningRevaluations() : ServiceUnderTest("valuation", ValuationService.Compose)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task AgreedAsync(string tenant) => await DeliverAsync<AgreementActivated, WhenAgreementActivated>(Machines.Activated(RevaluationSamples.Agreement), tenant);

    /// <summary>Starts appraisals of machines that were accepted at 840,000.00, as many facts as their lives have.</summary>
    public async Task<IReadOnlyList<Guid>> AcceptedAsync(string tenant, int count, string party = "E1", ContributionKind kind = ContributionKind.DonatedEquipment)
    {
        await StartAsync();
        var ids = new List<Guid>();
        await using var unit = await Services.GetRequiredService<BulkWrites>().BeginAsync(tenant, Samples.Valuer, "test", Ct);
        foreach (var contribution in Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()))
        {
            var id = WhenContributionVerified.StreamOf(contribution);
            var subject = Samples.Machine with { ContributionId = contribution, Reference = $"M-{contribution:N}", Party = party, Kind = kind };
            unit.Start(new NewStream(typeof(Appraisal), id,
            [
                new AppraisalOpened(subject), Samples.Proposed with { Agreement = RevaluationSamples.Agreement.Source! },
                Samples.Accepted with { ContributionId = contribution, Reference = subject.Reference, Agreement = RevaluationSamples.Agreement.Source! },
            ]));
            ids.Add(id);
            if (ids.Count % 200 == 0) await unit.FlushAsync(Ct);
        }

        await unit.CommitAsync(Ct);
        return ids;
    }

    /// <summary>Registers the index and publishes 100 for 2025-03 and a figure for 2026-03.</summary>
    public static async Task PublishedAsync(HttpClient valuer, string later)
    {
        Assert.Equal(201, (await SendAsync(valuer, "index-series", RegisterSamples.Machines)).Status);
        var path = $"index-series/{RegisterStreams.Series(valuer.BaseAddress!.Segments[^1].TrimEnd('/'), RevaluationSamples.Series)}";
        var months = RegisterSamples.Vintage(IndexVintage.FirstPublished, "2026-04-10", ("2025-03", "100"), ("2026-03", later));
        Assert.Equal(200, (await SendAsync(valuer, $"{path}/vintages", months, 1)).Status);
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path, Ct);

    /// <summary>Waits until a run has ended.</summary>
    public static async Task<JsonElement> EndedAsync(HttpClient client, string run)
    {
        for (var i = 0; i < 400; i++)
        {
            var view = await GetAsync(client, run);
            if (view.GetProperty("stage").GetString() is "finished" or "cancelled") return view;
            await Task.Delay(50, Ct);
        }

        throw new TimeoutException("The run did not end within 20 s.");
    }

    /// <summary>A number, as the owner sees it within a consortium.</summary>
    public async Task<long> CountAsync(string tenant, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("owner"));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"set app.tenant_id = '{tenant}'; {sql}", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
