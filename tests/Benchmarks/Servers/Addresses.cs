using Npgsql;

namespace Ledger.Benchmarks.Servers;

/// <summary>The real servers to measure on.</summary>
internal static class Addresses
{
    /// <summary>Superuser connection string.</summary>
    public static string Postgres { get; } = Required("LEDGER_TEST_POSTGRES");

    public static string RabbitMq { get; } = Required("LEDGER_TEST_RABBITMQ");

    public static NpgsqlConnectionStringBuilder Database(string name) => new(Postgres) { Database = name };

    private static string Required(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set. Run ./ledger bench, which starts the servers.");
}
