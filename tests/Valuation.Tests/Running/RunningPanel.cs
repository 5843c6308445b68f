using Ledger.Contracts.V1;
using Ledger.Tests;
using Ledger.Tests.Running;
using Ledger.Valuation.Integration;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Valuation.Tests.Running.RunningPanel))]

namespace Ledger.Valuation.Tests.Running;

/// <summary>
/// The Valuation service over HTTP on a real PostgreSQL. Its consortium has the agreement of Sample A, with two approvals above
/// 500,000.00.
/// </summary>
public sealed class RunningPanel() : ServiceUnderTest("valuation", ValuationService.Compose)
{
    public const string Tenant = "taihu";

    /// <summary>A client of a person of an organisation.</summary>
    public Task<HttpClient> AtDeskAsync(string person, string organisation, params string[] roles) => PersonAsync(person, organisation, Tenant, roles);

    /// <summary>Opens the appraisal of a machine of E1, as its verification would.</summary>
    public async Task<Guid> OpenAsync(string claimed = "1200000.00")
    {
        var contribution = Guid.NewGuid();
        await DeliverAsync<ContributionVerified, WhenContributionVerified>(Machines.Verified(contribution, $"M-{contribution:N}", claimed), Tenant);
        return WhenContributionVerified.StreamOf(contribution);
    }

    /// <summary>A panel state as the store has it now.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await StartAsync();
        await using var connection = new NpgsqlConnection(Connection("owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"set app.tenant_id = '{Tenant}'; {sql}", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    protected override Task BeginAsync() => HandAsync<AgreementActivated, WhenAgreementActivated>(
        Machines.Activated(TaihuAgreement.Adopt(TaihuAgreement.Json(("\"capAtClaim\":true", "\"capAtClaim\":true,\"dualApprovalAbove\":\"500000.00\"")))),
        Tenant);
}
