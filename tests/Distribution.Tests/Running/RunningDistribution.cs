using System.Globalization;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Distribution.Tests.Running.RunningDistribution))]

namespace Ledger.Distribution.Tests.Running;

/// <summary>The service with a key for bank accounts, on the clock of its caller.</summary>
public sealed class RunningDistribution() : ServiceUnderTest("distribution", service =>
{
    service.Services.AddHttpContextAccessor();
    service.Services.AddSingleton<TimeProvider, CallersTime>();
    return DistributionService.Compose(service);
})
{
    /// <summary>From now on this client calls so many days later.</summary>
    public static HttpClient Later(HttpClient client, int days)
    {
        client.DefaultRequestHeaders.Remove(CallersTime.Header);
        client.DefaultRequestHeaders.Add(CallersTime.Header, days.ToString(CultureInfo.InvariantCulture));
        return client;
    }

    /// <summary>Who sees every row of the database, to look for what must not be there.</summary>
    public string Superuser => new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES"))
    {
        Database = new NpgsqlConnectionStringBuilder(Connection("owner")).Database, Pooling = false,
    }.ConnectionString;

    protected override IEnumerable<KeyValuePair<string, string>> MoreSettings() =>
        [new("Payments:Key", Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()))];
}

/// <summary>The system's time, moved ahead by what the request says: a window of days is over without waiting for it.</summary>
internal sealed class CallersTime(IHttpContextAccessor accessor) : TimeProvider
{
    public const string Header = "Test-Days";

    public override DateTimeOffset GetUtcNow()
    {
        var said = accessor.HttpContext?.Request.Headers[Header].ToString();
        return base.GetUtcNow().AddDays(int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0);
    }
}
