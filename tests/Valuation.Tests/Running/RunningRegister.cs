using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Tests.Running;
using Ledger.Valuation.Integration;

[assembly: AssemblyFixture(typeof(Ledger.Valuation.Tests.Running.RunningRegister))]

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// The Valuation service over HTTP on a real PostgreSQL. Several consortia share it, each with the agreement of Sample A; contributions
/// arrive as Contributions announces them.
/// </summary>
public sealed class RunningRegister() : ServiceUnderTest("valuation", ValuationService.Compose)
{
    /// <summary>Sends a file.</summary>
    public static async Task<(int Status, JsonElement Body)> UploadAsync(HttpClient client, string path, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>A machine as Sample A's was verified.</summary>
    /// <returns>Its appraisal.</returns>
    public async Task<Guid> VerifiedAsync(string consortium, string reference, string claimed = "1200000.00")
    {
        var contribution = StreamId.For(consortium, "contribution", reference);
        await DeliverAsync<ContributionVerified, WhenContributionVerified>(Machines.Verified(contribution, reference, claimed), consortium);
        return WhenContributionVerified.StreamOf(contribution);
    }

    protected override async Task BeginAsync()
    {
        foreach (var tenant in new[] { "taihu", "lakeside", "dispute", "scores", "preview" })
            await HandAsync<AgreementActivated, WhenAgreementActivated>(Machines.Activated(TaihuAgreement.Adopted), tenant);
    }
}
