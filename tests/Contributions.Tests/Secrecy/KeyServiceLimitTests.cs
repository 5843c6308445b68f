using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>A key service that says too much, or nothing, is one that cannot be used now.</summary>
public sealed class KeyServiceLimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_is_too_long_is_none() => await RefusedAsync(async stream =>
    {
        var body = "{\"data\":{\"hmac\":\"" + new string('x', ContributionLimits.KeyServiceAnswerBytes) + "\"}}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), Ct);
    });

    // As long as the limit itself: there is no shorter way past it.
    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        var began = TimeProvider.System.GetTimestamp();
        await RefusedAsync(stream => Task.Delay(Timeout.InfiniteTimeSpan, Ct));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, ContributionLimits.KeyServiceSeconds - 1, ContributionLimits.KeyServiceSeconds * 3);
    }

    private static async Task RefusedAsync(Func<NetworkStream, Task> answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var token = Path.GetTempFileName();
        await File.WriteAllTextAsync(token, "token", Ct);
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Ct);
            await using var stream = client.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: Ct);
            await answer(stream);
        }, Ct);
        var keys = TransitMasterKeys.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Vault:Transit"] = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/transit", ["Vault:TransitTokenFile"] = token,
        }).Build());

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => keys.FingerprintAsync("taihu", "text", Ct));

        Assert.Equal("vault.key-service-unavailable", refused.Problem.Code);
        File.Delete(token);
        _ = serving;
    }
}
