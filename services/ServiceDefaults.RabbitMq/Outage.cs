using Npgsql;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>
/// Tells an outage of the store (try again, for as long as it takes) from a message that cannot be handled (error queue).
/// </summary>
internal static class Outage
{
    public static bool Is(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is PostgresException postgres) return Passing(postgres.SqlState);
            if (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or JasperFx.ConcurrencyException) return true;
        }

        return false;
    }

    // 08 connection, 53 resources (disk full, too many connections), 57 operator intervention, 40 serialization and deadlock,
    // 25006 a standby that is not promoted yet, 55P03 a lock not granted in time.
    private static bool Passing(string state) =>
        state[..2] is "08" or "53" or "57" or "40" || state is "25006" or "55P03";
}
