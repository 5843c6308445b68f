using System.Net.Sockets;

namespace Ledger.Witness.Tests;

/// <summary>How many may be connected at a time.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_connection_beyond_the_limit_is_closed_and_one_that_ends_makes_room()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        var held = new List<TcpClient>();
        try
        {
            for (var i = 0; i < WitnessLimits.Connections; i++) held.Add(await ConnectAsync());
            using (var beyond = await ConnectAsync()) Assert.True(await ClosedAsync(beyond));
            held[0].Dispose();
            while (true)
            {
                // The server hears of the end a moment later.
                ct.ThrowIfCancellationRequested();
                try
                {
                    Assert.NotEmpty(await witness.PageAsync());
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(20, ct);
                }
            }
        }
        finally
        {
            held.ForEach(client => client.Dispose());
        }

        async Task<TcpClient> ConnectAsync()
        {
            var client = new TcpClient();
            await client.ConnectAsync(witness.Address.Host, witness.Address.Port, ct);
            return client;
        }

        async Task<bool> ClosedAsync(TcpClient client)
        {
            try
            {
                return await client.GetStream().ReadAsync(new byte[1], ct) == 0;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }
}
