using Npgsql;

namespace Ledger.Integration.Tests.Support;

/// <summary>The real PostgreSQL and RabbitMQ that <c>./ledger test</c> starts. Without them the tests fail: there is no stand-in.</summary>
public static class Servers
{
    public static string Postgres { get; } = Required("LEDGER_TEST_POSTGRES");

    public static string RabbitMq { get; } = Required("LEDGER_TEST_RABBITMQ");

    public static string PostgresDatabase(string database) =>
        new NpgsqlConnectionStringBuilder(Postgres) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static string Required(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set. Run the tests with ./ledger test, which starts the servers.");
}
