using System.Globalization;
using Npgsql;

namespace Ledger.Benchmarks.Measuring;

/// <summary>
/// Processor time of this process and of the database's backends. On a machine that others use too it says more than the
/// clock: waiting for a turn does not count.
/// </summary>
internal sealed class CpuMeter(string? superuser)
{
    private const double JiffiesPerSecond = 100;

    /// <summary>Seconds used so far.</summary>
    public async Task<CpuUse> ReadAsync(CancellationToken ct) =>
        new(Environment.CpuUsage.TotalTime.TotalSeconds, superuser is null ? null : await BackendsAsync(superuser, ct));

    // Readable only where the server runs on this machine and under a kernel with /proc; elsewhere the figure is left out.
    private static async Task<IReadOnlyDictionary<int, double>?> BackendsAsync(string superuser, CancellationToken ct)
    {
        if (!Directory.Exists("/proc/self")) return null;
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var backends = new Dictionary<int, double>();
        while (await reader.ReadAsync(ct))
        {
            var pid = reader.GetInt32(0);
            if (SecondsOf(pid) is { } seconds) backends[pid] = seconds;
        }

        return backends;
    }

    private static double? SecondsOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            if (!text.Contains("(postgres)", StringComparison.Ordinal)) return null;
            // After the name in parentheses: state is field 3, utime 14, stime 15.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / JiffiesPerSecond;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>Processor seconds of this process, and of each backend where they can be read.</summary>
internal sealed record CpuUse(double Process, IReadOnlyDictionary<int, double>? Backends)
{
    public double ProcessSince(CpuUse before) => Process - before.Process;

    public double? BackendsSince(CpuUse before) =>
        Backends?.Sum(backend => backend.Value - (before.Backends?.GetValueOrDefault(backend.Key) ?? 0));
}
