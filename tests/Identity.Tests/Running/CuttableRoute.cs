using System.Net;
using System.Net.Sockets;
using Ledger.Tests.Running;
using Npgsql;

namespace Ledger.Identity.Tests.Running;

/// <summary>A way to the database that a test can cut and mend: a relay on a port of its own. Cutting ends every connection.</summary>
public sealed class CuttableRoute : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly int _port;
    private TcpListener? _listener;
    private CancellationTokenSource _open = new();

    public CuttableRoute(string connection)
    {
        _target = new NpgsqlConnectionStringBuilder(connection);
        _port = FreePort.Address().Port;
    }

    public string Connection => new NpgsqlConnectionStringBuilder(_target.ConnectionString) { Host = "127.0.0.1", Port = _port }.ConnectionString;

    public void Mend()
    {
        _open = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync(_listener, _open.Token);
    }

    public async Task CutAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _open.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _open.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(ct);
                _ = RelayAsync(near, ct);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task RelayAsync(TcpClient near, CancellationToken ct)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(_target.Host!, _target.Port, ct);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), ct),
                    far.GetStream().CopyToAsync(near.GetStream(), ct));
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
            {
                // Cut.
            }
        }
    }
}
