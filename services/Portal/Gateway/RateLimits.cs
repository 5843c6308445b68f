using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Ledger.Portal.Web;

namespace Ledger.Portal.Gateway;

/// <summary>
/// How fast a client may ask. A client is an address with a token (or without one): two people behind one address do not slow
/// each other, and whoever changes tokens meets the limit of the address. Counted in each replica.
/// </summary>
public static class RateLimits
{
    /// <summary>Registers the limiter for everything but health checks.</summary>
    public static void AddClientLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(Address(http), Limits.AddressRate, Limits.AddressBurst)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(Client(http), Limits.ClientRate, Limits.ClientBurst)));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            await Problem.TooMany().WriteAsync(context.HttpContext);
        };
    });

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    // The token's hash, so that no token lies about in the limiter's memory.
    private static string Client(HttpContext http) =>
        $"{Address(http)} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString())))}";

    private static RateLimitPartition<string> Bucket(string key, int rate, int burst) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = rate / 10,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
        AutoReplenishment = true,
    });
}
