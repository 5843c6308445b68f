using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests.Running;
using Ledger.Valuation.Integration;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Every contribution of both samples is worth through the service what the rule says of its inputs, and what was computed by hand.</summary>
public sealed class SampleValuesHttpTests(RunningRegister running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("taihu", "E1=914605.56 E2=136800.00 G=200000.00 S=152000.00")] // 840000 + 74605.56; 72000 + 64800; grant; 72000 + 80000
    [InlineData("lakeside", null)]
    public async Task Values_through_the_service_equal_rules_eval(string sample, string? accepted)
    {
        var scenario = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "deploy/samples", sample + ".ledger.json"), Ct));
        var tenant = $"sample-{sample}";
        var document = AgreementDocument.Parse(scenario.GetProperty("agreement")).Value!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), document.AgreementId, document.Version, document.DocumentHash, document.Json), tenant);
        using var valuer = await running.PersonAsync("sample-valuer", "V-outside", tenant, "valuer");
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var item in scenario.GetProperty("contributions").EnumerateArray())
        {
            var (reference, party) = (item.GetProperty("reference").GetString()!, item.GetProperty("party").GetString()!);
            var contribution = StreamId.For(tenant, "contribution", reference);
            await running.DeliverAsync<ContributionVerified, WhenContributionVerified>(
                new ContributionVerified(contribution, reference, document.AgreementId, document.Version, party, item.GetProperty("kind").GetString()!, reference, reference,
                    new MoneyAmount(item.GetProperty("claimed").GetString()!, document.Currency.Code), DateOnly.Parse(item.GetProperty("effectiveOn").GetString()!)), tenant);
            var id = WhenContributionVerified.StreamOf(contribution);
            var appraisal = item.GetProperty("appraisal");
            var proposed = await ServiceUnderTest.SendAsync(valuer, $"appraisals/{id}/proposal", new { Method = appraisal.GetProperty("method").GetString(), Inputs = appraisal.GetProperty("inputs") }, 1);
            Assert.True(proposed.Status == 200, $"{reference}: {proposed.Body}");
            var snapshot = ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(await valuer.GetByteArrayAsync($"appraisals/{id}/snapshots/1", Ct)))).Value!;
            Assert.True(SnapshotReperformance.Of(snapshot).Same, reference);
            sums[party] = sums.TryGetValue(party, out var sum) ? sum + snapshot.Value : snapshot.Value;
            Assert.Contains(ReportedAmount(snapshot.Value), await valuer.GetStringAsync($"appraisals/{id}/report.html?lang=en", Ct), StringComparison.Ordinal);
        }

        accepted ??= string.Join(' ', Published(scenario).Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal(accepted, string.Join(' ', sums.Select(entry => $"{entry.Key}={entry.Value.Amount}")));
    }

    // The sample file itself states the figures that were computed by hand.
    private static SortedDictionary<string, string> Published(JsonElement scenario) => new(
        scenario.GetProperty("expected").GetProperty("accepted").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!), StringComparer.Ordinal);

    private static string ReportedAmount(Money money) => Features.ReportWords.Of(money);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run from a checkout.");
    }
}
