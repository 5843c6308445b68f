using System.Net;
using System.Net.Sockets;

namespace Ledger.Tests.Running;

/// <summary>
/// Addresses for servers that start later. Ports are taken from below the range from which the system gives ports to outgoing
/// connections: one of those may be taken again before the server gets to it.
/// </summary>
internal static class FreePort
{
    private const int First = 20000;
    private const int Count = 10000;
    private static int _next = Environment.ProcessId * 97 % Count;

    /// <summary>An address on a port that was free a moment ago and is given out once.</summary>
    public static Uri Address()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return new Uri($"http://127.0.0.1:{port}");
            }
            catch (SocketException)
            {
                // Somebody's; the next one.
            }
        }
    }
}
