using Ledger.Tests.Running;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Distribution.Tests.Running.RunningDistribution))]

namespace Ledger.Distribution.Tests.Running;

/// <summary>The service with a key for bank accounts.</summary>
public sealed class RunningDistribution() : ServiceUnderTest("distribution", DistributionService.Compose)
{
    /// <summary>Who sees every row of the database, to look for what must not be there.</summary>
    public string Superuser => new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES"))
    {
        Database = new NpgsqlConnectionStringBuilder(Connection("owner")).Database, Pooling = false,
    }.ConnectionString;

    protected override IEnumerable<KeyValuePair<string, string>> MoreSettings() =>
        [new("Payments:Key", Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()))];
}
