using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text;
using Ledger.Benchmarks.Servers;
using Npgsql;

namespace Ledger.Benchmarks.Measuring;

/// <summary>What a reader needs to judge a figure: durability settings, versions, machine, load by others, length of the run.</summary>
internal sealed record RunConfig(IReadOnlyDictionary<string, object> Facts)
{
    private static readonly string[] Settings =
        ["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers", "max_wal_size", "wal_compression"];

    public static async Task<RunConfig> ReadAsync(Arguments arguments, CancellationToken ct)
    {
        var facts = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["startedAt"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["windowSeconds"] = arguments.Seconds,
            ["roundsAsked"] = arguments.Rounds,
            ["seed"] = Sample.Facts.Seed,
            ["cores"] = Environment.ProcessorCount,
            ["cpu"] = Cpu(),
            ["loadAtStart"] = Load(),
            ["os"] = RuntimeInformation.OSDescription,
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["gc"] = GCSettings.IsServerGC ? "server" : "workstation",
            ["marten"] = Version(typeof(Marten.IDocumentStore)),
            ["npgsql"] = Version(typeof(NpgsqlConnection)),
            ["massTransit"] = Version(typeof(MassTransit.IBus)),
        };
        if (arguments.Part == "rules") return new RunConfig(facts);
        await AddPostgresAsync(facts, ct);
        await AddRabbitMqAsync(facts, ct);
        return new RunConfig(facts);
    }

    /// <summary>Load average of the last minute: more than the cores means that somebody else measures with us.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static async Task AddPostgresAsync(Dictionary<string, object> facts, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Addresses.Postgres);
        await connection.OpenAsync(ct);
        foreach (var setting in Settings)
        {
            await using var command = new NpgsqlCommand("select current_setting($1, true)", connection)
            {
                Parameters = { new() { Value = setting } },
            };
            facts[$"postgres.{setting}"] = await command.ExecuteScalarAsync(ct) as string ?? "unknown";
        }
    }

    private static async Task AddRabbitMqAsync(Dictionary<string, object> facts, CancellationToken ct)
    {
        await using var connection = await Broker.ConnectAsync(ct);
        facts["rabbitmq.version"] = connection.ServerProperties?.TryGetValue("version", out var version) == true && version is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : "unknown";
    }

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static string Cpu() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : RuntimeInformation.ProcessArchitecture.ToString();
}
